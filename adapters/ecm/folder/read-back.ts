import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { folderFailure, system } from "./failure.ts";
import { isInside, pathOf } from "./place.ts";

/** The bytes of a filed document. Neither it nor a folder above it may be a link that leads out of the root. */
export async function readBack(root: string, objectId: string): Promise<Uint8Array> {
  const operation = "readBack";
  const path = pathOf(root, objectId, operation);
  const notFound = () => new UpstreamError({ system, operation, kind: "permanent", code: "ecm-not-found" });
  try {
    if (!(await isInside(root, dirname(path)))) throw notFound();
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (["ENOENT", "ELOOP", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) throw notFound();
    throw folderFailure(error, operation);
  }
}
