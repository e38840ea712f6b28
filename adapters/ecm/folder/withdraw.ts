import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Filed } from "../../../plugin/ports/ecm.ts";
import { folderFailure } from "./failure.ts";
import { pathOf, sidecarEnding } from "./place.ts";
import { describedAt, readSidecar, type Sidecar } from "./sidecar.ts";
import { syncFolder, writeAside } from "./write.ts";

/** Notes in the sidecar of a document, and of every version before it, since when it is withdrawn. The documents stay as they are. */
export async function withdraw(root: string, filed: Filed, at: string): Promise<Filed> {
  const path = pathOf(root, filed.objectId, "withdraw");
  const folder = dirname(path);
  try {
    const newest = await describedAt(root, path, "withdraw");
    for (let next: string | undefined = newest.file; next !== undefined; ) {
      const described = await readSidecar(join(folder, next + sidecarEnding));
      if (described && !described.withdrawn) await rewrite(folder, { ...described, withdrawn: at });
      next = described?.replaces;
    }
    return { ...filed, version: String(newest.version), name: newest.file };
  } catch (error) {
    throw folderFailure(error, "withdraw");
  }
}

async function rewrite(folder: string, described: Sidecar): Promise<void> {
  const aside = await writeAside(folder, Buffer.from(`${JSON.stringify(described, null, 2)}\n`));
  try {
    await rename(aside, join(folder, described.file + sidecarEnding));
    await syncFolder(folder);
  } finally {
    await rm(aside, { force: true });
  }
}
