import type { Transaction } from "kysely";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "../store/history.ts";
import type { RewordingRow } from "../store/tables/minutes.ts";
import type { InquiryRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { topicsOf } from "./extract.ts";
import type { ReadColumns } from "./inquiry-row.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Takes the wording of later minutes for an inquiry, or keeps the one that is there. Either way the history tells what stood before,
 * and the next minutes are compared with what these said. Of two people the second is refused.
 */
export async function reword({ store, clock }: Context, of: RewordingRow, take: boolean, by: string): Promise<void> {
  const at = clock.now().toISOString();
  await store.write(async (transaction) => {
    await advance(transaction, { id: of.case }, "edit", { by, at });
    const { numUpdatedRows } = await transaction
      .updateTable("Rewording")
      .set({ decision: take ? "approved" : "rejected", decidedBy: by, decidedAt: at })
      .where("id", "=", of.id)
      .where("decision", "=", "proposed")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n || of.found === null || of.inquiry === null) throw new Refusal("decision.too-late");
    const found = JSON.parse(of.found) as ReadColumns;
    const row = await transaction.selectFrom("Inquiry").selectAll().where("id", "=", of.inquiry).executeTakeFirstOrThrow();
    if (take) await apply(transaction, row, found, of.minutes);
    else await transaction.updateTable("Inquiry").set({ extracted: found.extracted }).where("id", "=", row.id).execute();
    const detail = { minutes: of.minutes, before: row.question, now: take ? found.question : row.question };
    const action = take ? "rewording-taken" : "rewording-kept";
    await record(transaction, { at, town: of.town, subject: "Inquiry", subjectId: row.joinedInto ?? row.id, action, by, detail });
  });
}

async function apply(transaction: Transaction<Tables>, row: InquiryRow, found: ReadColumns, minutes: string): Promise<void> {
  await transaction
    .updateTable("Inquiry")
    .set({ ...found, minutes, decision: row.decision === "proposed" || row.decision === "withdrawn" ? row.decision : "approved" })
    .where("id", "=", row.id)
    .execute();
  if (row.joinedInto === null) return;
  const whole = await transaction.selectFrom("Inquiry").selectAll().where("id", "=", row.joinedInto).executeTakeFirstOrThrow();
  // Of a joined inquiry only the part changes; who has worded it anew since sees the part behind it.
  const question = whole.question.includes(row.question)
    ? whole.question.replace(row.question, () => found.question)
    : `${whole.question} ${found.question}`;
  await transaction
    .updateTable("Inquiry")
    .set({ question, topics: JSON.stringify(topicsOf(question)) })
    .where("id", "=", whole.id)
    .execute();
}
