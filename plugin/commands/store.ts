import { existsSync } from "node:fs";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { openStore } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** Opens the store as `openStore` does; a path that SQLite cannot open becomes a Refusal that names it. */
export function openAt(path: string, sharing = false): Store<Tables> {
  try {
    return openStore(path, sharing);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_SQLITE_ERROR" || code === "ENOENT" || code === "EACCES" || code === "EROFS" || code === "ENOTDIR")
      throw new Refusal("file.store", { values: { path, detail: message } });
    throw error;
  }
}

/** Opens a store beside the process that writes it. Throws a Refusal if there is none: opened to read, it would be created, and empty. */
export function openToRead(path: string): Store<Tables> {
  if (!existsSync(path)) throw new Refusal("file.missing", { values: { path } });
  return openAt(path, true);
}
