import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { type Dms, system } from "./dms.ts";
import type { FabasoftSettings } from "./settings.ts";

/** After the document has arrived: whatever goes wrong now leaves it there, so it is a doubt and never a plain failure. */
export async function markOrDoubt(dms: Dms, { businessDatum }: FabasoftSettings, id: string, reference: string): Promise<void> {
  await dms.mark(id, businessDatum, reference).catch((error: unknown) => {
    if (!(error instanceof UpstreamError)) throw error;
    const { operation, code } = error;
    throw new UpstreamError({ system, operation, kind: "ambiguous", code: "fabasoft-unmarked", detail: code });
  });
}

/** Makes good what markOrDoubt could not. A refusal is no reason not to have found the document; anything passing is asked again. */
export async function markAgain(dms: Dms, { businessDatum }: FabasoftSettings, id: string, reference: string): Promise<void> {
  await dms.mark(id, businessDatum, reference).catch((error: unknown) => {
    if (!(error instanceof UpstreamError) || error.kind !== "permanent") throw error;
  });
}
