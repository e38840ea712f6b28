import type { Transaction } from "kysely";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type Asker, caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow, InquiryRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Makes one inquiry of two, of the same case or of two cases of the same sitting: the first goes on with the words and the askers of
 * both, the other is withdrawn and remembers where it went. What was open in either is open.
 * Throws a Refusal if they are of different sittings, if an answer is released, or if somebody was faster.
 */
export async function join({ store, clock }: Context, into: string, other: string, by: string): Promise<void> {
  const at = clock.now().toISOString();
  await store.write(async (transaction) => {
    const [first, second] = [await living(transaction, into), await living(transaction, other)];
    if (first.id === second.id) throw new Refusal("inquiry.join-itself", { status: 422, field: "other" });
    const [of, from] = [await caseOf(transaction, first.case), await caseOf(transaction, second.case)];
    assertSameSitting(of, from);
    await advance(transaction, of, "edit", { by, at });
    if (from.id !== of.id) await advance(transaction, from, "edit", { by, at });
    await transaction.updateTable("Inquiry").set(joined(first, second)).where("id", "=", first.id).execute();
    await transaction.updateTable("Inquiry").set({ decision: "withdrawn", joinedInto: first.id }).where("id", "=", second.id).execute();
    await transaction.updateTable("Inquiry").set({ joinedInto: first.id }).where("joinedInto", "=", second.id).execute();
    const detail = { with: second.id, before: first.question, added: second.question };
    await record(transaction, { at, town: of.town, subject: "Inquiry", subjectId: first.id, action: "joined", by, detail });
    await record(transaction, { at, town: of.town, subject: "Inquiry", subjectId: second.id, action: "joined-into", by, detail: { into } });
  });
}

/** Moves an inquiry to another case of the same sitting, behind those that are there, with all that was joined into it. */
export async function move({ store, clock }: Context, inquiry: string, to: string, by: string): Promise<void> {
  const at = clock.now().toISOString();
  await store.write(async (transaction) => {
    const row = await living(transaction, inquiry);
    const [from, target] = [await caseOf(transaction, row.case), await caseOf(transaction, to)];
    if (from.id === target.id) throw new Refusal("inquiry.moved", { status: 422, field: "case" });
    assertSameSitting(from, target);
    for (const one of [from, target]) await advance(transaction, one, "edit", { by, at });
    const last = await transaction
      .selectFrom("Inquiry")
      .select(({ fn }) => fn.max("position").as("position"))
      .where("case", "=", target.id)
      .executeTakeFirst();
    const position = (last?.position ?? -1) + 1;
    await transaction
      .updateTable("Inquiry")
      .set({ case: target.id, position })
      .where(({ eb, or }) => or([eb("id", "=", row.id), eb("joinedInto", "=", row.id)]))
      .execute();
    await transaction.updateTable("Rewording").set({ case: target.id }).where("inquiry", "=", row.id).execute();
    const detail = { from: from.id, to: target.id };
    await record(transaction, { at, town: from.town, subject: "Inquiry", subjectId: row.id, action: "moved-to", by, detail });
  });
}

async function living(transaction: Transaction<Tables>, id: string): Promise<InquiryRow> {
  const row = await transaction.selectFrom("Inquiry").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  if (row.decision === "withdrawn") throw new Refusal("decision.too-late");
  return row;
}

function assertSameSitting(one: CaseRow, other: CaseRow): void {
  const same =
    one.town === other.town && one.sitting === other.sitting && one.organization === other.organization && one.kind === other.kind;
  if (!same || one.public !== other.public) throw new Refusal("inquiry.other-sitting", { status: 422 });
}

function joined(first: InquiryRow, second: InquiryRow) {
  const askers = [...(JSON.parse(first.askers) as Asker[]), ...(JSON.parse(second.askers) as Asker[])];
  const once = askers.filter((one, at) => askers.findIndex(({ asker, role }) => asker === one.asker && role === one.role) === at);
  const topics = new Set([...(JSON.parse(first.topics) as string[]), ...(JSON.parse(second.topics) as string[])]);
  const between = /[.?!…]["“”»]?$/.test(first.question.trim()) ? " " : " und ";
  return {
    question: `${first.question.trim()}${between}${second.question.trim()}`,
    askers: JSON.stringify(once),
    attribution: once.length > 1 ? "joint" : first.attribution,
    kind: first.kind === "question" || second.kind === "question" ? "question" : first.kind,
    topics: JSON.stringify([...topics]),
    answeredInSession: Math.min(first.answeredInSession, second.answeredInSession),
    answerPromised: Math.max(first.answerPromised, second.answerPromised),
    answeredLaterInText: Math.min(first.answeredLaterInText, second.answeredLaterInText),
    stateBecause: null,
    given: [first.given, second.given].filter((given) => given !== null).join(" ") || null,
    withheld: first.withheld ?? second.withheld,
    decision: "approved" as const,
  };
}
