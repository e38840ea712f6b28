import type { Kysely, Transaction } from "kysely";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "./history.ts";
import type { DeliveryRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

export type Delivery = DeliveryRow;

/**
 * Takes the delivery that is due longest, and marks it `sent` until `lease`: from this moment on it may have arrived,
 * whatever becomes of this process. `resumed` = somebody may have sent it before, so look before sending.
 */
export async function claim(
  store: Store<Tables>,
  now: string,
  lease: string,
  notTargets: readonly string[],
): Promise<{ delivery: Delivery; resumed: boolean } | null> {
  return store.write(async (transaction) => {
    const delivery = await transaction
      .selectFrom("Delivery")
      .selectAll()
      .where("state", "in", ["queued", "sent", "uncertain"])
      .where("notBefore", "<=", now)
      .where("target", "not in", notTargets)
      .orderBy("notBefore")
      .executeTakeFirst();
    if (!delivery) return null;
    const attempts = delivery.attempts + 1;
    await update(transaction, delivery.id, { state: "sent", notBefore: lease, attempts, changed: now });
    return { delivery: { ...delivery, attempts }, resumed: delivery.attempts > 0 };
  });
}

async function update(transaction: Transaction<Tables>, id: string, change: Partial<Omit<DeliveryRow, "id">>): Promise<void> {
  await transaction.updateTable("Delivery").set(change).where("id", "=", id).execute();
}

/** Changes a delivery and writes down who did it, in one transaction. */
export async function settle(
  store: Store<Tables>,
  delivery: Pick<Delivery, "id" | "town">,
  change: Partial<Omit<DeliveryRow, "id">> & { changed: string },
  deed: { action: string; by: string; detail?: Record<string, unknown> },
): Promise<void> {
  await store.write(async (transaction) => {
    await update(transaction, delivery.id, change);
    const { id: subjectId, town } = delivery;
    await record(transaction, { at: change.changed, town, subject: "Delivery", subjectId, ...deed });
  });
}

/** The document of a delivery, if it or another delivery of the same subject has been rendered: all targets get the same bytes. */
export async function rendered(
  db: Kysely<Tables>,
  { subject, subjectId }: Pick<Delivery, "subject" | "subjectId">,
): Promise<{ bytes: Uint8Array; mediaType: string; extension: string } | null> {
  const row = await db
    .selectFrom("Delivery")
    .select(["bytes", "mediaType", "extension"])
    .where("subject", "=", subject)
    .where("subjectId", "=", subjectId)
    .where("bytes", "is not", null)
    .executeTakeFirst();
  return row?.bytes ? { bytes: row.bytes, mediaType: row.mediaType ?? "", extension: row.extension ?? "" } : null;
}

/** All columns but the document itself, newest first. */
export async function deliveries(
  db: Kysely<Tables>,
  filter: { towns: readonly string[]; subjectId?: string },
): Promise<Omit<Delivery, "bytes">[]> {
  const query = db
    .selectFrom("Delivery")
    .select([
      "id",
      "town",
      "subject",
      "subjectId",
      "target",
      "state",
      "attempts",
      "notBefore",
      "code",
      "title",
      "extension",
      "mediaType",
      "sha256",
    ])
    .select(["objectId", "objectVersion", "objectName", "onBehalfOf", "changed"])
    .where("town", "in", filter.towns)
    .orderBy("changed", "desc");
  return (filter.subjectId ? query.where("subjectId", "=", filter.subjectId) : query.limit(500)).execute();
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function delivery(db: Kysely<Tables>, id: string): Promise<Delivery> {
  const row = await db.selectFrom("Delivery").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}
