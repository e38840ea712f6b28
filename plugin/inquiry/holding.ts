import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import { formatDate } from "../figures/format.ts";
import { newId } from "../ids.ts";
import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { HoldingReplyRow } from "../store/tables/case-side.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import type { Draft } from "./draft.ts";
import { holdingLetter } from "./holding/letter.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Writes a holding reply and keeps it as it is, to be sent by a person. The same words again make no second one.
 * @returns its id
 */
export async function prepareHolding(
  context: Context,
  town: TownConfig,
  of: CaseRow,
  given: { until: string; note: string },
  by: string,
): Promise<string> {
  const at = context.clock.now().toISOString();
  const day = today(context.clock);
  if (given.until < day) throw new Refusal("holding.past", { status: 422, field: "until" });
  return context.store.write(async (transaction) => {
    const now = await caseOf(transaction, of.id);
    await advance(transaction, of, "extend", { by, at });
    const content = JSON.stringify(holdingLetter(town, now, given, day));
    const known = await repliesOf(transaction, of.id);
    const same = known.find((one) => one.sentOn === null && one.content === content);
    if (same) return same.id;
    const id = newId();
    const row = { id, town: of.town, case: of.id, house: now.house, until: given.until, content, preparedBy: by, preparedAt: at };
    await transaction.insertInto("HoldingReply").values(row).execute();
    const detail = { reply: id, until: formatDate(given.until) };
    await record(transaction, { at, town: of.town, subject: "Case", subjectId: of.id, action: "holding-prepared", by, detail });
    return id;
  });
}

/** Writes down that a person sent a holding reply, and on which day. It is sent once: a second day for the same one is refused. */
export async function holdingSent(context: Context, reply: HoldingReplyRow, day: string, by: string): Promise<void> {
  if (day > today(context.clock) || day < reply.preparedAt.slice(0, 10)) throw new Refusal("holding.day", { status: 422, field: "day" });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    await advance(transaction, { id: reply.case }, "annotate", { by, at });
    const { numUpdatedRows } = await transaction
      .updateTable("HoldingReply")
      .set({ sentOn: day, sentBy: by, sentAt: at })
      .where("id", "=", reply.id)
      .where("sentOn", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal("holding.sent");
    const detail = { reply: reply.id, day: formatDate(day), until: formatDate(reply.until) };
    await record(transaction, { at, town: reply.town, subject: "Case", subjectId: reply.case, action: "holding-sent", by, detail });
  });
}

/** The holding replies of a case, the newest first. */
export const repliesOf = (db: Kysely<Tables>, of: string): Promise<HoldingReplyRow[]> =>
  db.selectFrom("HoldingReply").selectAll().where("case", "=", of).orderBy("preparedAt", "desc").orderBy("id").execute();

/** Throws a Refusal with status 404 when there is none of that id. */
export async function holdingReply(db: Kysely<Tables>, id: string): Promise<HoldingReplyRow> {
  const row = await db.selectFrom("HoldingReply").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

export const letterOf = ({ content }: HoldingReplyRow): Draft => JSON.parse(content) as Draft;
