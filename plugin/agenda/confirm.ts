import { handOver } from "../outbox/enqueue.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { settle } from "../store/deliveries.ts";
import type { Tables } from "../store/tables.ts";

/**
 * Confirms hand-overs that the RIS now shows: a live file at the agenda item with the name of our sheet. A person said that
 * they took the file over; only this says that it arrived.
 */
export async function confirmHandedOver(context: { store: Store<Tables>; clock: Clock }, town: string): Promise<number> {
  const waiting = await context.store.read
    .selectFrom("Delivery")
    .innerJoin("Attachment", "Attachment.id", "Delivery.subjectId")
    .select(["Delivery.id", "Delivery.town", "Delivery.title", "Attachment.agendaItem"])
    .where("Delivery.town", "=", town)
    .where("Delivery.target", "=", handOver)
    .where("Delivery.state", "=", "handed-over")
    .execute();
  let confirmed = 0;
  for (const delivery of waiting) {
    const files = await context.store.read
      .selectFrom("File")
      .select(["id", "name", "fileName"])
      .where("town", "=", town)
      .where("parent", "=", delivery.agendaItem)
      .where("deleted", "is", null)
      .execute();
    const file = files.find(({ name, fileName }) => name === delivery.title || fileName?.startsWith(delivery.id));
    if (!file) continue;
    const changed = context.clock.now().toISOString();
    await settle(
      context.store,
      delivery,
      { state: "confirmed", objectId: file.id, changed },
      { action: "confirmed", by: "service:sync", detail: { file: file.id } },
    );
    confirmed++;
  }
  return confirmed;
}
