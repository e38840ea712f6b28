import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedFolder } from "../../shared/names.ts";
import { first, type Repository, system, unlessMissing } from "./repository.ts";
import type { CmisSettings } from "./settings.ts";

/** The path of a case below the root of the settings, each segment as a name that repositories take. */
export function folderPath(settings: CmisSettings, folder: readonly string[]): string {
  const root = settings.root.replace(/\/+$/, "");
  return `${root}/${folder.map((segment) => permittedFolder(segment)).join("/")}`.replace(/(?<=.)\/$/, "");
}

/** The id of the folder at a path, or null if there is none. */
export async function findFolder(repository: Repository, path: string): Promise<string | null> {
  const found = await unlessMissing(repository.getObjectByPath(path, "cmis:objectId"));
  return (found && first(found, "cmis:objectId")) ?? null;
}

/** The id of the folder at a path; what is missing of it is made. Two that make it at the same time end up with the same folder. */
export async function ensureFolder(repository: Repository, path: string): Promise<string> {
  const found = await findFolder(repository, path);
  if (found) return found;
  const end = path.lastIndexOf("/");
  if (path === "/") throw new UpstreamError({ system, operation: "getObjectByPath", kind: "permanent", code: "ecm-not-found" });
  const parent = await ensureFolder(repository, path.slice(0, end) || "/");
  return createFolder(repository, parent, path.slice(end + 1)).catch(async (error: unknown) => {
    const isTaken = error instanceof UpstreamError && error.code === "name-taken";
    const other = isTaken ? await findFolder(repository, path) : null;
    if (other) return other;
    throw error;
  });
}

function createFolder(repository: Repository, parent: string, name: string): Promise<string> {
  return repository.createFolder(parent, [
    { id: "cmis:objectTypeId", type: "id", values: [repository.settings.folderType] },
    { id: "cmis:name", type: "string", values: [name] },
  ]);
}
