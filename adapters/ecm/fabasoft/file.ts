import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedName } from "../../shared/names.ts";
import { caseTitles, ensureProcedure } from "./case.ts";
import { type Dms, system } from "./dms.ts";
import { unlessOther } from "./failures.ts";
import { markOrDoubt } from "./mark.ts";
import { writeNote } from "./note.ts";
import type { FabasoftSettings } from "./settings.ts";
import { documentTitle, refuseTooLarge } from "./title.ts";
import type { Turns } from "./turns.ts";

/**
 * Files a document under its case. All that happens before the document itself may be repeated: what was made of file and procedure is found
 * the next time. The document carries our reference from the first moment (note.ts); that it could not be marked as well is a doubt that
 * `find` clears up.
 */
export async function file(dms: Dms, settings: FabasoftSettings, document: EcmDocument, inTurn: Turns): Promise<Filed> {
  const titles = caseTitles(document.folder, settings, "file");
  refuseTooLarge(settings, document, "file");
  return inTurn(`procedure ${titles.file} / ${titles.procedure}`, async () => {
    const procedure = await ensureProcedure(dms, settings, titles, inTurn);
    const name = permittedName(document.title, document.extension);
    const title = documentTitle(document.title);
    await refuseTaken(dms, procedure, title, name);
    const subject = writeNote({ ...document, entries: [{ reference: document.reference, name }] });
    const attachment = { name, mediaType: document.mediaType, bytes: document.bytes };
    const created = await dms.createDocument({ procedure, title, subject, attachment });
    await markOrDoubt(dms, settings, created.id, document.reference);
    return { objectId: created.id, version: created.contents[0]?.id ?? "", name };
  });
}

/** The DMS takes a name twice, and nobody could tell the two apart. */
async function refuseTaken(dms: Dms, procedure: string, title: string, name: string): Promise<void> {
  for (const listed of await dms.children("procedure", procedure)) {
    if (!listed.name.includes(title)) continue;
    const other = await dms.document(listed.id).catch(unlessOther);
    if (other?.contents.some((content) => content.name === name)) {
      throw new UpstreamError({ system, operation: "file", kind: "permanent", code: "name-taken" });
    }
  }
}
