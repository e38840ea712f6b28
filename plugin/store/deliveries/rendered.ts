import type { Kysely } from "kysely";
import type { Store } from "../../ports/store.ts";
import type { Delivery } from "../deliveries.ts";
import { record } from "../history.ts";
import type { DeliveryPart } from "../tables/work.ts";
import type { Tables } from "../tables.ts";

/** A document as it is sent, with its lower-case hexadecimal SHA-256. */
export interface Rendered {
  readonly part: DeliveryPart;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly extension: string;
  readonly sha256: string;
}

/** The delivery that waits longest for its document, if it is time to try. Marking data as withdrawn needs none. */
export async function unrendered(db: Kysely<Tables>, now: string): Promise<Delivery | undefined> {
  return db
    .selectFrom("Delivery")
    .selectAll()
    .where("state", "=", "queued")
    .where("bytes", "is", null)
    .where("notBefore", "<=", now)
    .where((row) => row.or([row("action", "=", "file"), row("part", "=", "document")]))
    .orderBy("notBefore")
    .executeTakeFirst();
}

/**
 * Keeps the documents of a subject for all of its deliveries, so that every target gets the same bytes and the data name the very files
 * beside them. What is there already stays: another worker may have rendered at the same time.
 */
export async function keepRendered(
  store: Store<Tables>,
  of: Delivery,
  made: { readonly parts: readonly Rendered[]; readonly folder: string },
  { at, by }: { at: string; by: string },
): Promise<void> {
  await store.write(async (transaction) => {
    for (const { part, bytes, mediaType, extension, sha256 } of made.parts) {
      const rows = await transaction
        .updateTable("Delivery")
        .set({ bytes, mediaType, extension, sha256, folder: made.folder, code: null, changed: at })
        .where("subject", "=", of.subject)
        .where("subjectId", "=", of.subjectId)
        .where("action", "=", of.action)
        .where("part", "=", part)
        .where("bytes", "is", null)
        .returning("id")
        .execute();
      for (const { id } of rows) {
        const deed = { at, town: of.town, subject: "Delivery", subjectId: id, action: "rendered", by } as const;
        await record(transaction, { ...deed, detail: { sha256, mediaType } });
      }
    }
  });
}
