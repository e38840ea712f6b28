import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Store } from "../ports/store.ts";
import { privateFile } from "./private-file.ts";
import { openSqlite } from "./sqlite.ts";
import { StoreInUse } from "./store-in-use.ts";
import type { Tables } from "./tables.ts";

/**
 * Opens the embedded store: one file, one process. `path` is a file path or `:memory:`.
 * Throws a StoreInUse when another process has it open, unless `sharing` says that this one will only read.
 */
export function openStore(path: string, sharing = false): Store<Tables> {
  const unlock = path === ":memory:" || sharing ? () => {} : lock(path);
  const writer = kysely(path);
  const reader = path === ":memory:" ? writer : kysely(path);
  return {
    read: reader,
    write: (work) => writer.transaction().execute(work),
    async [Symbol.asyncDispose]() {
      if (reader !== writer) await reader.destroy();
      await writer.destroy();
      unlock();
    },
  };
}

function kysely(path: string): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
}

/** An open exclusive transaction on a file beside the store: the kernel ends it with the process, however that ends. */
function lock(path: string): () => void {
  const held = new DatabaseSync(privateFile(`${path}.lock`), { timeout: 0 });
  try {
    held.exec("pragma journal_mode = delete; begin exclusive;");
  } catch {
    held.close();
    throw new StoreInUse(path);
  }
  return () => held.close();
}
