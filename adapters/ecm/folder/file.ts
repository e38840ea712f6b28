import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedName } from "../../shared/names.ts";
import { folderFailure, system } from "./failure.ts";
import { makeFolder, objectIdOf, sidecarEnding } from "./place.ts";
import { isThere, readSidecar, sidecarFor } from "./sidecar.ts";
import { place, syncFolder, writeAside } from "./write.ts";

const maxNameBytes = 255 - sidecarEnding.length;

/**
 * Files a document: first what stands beside it, then the document, each whole and at once. Once the document has its name it is filed;
 * a sidecar whose document never came is not one (find), and is taken over when the same reference is filed again.
 */
export async function file(root: string, document: EcmDocument, onBehalfOf: string, filed: string): Promise<Filed> {
  const operation = "file";
  const folder = await makeFolder(root, document.folder).catch((error) => Promise.reject(folderFailure(error, operation)));
  const name = permittedName(document.title, document.extension, maxNameBytes);
  const path = join(folder, name);
  const sidecar = Buffer.from(`${JSON.stringify(sidecarFor(document, name, onBehalfOf, filed), null, 2)}\n`);
  const aside: string[] = [];
  let placing = false;
  try {
    const content = await writeAside(folder, document.bytes);
    aside.push(content);
    const beside = await writeAside(folder, sidecar);
    aside.push(beside);
    await placeSidecar(beside, folder, name, document.reference);
    placing = true;
    await place(content, path);
    await syncFolder(folder);
    return { objectId: objectIdOf(root, path), version: "1", name };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw folderFailure(error, operation, placing);
    if (placing) await rm(path + sidecarEnding, { force: true });
    throw nameTaken(operation);
  } finally {
    for (const left of aside) await rm(left, { force: true }).catch(() => undefined);
  }
}

/** Replaces a sidecar only if it is of the same reference and its document never came; what was reserved for that goes too. */
async function placeSidecar(aside: string, folder: string, name: string, reference: string): Promise<void> {
  const path = join(folder, name + sidecarEnding);
  try {
    await place(aside, path);
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === "EEXIST" ? await readSidecar(path) : undefined;
    if (other?.reference !== reference || (await isThere(folder, other))) throw error;
    await rm(join(folder, name), { force: true });
    await rename(aside, path);
  }
}

function nameTaken(operation: string): UpstreamError {
  return new UpstreamError({ system, operation, kind: "permanent", code: "name-taken" });
}
