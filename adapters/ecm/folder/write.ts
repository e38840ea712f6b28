import { randomUUID } from "node:crypto";
import { link, lstat, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Writes a temporary file of its own in the folder and has it reach the disk. Its name begins with a dot, so that no importer takes it. */
export async function writeAside(folder: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `.kim-${randomUUID()}.part`);
  const file = await open(path, "wx", 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return path;
}

/**
 * Gives a written file its name, whole and at once, and never over another file: EEXIST if the name is taken.
 * Shares without hard links get an empty file first, which reserves the name, and the content a moment later.
 */
export async function place(aside: string, path: string): Promise<void> {
  if (await linked(aside, path)) return;
  await reserve(path);
  await rename(aside, path);
}

/**
 * The same for a document whose sidecar has its place already: among our own processes that reserves the name, so that on shares
 * without hard links not even an empty file is seen before the document.
 */
export async function takePlace(aside: string, path: string): Promise<void> {
  if (await linked(aside, path)) return;
  const other = await lstat(path).catch(() => undefined);
  if (other) throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
  await rename(aside, path);
}

/** False where there are no hard links. */
async function linked(aside: string, path: string): Promise<boolean> {
  const failed = await link(aside, path).then(() => undefined, codeOf);
  if (failed === undefined || (failed === "EEXIST" && (await isSame(aside, path)))) return true;
  if (withoutLinks.has(failed)) return false;
  throw Object.assign(new Error(failed), { code: failed });
}

const withoutLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? "unknown";
}

/** A network share may lose its answer, ask again, and then find the name taken by the very file. */
async function isSame(aside: string, path: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(aside), stat(path)]);
  return one.ino === other.ino && one.dev === other.dev;
}

async function reserve(path: string): Promise<void> {
  const file = await open(path, "wx", 0o640);
  await file.close();
}

/** Has names reach the disk. Systems on which a folder cannot be synchronised do it by themselves. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
