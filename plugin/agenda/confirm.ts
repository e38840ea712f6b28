import { handOver } from "../outbox/enqueue.ts";
import { titleOf } from "../outbox/titles.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { type Delivery, settle } from "../store/deliveries.ts";
import type { Tables } from "../store/tables.ts";
import { type ListedFile, sameFile } from "./same-file.ts";

interface Context {
  readonly store: Store<Tables>;
  readonly clock: Clock;
}

/**
 * Confirms hand-overs that the RIS now shows: a live file at the agenda item (or, for an answer, at any item of the sitting that receives
 * it) with the checksum or the name of ours. A person said that they took the file over; only this says that it arrived. A file of that
 * name with another content is left to a person.
 */
export async function confirmHandedOver(context: Context, town: string): Promise<number> {
  const waiting = await context.store.read
    .selectFrom("Delivery")
    .selectAll()
    .where("town", "=", town)
    .where("target", "=", handOver)
    .where("action", "=", "file")
    .where("state", "=", "handed-over")
    .execute();
  let confirmed = 0;
  for (const delivery of waiting) if (await confirmOne(context, delivery)) confirmed++;
  return confirmed;
}

async function confirmOne({ store, clock }: Context, delivery: Delivery): Promise<boolean> {
  const ours = { id: delivery.id, titles: [titleOf(delivery)], bytes: delivery.bytes };
  const judged = (await listed(store, delivery)).map((file) => ({ file, sameness: sameFile(file, ours) }));
  const found = judged.find(({ sameness }) => sameness === "same") ?? judged.find(({ sameness }) => sameness === "differs");
  if (!found) return false;
  const changed = clock.now().toISOString();
  const by = "service:sync";
  const detail = { file: found.file.id };
  const expected = { state: "handed-over" } as const;
  if (found.sameness === "same") {
    const place = { objectId: found.file.id, objectName: found.file.fileName ?? found.file.name };
    const seen = { state: "confirmed", code: null, confirmedBy: by, confirmedAt: changed, ...place, changed } as const;
    return settle(store, delivery, seen, { action: "confirmed", by, detail }, expected);
  }
  if (delivery.code !== "hand-over-differs")
    await settle(store, delivery, { code: "hand-over-differs", changed }, { action: "differs", by, detail }, expected);
  return false;
}

/** The live files at the place where the document belongs. */
async function listed({ read }: Store<Tables>, delivery: Delivery): Promise<(ListedFile & { id: string })[]> {
  const files = read
    .selectFrom("File")
    .select(["id", "name", "fileName", "raw"])
    .where("town", "=", delivery.town)
    .where("deleted", "is", null);
  if (delivery.subject === "Attachment") return files.where("parent", "=", delivery.series).execute();
  const of = await read.selectFrom("Case").select("receiving").where("id", "=", delivery.series).executeTakeFirst();
  if (!of?.receiving) return [];
  const receiving = read.selectFrom("Meeting").select("id").where("town", "=", delivery.town).where("start", "like", `${of.receiving}%`);
  const items = read.selectFrom("AgendaItem").select("id").where("town", "=", delivery.town).where("meeting", "in", receiving);
  return files.where((file) => file.or([file("parent", "in", items), file("parent", "in", receiving)])).execute();
}
