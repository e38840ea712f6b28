import { type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";

export const system = "ecm/folder";

const meanings: Readonly<Record<string, readonly [string, FailureKind]>> = {
  EACCES: ["ecm-folder-not-writable", "permanent"],
  EPERM: ["ecm-folder-not-writable", "permanent"],
  EROFS: ["ecm-folder-not-writable", "permanent"],
  ENOENT: ["ecm-folder-missing", "transient"],
  ENOTDIR: ["ecm-folder-missing", "transient"],
  ELOOP: ["ecm-folder-missing", "permanent"],
  ENAMETOOLONG: ["ecm-folder-path-too-long", "permanent"],
  ENOSPC: ["ecm-folder-full", "transient"],
  EDQUOT: ["ecm-folder-full", "transient"],
};

/**
 * What an error of the file system means. Only its code is looked at. A missing root is most often a share that is not mounted just now.
 * `placing` = the document was being given its name: what goes wrong then in an unknown way may have happened after it.
 */
export function folderFailure(error: unknown, operation: string, placing = false): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const detail = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  const [code, kind] = meanings[detail] ?? ["ecm-folder-failed", placing ? "ambiguous" : "transient"];
  return new UpstreamError({ system, operation, code, kind, detail });
}
