import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { findFolder, folderPath } from "./folders.ts";
import type { CreationRights, Repository } from "./repository.ts";

/**
 * Whether the repository says that we may file below the folder of the settings or, while that is not made yet, in the nearest above it. Every
 * case gets a folder of its own there, so false = no folder may be made. Undefined = not said: the question is not known, or documents are
 * only forbidden in the folder itself, from which nothing follows for those in it. The answer holds for who asks: the technical login, unless
 * the repository looks at on whose behalf.
 */
export async function mayWrite(repository: Repository): Promise<boolean | undefined> {
  const folderId = await nearestFolder(repository, folderPath(repository.settings, []));
  const rights = folderId && (await rightsIn(repository, folderId));
  if (!rights) return undefined;
  return rights.folders && !rights.documents ? undefined : rights.folders;
}

/** Null if not even the uppermost folder is shown to us. */
async function nearestFolder(repository: Repository, path: string): Promise<string | null> {
  const found = await findFolder(repository, path);
  return found || path === "/" ? found : nearestFolder(repository, path.slice(0, path.lastIndexOf("/")) || "/");
}

/** Null when the repository refuses to say: that is no refusal of the rights themselves. */
async function rightsIn(repository: Repository, folderId: string): Promise<CreationRights | null> {
  return repository.getAllowableActions(folderId).catch((error: unknown) => {
    if (error instanceof UpstreamError && error.kind === "permanent") return null;
    throw error;
  });
}
