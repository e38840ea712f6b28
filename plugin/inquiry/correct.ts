import { newId } from "../ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import type { Asker, StoredInquiry } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow, Decision } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { countsIn } from "./answer/counts.ts";
import { storedAsker } from "./asker.ts";
import { topicsOf } from "./extract.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** An inquiry as a person typed it. */
export interface TypedInquiry {
  /** One asker per line, as printed: `RM Frau Beispiel (XYZ)`. */
  readonly askers: string;
  readonly question: string;
  readonly kind: "question" | "request" | "remark";
  readonly state: "open" | "promised" | "answered";
  /** What was answered in the sitting, as minutes tell it. */
  readonly given?: string;
  /** Which part cannot be answered, and the key of the reason. */
  readonly withheldPart?: string;
  readonly withheldReason?: string;
}

/** Adds an inquiry that the extractor missed, or that came without minutes. @returns its id */
export async function enter(context: Context, of: CaseRow, typed: TypedInquiry, by: string): Promise<string> {
  const id = newId();
  const { at, town } = moment(context, of);
  await context.store.write(async (transaction) => {
    await advance(transaction, of, "edit", { by, at });
    const last = await transaction
      .selectFrom("Inquiry")
      .select(({ fn }) => fn.max("position").as("position"))
      .where("case", "=", of.id)
      .executeTakeFirst();
    const place = { id, town, case: of.id, minutes: null, position: (last?.position ?? -1) + 1, start: null, end: null };
    const because = "von Hand eingetragen";
    await transaction
      .insertInto("Inquiry")
      .values({ ...place, ...columns(typed), ...byHand, answeredLaterInText: 0, because, decision: "approved" })
      .execute();
    await record(transaction, { at, town, subject: "Inquiry", subjectId: id, action: "entered", by });
  });
  return id;
}

/** Corrects what the extractor read. The span in the minutes stays: it still says where the question stands. */
export async function correct(context: Context, of: CaseRow, inquiry: StoredInquiry, typed: TypedInquiry, by: string): Promise<void> {
  const { at, town } = moment(context, of);
  const { question, askers, kind } = inquiry;
  await context.store.write(async (transaction) => {
    await advance(transaction, of, "edit", { by, at });
    await transaction
      .updateTable("Inquiry")
      .set({ ...columns(typed), ...reasonOf(inquiry, typed), answeredLaterInText: 0, decision: "approved" })
      .where("id", "=", inquiry.id)
      .execute();
    const before = { question, kind, askers: askers.map(({ asker }) => asker) };
    await record(transaction, { at, town, subject: "Inquiry", subjectId: inquiry.id, action: "corrected", by, detail: { before } });
  });
}

/** Makes two inquiries of one: the first keeps its place, the second follows it. */
export async function split(
  context: Context,
  of: CaseRow,
  inquiry: StoredInquiry,
  parts: { first: string; second: string },
  by: string,
): Promise<void> {
  const { at, town } = moment(context, of);
  const second = newId();
  await context.store.write(async (transaction) => {
    await advance(transaction, of, "edit", { by, at });
    const row = await transaction.selectFrom("Inquiry").selectAll().where("id", "=", inquiry.id).executeTakeFirstOrThrow();
    await transaction
      .updateTable("Inquiry")
      .set(({ eb }) => ({ position: eb("position", "+", 1) }))
      .where("case", "=", of.id)
      .where("position", ">", row.position)
      .execute();
    const texts = [parts.first, parts.second].map((text) => ({ question: text.trim(), topics: JSON.stringify(topicsOf(text)) }));
    await transaction
      .updateTable("Inquiry")
      .set({ ...texts[0], decision: "approved" })
      .where("id", "=", inquiry.id)
      .execute();
    await transaction
      .insertInto("Inquiry")
      .values({ ...row, ...texts[1], id: second, position: row.position + 1, decision: "approved" })
      .execute();
    await record(transaction, {
      at,
      town,
      subject: "Inquiry",
      subjectId: inquiry.id,
      action: "split",
      by,
      detail: { into: second, before: row.question },
    });
  });
}

/** Says that it is one, or that it is none. A rejected one stays, so that the next reader sees that somebody looked. */
export async function judge(context: Context, of: CaseRow, inquiry: StoredInquiry, decision: Decision, by: string): Promise<void> {
  const { at, town } = moment(context, of);
  await context.store.write(async (transaction) => {
    await advance(transaction, of, "edit", { by, at });
    await transaction.updateTable("Inquiry").set({ decision }).where("id", "=", inquiry.id).execute();
    await record(transaction, { at, town, subject: "Inquiry", subjectId: inquiry.id, action: decision, by });
  });
}

const moment = ({ clock }: Context, { town }: CaseRow) => ({ at: clock.now().toISOString(), town });

function columns(typed: TypedInquiry) {
  const read = typed.askers
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(storedAsker);
  const askers: Asker[] = read.map(({ asker }) => asker);
  const nameless = (text: string) => read.reduce((rest, { surname }) => (surname ? withoutName(rest, surname) : rest), text);
  if (askers.length === 0) throw new Refusal("inquiry.asker", { status: 422, field: "askers" });
  return {
    askers: JSON.stringify(askers),
    attribution: askers.length > 1 ? "joint" : "single",
    question: nameless(typed.question.trim()),
    kind: typed.kind,
    topics: JSON.stringify(topicsOf(typed.question)),
    answeredInSession: typed.state === "answered" ? 1 : 0,
    answerPromised: typed.state === "promised" ? 1 : 0,
    given: nameless(typed.given?.trim() ?? "") || null,
    withheld: withheldOf(typed),
  };
}

const withoutName = (text: string, name: string): string =>
  text.replace(new RegExp(`(?<!\\p{L})${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\p{L})`, "gu"), "[Name]");

/** What no minutes say. */
const byHand = { stateBecause: null, extracted: null, joinedInto: null };

/** The sentences that gave the state count no longer when a person sets another one. */
function reasonOf(before: StoredInquiry, { state }: TypedInquiry): { stateBecause?: null } {
  const was = before.answeredInSession || before.answeredLaterInText ? "answered" : before.answerPromised ? "promised" : "open";
  return was === state ? {} : { stateBecause: null };
}

function withheldOf({ question, withheldPart = "", withheldReason = "" }: TypedInquiry): string | null {
  const part = withheldPart.trim();
  return part !== "" && withheldReason !== "" ? withheldJson(question, { part, reason: withheldReason }) : null;
}

/** What of a question is not answered, and why, as it is stored. Throws a Refusal (422) for a number that nobody asked with. */
export function withheldJson(question: string, withheld: { part: string; reason: string }): string {
  const asked = countsIn(question);
  const added = countsIn(`${withheld.part}; ${withheld.reason}`).filter((number) => !asked.includes(number));
  if (added.length > 0)
    throw new Refusal("inquiry.withheld-number", { status: 422, field: "withheldPart", values: { numbers: added.join(", ") } });
  return JSON.stringify(withheld);
}
