import type { Transaction } from "kysely";
import { newId } from "../ids.ts";
import { fresh } from "../store/deliveries.ts";
import type { DeliveryRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";

/**
 * Takes a sheet or an answer back, in the transaction that withdraws it. What is certainly not there is never sent. What may be there
 * is only looked for from now on, and whatever is or turns out to be there is followed by its withdrawal.
 */
export async function recall(
  transaction: Transaction<Tables>,
  of: { subject: DeliveryRow["subject"]; subjectId: string; by: string; at: string },
): Promise<void> {
  const { subject, subjectId, by, at } = of;
  const filed = await transaction
    .selectFrom("Delivery")
    .select([
      "id",
      "town",
      "target",
      "state",
      "subject",
      "subjectId",
      "series",
      "version",
      "part",
      "title",
      "separate",
      "objectId",
      "follows",
    ])
    .where("subject", "=", subject)
    .where("subjectId", "=", subjectId)
    .where("action", "=", "file")
    .where("state", "!=", "not-due")
    .execute();
  for (const { id, state, objectId, follows, ...same } of filed) {
    const absent = state === "queued" || (state === "failed" && objectId === null);
    const change = absent ? ({ state: "not-due", changed: at } as const) : { recalled: at };
    await transaction.updateTable("Delivery").set(change).where("id", "=", id).execute();
    // What was never sent may have an earlier version, which then stands there as if it held.
    if (absent && follows === null) continue;
    const withdrawal = {
      ...fresh,
      ...same,
      id: newId(),
      action: "withdraw",
      follows: id,
      notBefore: at,
      changed: at,
      onBehalfOf: by,
    } as const;
    await transaction.insertInto("Delivery").values(withdrawal).execute();
  }
}
