import type { Kysely } from "kysely";
import PizZip from "pizzip";
import { answerFiles } from "../inquiry/answer-document.ts";
import { fileName } from "../outbox/file-name.ts";
import { dataTitle, rendered } from "../outbox/source-data.ts";
import { titleOf } from "../outbox/titles.ts";
import { Refusal } from "../refusal.ts";
import { attachment } from "../store/attachments.ts";
import { answer, caseOf } from "../store/cases.ts";
import type { Rendered } from "../store/deliveries/rendered.ts";
import type { Delivery } from "../store/deliveries.ts";
import { approvedAt } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { sheetData } from "./publish.ts";

/**
 * What a person takes into the RIS client, as one ZIP: the document, for an answer the Word file, and the data with the agenda item, the
 * sources and the checksums. Throws a Refusal while the document is not rendered.
 */
export async function handOverPackage(db: Kysely<Tables>, delivery: Delivery): Promise<Uint8Array> {
  const zip = new PizZip();
  for (const { part, bytes, extension } of await files(db, delivery)) {
    const title = titleOf(delivery);
    zip.file(fileName(part === "data" ? dataTitle(title) : title, extension), bytes);
  }
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

async function files(
  db: Kysely<Tables>,
  { bytes, mediaType, extension, subject, subjectId, title, action }: Delivery,
): Promise<Rendered[]> {
  if (!bytes || !mediaType || !extension) throw new Refusal("delivery.not-rendered", { status: 404 });
  const document = rendered("document", bytes, mediaType, extension);
  if (action === "withdraw") return [document];
  const on = { title, approved: await approvedAt(db, { subject, subjectId }) };
  if (subject === "Attachment") return [document, sheetData(await attachment(db, subjectId), on, [document])];
  const found = await answer(db, subjectId);
  return answerFiles(found, await caseOf(db, found.case), on, document);
}
