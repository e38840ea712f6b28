import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter } from "../../../plugin/ports/adapter.ts";
import type { Ecm, Filed } from "../../../plugin/ports/ecm.ts";
import type { Principal } from "../../../plugin/ports/errors.ts";
import { check } from "./check.ts";
import { folderFailure } from "./failure.ts";
import { file } from "./file.ts";
import { folderOf, objectIdOf } from "./place.ts";
import { readBack } from "./read-back.ts";
import { revise } from "./revise.ts";
import { parseSettings } from "./settings.ts";
import { findSidecar } from "./sidecar.ts";
import { withdraw } from "./withdraw.ts";

/**
 * A folder into which documents are put, for towns whose records system takes them from there or has no interface at all. It knows a document
 * only while it lies there: what another program takes away is absent for it, so that program should copy, or be the only one to tidy up.
 */
export const folder: Adapter<Ecm> = {
  descriptor: { id: "ecm/folder", title: "Ablageordner", versions: "1", wire: "file", direction: "read-write" },
  open(settings, { clock }) {
    const { path: root } = parseSettings(settings);
    const now = () => clock.now().toISOString();
    const filing = (onBehalfOf: Principal) => ({ onBehalfOf: written(onBehalfOf), filed: now() });
    return {
      file: (document, onBehalfOf) => file(root, document, filing(onBehalfOf)),
      revise: (filed, document, onBehalfOf) => revise(root, filed, document, filing(onBehalfOf)),
      withdraw: (filed) => withdraw(root, filed, now()),
      async find(reference, segments) {
        try {
          return await find(root, reference, folderOf(root, segments));
        } catch (error) {
          throw folderFailure(error, "find");
        }
      },
      readBack: (filed) => readBack(root, filed.objectId),
      check: () => check(root),
    };
  },
};

/** A case without a folder has no documents; a root that is missing says nothing about any. */
async function find(root: string, reference: string, place: string): Promise<Filed | null> {
  await stat(root);
  const sidecar = await findSidecar(place, reference).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return sidecar ? { objectId: objectIdOf(root, join(place, sidecar.file)), version: String(sidecar.version), name: sidecar.file } : null;
}

function written(onBehalfOf: Principal): string {
  return onBehalfOf.as === "person" ? `person:${onBehalfOf.id}` : `service:${onBehalfOf.reason}`;
}
