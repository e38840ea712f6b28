import type { TownConfig } from "../config.ts";
import { enqueue } from "../outbox/enqueue.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type Attachment, decide } from "../store/attachments.ts";
import { record } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { sheetTitle } from "./publish.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Approves a proposed sheet: from here on it is public, and its deliveries wait in the outbox, all in one transaction.
 * An earlier approved version is withdrawn by it. With four eyes, whoever proposed it cannot approve it.
 */
export async function approve(context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> {
  if (town.fourEyes && attachment.proposedBy === by) throw new Refusal("approve.four-eyes", { status: 403 });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    if (!(await decide(transaction, { id: attachment.id, from: "proposed", to: "approved", by, at })))
      throw new Refusal("decision.too-late");
    const earlier = await transaction
      .selectFrom("Attachment")
      .select("id")
      .where("town", "=", town.key)
      .where("agendaItem", "=", attachment.agendaItem)
      .where("decision", "=", "approved")
      .where("id", "!=", attachment.id)
      .execute();
    for (const { id } of earlier) {
      await decide(transaction, { id, from: "approved", to: "withdrawn", by, at });
      await record(transaction, { ...deed(town, id, by, at), action: "superseded", detail: { by: attachment.id } });
    }
    await record(transaction, { ...deed(town, attachment.id, by, at), action: "approved" });
    const title = sheetTitle(attachment.sheet);
    await enqueue(transaction, { town, subject: "Attachment", subjectId: attachment.id, title, by, at });
  });
}

/** Rejects a proposed sheet. */
export const reject = (context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> =>
  end(context, town, attachment, by, { from: "proposed", to: "rejected" });

/** Takes an approved sheet off every public page at once. What was filed stays filed. */
export const withdraw = (context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> =>
  end(context, town, attachment, by, { from: "approved", to: "withdrawn" });

async function end(
  context: Context,
  town: TownConfig,
  attachment: Attachment,
  by: string,
  change: { from: "proposed" | "approved"; to: "rejected" | "withdrawn" },
): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    if (!(await decide(transaction, { id: attachment.id, ...change, by, at }))) throw new Refusal("decision.too-late");
    await transaction
      .updateTable("Delivery")
      .set({ state: "not-due", changed: at })
      .where("subject", "=", "Attachment")
      .where("subjectId", "=", attachment.id)
      .where("state", "=", "queued")
      .execute();
    await record(transaction, { ...deed(town, attachment.id, by, at), action: change.to });
  });
}

const deed = (town: TownConfig, id: string, by: string, at: string) =>
  ({ at, town: town.key, subject: "Attachment", subjectId: id, by }) as const;
