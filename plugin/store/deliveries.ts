import type { Kysely } from "kysely";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "./history.ts";
import type { DeliveryRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

export type Delivery = DeliveryRow;
export type DeliveryChange = Partial<Omit<DeliveryRow, "id">> & { changed: string };

/** What a delivery is before anything happened to it. */
export const fresh = {
  ...{ state: "queued", attempts: 0, separate: 0, follows: null, recalled: null, folder: null, code: null },
  ...{ extension: null, mediaType: null, sha256: null, bytes: null, objectId: null, objectVersion: null, objectName: null },
  ...{ handedOverBy: null, handedOverAt: null, confirmedBy: null, confirmedAt: null },
} as const satisfies Partial<DeliveryRow>;

/**
 * Changes a delivery and writes down who did it, in one transaction.
 * @param expected the state (and lease) it must still be in; false, and nothing is changed, when somebody was faster
 */
export async function settle(
  store: Store<Tables>,
  delivery: Pick<Delivery, "id" | "town">,
  change: DeliveryChange,
  deed: { action: string; by: string; detail?: Record<string, unknown> },
  expected: Partial<Pick<DeliveryRow, "state" | "notBefore">> = {},
): Promise<boolean> {
  return store.write(async (transaction) => {
    let query = transaction.updateTable("Delivery").set(change).where("id", "=", delivery.id);
    for (const [column, value] of Object.entries(expected)) query = query.where(column as "notBefore", "=", value);
    if ((await query.executeTakeFirst()).numUpdatedRows !== 1n) return false;
    const { id: subjectId, town } = delivery;
    await record(transaction, { at: change.changed, town, subject: "Delivery", subjectId, ...deed });
    return true;
  });
}

const columns = [
  ...(["id", "town", "subject", "subjectId", "series", "version", "part", "action", "target", "follows", "state", "attempts"] as const),
  ...(["notBefore", "code", "recalled", "title", "separate", "folder", "extension", "mediaType", "sha256"] as const),
  ...(["objectId", "objectVersion", "objectName", "onBehalfOf", "changed"] as const),
  ...(["handedOverBy", "handedOverAt", "confirmedBy", "confirmedAt"] as const),
] as const;

/** A delivery without the document itself. */
export type DeliveryEntry = Omit<Delivery, "bytes">;

const undecided = ["uncertain", "failed"] as const;

/** What wants a person first, then the newest first; without `subjectId` at most 500 of what is settled. */
export async function deliveries(db: Kysely<Tables>, filter: { towns: readonly string[]; subjectId?: string }): Promise<DeliveryEntry[]> {
  const all = db.selectFrom("Delivery").select(columns).where("town", "in", filter.towns).orderBy("changed", "desc").orderBy("part");
  const { subjectId } = filter;
  if (subjectId) return all.where("subjectId", "=", subjectId).execute();
  const settled = ["confirmed", "not-due"] as const;
  return [
    ...(await all.where("state", "in", undecided).execute()),
    ...(await all.where("state", "not in", [...undecided, ...settled]).execute()),
    ...(await all.where("state", "in", settled).limit(500).execute()),
  ];
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function delivery(db: Kysely<Tables>, id: string): Promise<Delivery> {
  const row = await db.selectFrom("Delivery").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

/** What the delivery follows and is really there, steps that were not carried out passed over; null if there is none. */
export async function before(db: Kysely<Tables>, { follows }: Pick<Delivery, "follows">): Promise<DeliveryEntry | null> {
  for (let id = follows; id !== null; ) {
    const row = await db.selectFrom("Delivery").select(columns).where("id", "=", id).executeTakeFirst();
    if (row?.state !== "not-due") return row ?? null;
    id = row.follows;
  }
  return null;
}

/** The title of the document of a subject, whichever part a delivery carries. */
export async function documentTitle(db: Kysely<Tables>, { subject, subjectId, title }: Delivery): Promise<string> {
  const row = await db
    .selectFrom("Delivery")
    .select("title")
    .where("subject", "=", subject)
    .where("subjectId", "=", subjectId)
    .where("part", "=", "document")
    .executeTakeFirst();
  return row?.title ?? title;
}
