import { rm, statfs } from "node:fs/promises";
import type { Health } from "../../../plugin/ports/adapter.ts";
import { folderFailure } from "./failure.ts";
import { makeFolder } from "./place.ts";
import { writeAside } from "./write.ts";

/** Below this no sheet of tables and charts is sure to fit any more. */
const leastFree = 20_000_000;

/** Writes a small file and takes it away again: rights as they are shown do not tell what a share permits. */
export async function check(root: string): Promise<Health> {
  try {
    await makeFolder(root, [], "check");
    await rm(await writeAside(root, Buffer.from("kim")), { force: true });
    const { bavail, bsize } = await statfs(root);
    const free = bavail * bsize;
    const facts = [root, `frei: ${Math.floor(free / 1_000_000)} MB`];
    return free < leastFree ? { ok: false, code: "ecm-folder-full", mayWrite: true, facts } : { ok: true, mayWrite: true, facts };
  } catch (error) {
    return { ok: false, code: folderFailure(error, "check").code, facts: [root] };
  }
}
