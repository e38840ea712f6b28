import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { clear } from "../figures/clearance.ts";
import { enqueue } from "../outbox/enqueue.ts";
import { recall } from "../outbox/recall.ts";
import { titleOf } from "../outbox/titles.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type Attachment, decide } from "../store/attachments.ts";
import { record } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { sheetParts, sheetTitle } from "./publish.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Approves a proposed sheet: from here on it is public, its numbers stand in the ledger, and its deliveries wait in the outbox,
 * all in one transaction. An earlier approved version is withdrawn by it. Refuses when its numbers, together with all that is
 * public, would give small counts away; with four eyes, to whoever proposed it.
 */
export async function approve(context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> {
  if (town.fourEyes && attachment.proposedBy === by) throw new Refusal("approve.four-eyes", { status: 403 });
  const { id: subjectId, sheet } = attachment;
  const clearance = await clear(context, { town, subject: "Attachment", subjectId, figures: sheet.figures, by });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    await assertStillTrue(transaction, attachment);
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
    const title = sheetTitle(sheet);
    const { version } = attachment;
    const ledgerTitle = titleOf({ title, version, separate: version > 1 ? 1 : 0 });
    await clearance.enter(transaction, { town: town.key, subject: "Attachment", subjectId, title: ledgerTitle, at, by });
    const filed = { series: attachment.agendaItem, version, title, parts: sheetParts };
    await enqueue(transaction, { town, subject: "Attachment", subjectId, ...filed, by, at });
  });
}

/** Between proposal and approval days may pass: the item must still be public, and neither the sheet nor its facts be overtaken. */
async function assertStillTrue(transaction: Transaction<Tables>, { town, agendaItem, version, sheet }: Attachment): Promise<void> {
  const newer = await transaction
    .selectFrom("Attachment")
    .select("id")
    .where("town", "=", town)
    .where("agendaItem", "=", agendaItem)
    .where("version", ">", version)
    .where("decision", "in", ["proposed", "approved"])
    .executeTakeFirst();
  if (newer) throw new Refusal("approve.newer");
  const item = await transaction
    .selectFrom("AgendaItem")
    .select(["public", "deleted"])
    .where("town", "=", town)
    .where("id", "=", agendaItem)
    .executeTakeFirst();
  if (!item || item.deleted !== null || item.public === 0) throw new Refusal("attach.not-public");
  const overtaken = async (table: "Figure" | "Statement", facts: readonly { id: string }[]) => {
    const ids = facts.map(({ id }) => id);
    if (ids.length === 0) return false;
    const row = await transaction
      .selectFrom(table)
      .select("id")
      .where("id", "in", ids)
      .where("replacedBy", "is not", null)
      .executeTakeFirst();
    return row !== undefined;
  };
  if (
    (await overtaken(
      "Figure",
      sheet.figures.flatMap(({ id, parts }) => (parts ?? [id]).map((one) => ({ id: one }))),
    )) ||
    (await overtaken("Statement", sheet.statements))
  )
    throw new Refusal("approve.corrected");
}

/** Rejects a proposed sheet. */
export const reject = (context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> =>
  end(context, town, attachment, by, { from: "proposed", to: "rejected" });

/** Takes back a proposal that nobody has decided on yet. */
export const takeBack = (context: Context, town: TownConfig, attachment: Attachment, by: string): Promise<void> =>
  end(context, town, attachment, by, { from: "proposed", to: "withdrawn" });

/** Takes an approved sheet off every public page at once. What was filed stays filed, and is marked there as withdrawn. */
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
    if (change.to === "withdrawn") await recall(transaction, { subject: "Attachment", subjectId: attachment.id, by, at });
    await record(transaction, { ...deed(town, attachment.id, by, at), action: change.to });
  });
}

const deed = (town: TownConfig, id: string, by: string, at: string) =>
  ({ at, town: town.key, subject: "Attachment", subjectId: id, by }) as const;
