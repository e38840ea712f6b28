import { dirname } from "node:path";
import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { folderFailure } from "./failure.ts";
import { type Filing, put } from "./file.ts";
import { pathOf } from "./place.ts";
import { describedAt } from "./sidecar.ts";

/**
 * Puts the next version beside the one before, as a file of its own whose name and sidecar say which one it replaces: nothing that
 * was filed is changed, and whoever takes documents from the folder sees a new one.
 */
export async function revise(root: string, filed: Filed, document: EcmDocument, filing: Filing): Promise<Filed> {
  const path = pathOf(root, filed.objectId, "revise");
  try {
    const before = await describedAt(root, path, "revise");
    return await put(root, dirname(path), document, { ...filing, version: before.version + 1, replaces: before.file });
  } catch (error) {
    throw folderFailure(error, "revise");
  }
}
