import { lstat, mkdir, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedFolder } from "../../shared/names.ts";
import { folderFailure, system } from "./failure.ts";

/** The ending of the file beside a document that holds reference, title and metadata. */
export const sidecarEnding = ".kim.json";

/** The folder of a case. Every segment is a permitted name, so that none can lead out of the root. */
export function folderOf(root: string, folder: readonly string[]): string {
  return join(root, ...folder.map((segment) => permittedFolder(segment)));
}

/**
 * Makes the folder of a case. The root itself must exist: a share that is not mounted must not be filed into. A link in the way is
 * refused, because it may lead out of the root.
 */
export async function makeFolder(root: string, folder: readonly string[], operation: string): Promise<string> {
  try {
    await stat(root);
    for (let depth = 1; depth <= folder.length; depth++) {
      const path = folderOf(root, folder.slice(0, depth));
      await mkdir(path).catch(unlessThere);
      if ((await lstat(path)).isSymbolicLink()) throw new UpstreamError({ system, operation, kind: "permanent", code: "ecm-folder-link" });
    }
    return folderOf(root, folder);
  } catch (error) {
    throw folderFailure(error, operation);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/** Whether an existing folder really lies below the root, links followed; one that does not exist lies nowhere. */
export async function isInside(root: string, folder: string): Promise<boolean> {
  try {
    const inside = relative(await realpath(root), await realpath(folder));
    return inside !== ".." && !inside.startsWith(`..${sep}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      await stat(root);
      return false;
    }
    throw error;
  }
}

/** The id of a document: its path below the root, with slashes on every system. */
export function objectIdOf(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

/** The path for an id; an id that is not one of ours is refused before the file system sees it. */
export function pathOf(root: string, objectId: string, operation: string): string {
  const segments = objectId.split("/");
  const isOurs = segments.every((segment) => segment !== "" && permittedFolder(segment, 1_000) === segment);
  if (!isOurs) throw new UpstreamError({ system, operation, kind: "permanent", code: "ecm-not-found" });
  return join(root, ...segments);
}
