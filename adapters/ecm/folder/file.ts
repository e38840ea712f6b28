import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedName } from "../../shared/names.ts";
import { folderFailure, system } from "./failure.ts";
import { makeFolder, objectIdOf, sidecarEnding } from "./place.ts";
import { isThere, readSidecar, type Sidecar, sidecarFor } from "./sidecar.ts";
import { place, syncFolder, takePlace, writeAside } from "./write.ts";

/** What the sidecar says beside the document: for whom and when it was filed, and the file it is the next version of. */
export type Filing = Pick<Sidecar, "onBehalfOf" | "filed"> & Partial<Pick<Sidecar, "version" | "replaces">>;

const maxNameBytes = 255 - sidecarEnding.length;

/** Files a document under its title in the folder of its case. */
export async function file(root: string, document: EcmDocument, filing: Filing): Promise<Filed> {
  const folder = await makeFolder(root, document.folder, "file");
  return put(root, folder, document, filing);
}

/** The name of a document; from its second version on with the number, because every version is a file of its own. */
function nameOf({ title, extension }: EcmDocument, version: number): string {
  if (version === 1) return permittedName(title, extension, maxNameBytes);
  const suffix = ` (Fassung ${version})`;
  const name = permittedName(title, extension, maxNameBytes - suffix.length);
  const end = name.lastIndexOf(".");
  return name.slice(0, end) + suffix + name.slice(end);
}

/**
 * Puts a document into an existing folder: first what stands beside it, then the document, each whole and at once. Once the document
 * has its name it is filed; a sidecar whose document never came is not one (find), and is taken over when the same reference is filed again.
 */
export async function put(root: string, folder: string, document: EcmDocument, filing: Filing): Promise<Filed> {
  const operation = filing.replaces === undefined ? "file" : "revise";
  const { version = 1 } = filing;
  const name = nameOf(document, version);
  const path = join(folder, name);
  const sidecar = Buffer.from(`${JSON.stringify(sidecarFor(document, name, filing), null, 2)}\n`);
  const aside: string[] = [];
  let placing = false;
  try {
    const content = await writeAside(folder, document.bytes);
    aside.push(content);
    const beside = await writeAside(folder, sidecar);
    aside.push(beside);
    await placeSidecar(beside, folder, name, document.reference);
    placing = true;
    await takePlace(content, path);
    await syncFolder(folder);
    return { objectId: objectIdOf(root, path), version: String(version), name };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw folderFailure(error, operation, placing);
    if (placing) await rm(path + sidecarEnding, { force: true });
    throw new UpstreamError({ system, operation, kind: "permanent", code: "name-taken" });
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
