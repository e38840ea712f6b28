import type { Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { type Dms, system } from "./dms.ts";
import { refuseImplausible } from "./failures.ts";
import { filedFrom } from "./filed.ts";

/** The bytes of a version as the DMS holds them. Which Schriftstück holds them is looked for by name where that is not known. */
export async function readBack(dms: Dms, filed: Filed): Promise<Uint8Array> {
  refuseImplausible(filed, "readBack");
  const version = filed.version || filedFrom(await dms.document(filed.objectId), { reference: "", name: filed.name }).version;
  if (version) return dms.content(version);
  throw new UpstreamError({ system, operation: "readBack", kind: "permanent", code: "ecm-not-found" });
}
