import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { permittedName } from "../../shared/names.ts";
import type { Dms } from "./dms.ts";
import { refuseImplausible } from "./failures.ts";
import { versionIn } from "./filed.ts";
import { markOrDoubt } from "./mark.ts";
import { readEntries, writeNote } from "./note.ts";
import type { FabasoftSettings } from "./settings.ts";
import { documentTitle, refuseTooLarge } from "./title.ts";
import type { Turns } from "./turns.ts";

/**
 * Puts the next version into the document as a Schriftstück of its own, beside the earlier ones: replacing one (UpdateContentObjectGI) would
 * leave nothing of it to be read, while the update of a document only adds (facts: ecm.md §1). Content and reference arrive in one call.
 */
export async function revise(dms: Dms, settings: FabasoftSettings, filed: Filed, document: EcmDocument, inTurn: Turns): Promise<Filed> {
  refuseImplausible(filed, "revise");
  refuseTooLarge(settings, document, "revise");
  return inTurn(`document ${filed.objectId}`, async () => {
    const before = await dms.document(filed.objectId);
    const taken = [...before.contents, ...readEntries(before.subject)].map(({ name }) => name);
    const name = freeName(document, taken);
    const entries = [...readEntries(before.subject), { reference: document.reference, name }];
    const attachment = { name, mediaType: document.mediaType, bytes: document.bytes };
    const subject = writeNote({ ...document, entries });
    await dms.addContent({ document: before.id, title: documentTitle(document.title), subject, attachment });
    await markOrDoubt(dms, settings, before.id, document.reference);
    // That it could not be looked at does not unmake it; readBack then looks for the Schriftstück by its name.
    const after = await dms.document(before.id).catch(() => undefined);
    return (after && versionIn(after, document.reference)) ?? { objectId: before.id, version: "", name };
  });
}

/** `Blatt.pdf`, `Blatt (Fassung 2).pdf` … */
function freeName({ title, extension }: EcmDocument, taken: readonly string[]): string {
  for (let version = 1; ; version += 1) {
    const ending = version === 1 ? "" : ` (Fassung ${version})`;
    const name = permittedName(title, extension, 255 - Buffer.byteLength(ending));
    const dot = name.lastIndexOf(".");
    const candidate = `${name.slice(0, dot)}${ending}${name.slice(dot)}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
