import type { Filed } from "../../../plugin/ports/ecm.ts";
import type { Dms } from "./dms.ts";
import { refuseImplausible } from "./failures.ts";

/** Cancels the document (stornieren): it stays where it is and can be read, with status 6 as a hint that it no longer counts. */
export async function withdraw(dms: Dms, filed: Filed): Promise<Filed> {
  refuseImplausible(filed, "withdraw");
  await dms.cancel(filed.objectId);
  return filed;
}
