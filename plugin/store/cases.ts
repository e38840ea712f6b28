import type { Kysely } from "kysely";
import type { Withheld } from "../inquiry/draft/document.ts";
import { Refusal } from "../refusal.ts";
import type { AnswerRow, CaseRow, InquiryRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

export interface Asker {
  readonly asker: string;
  readonly salutation: string | null;
  readonly role: string | null;
  readonly party: string | null;
}

/** A row of the table with its lists and flags as such. */
export interface StoredInquiry
  extends Omit<
    InquiryRow,
    "askers" | "topics" | "answeredInSession" | "answerPromised" | "answeredLaterInText" | "withheld" | "stateBecause"
  > {
  readonly askers: readonly Asker[];
  readonly topics: readonly string[];
  readonly answeredInSession: boolean;
  readonly answerPromised: boolean;
  readonly answeredLaterInText: boolean;
  readonly withheld: Withheld | null;
  readonly stateBecause: readonly string[] | null;
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function caseOf(db: Kysely<Tables>, id: string): Promise<CaseRow> {
  const row = await db.selectFrom("Case").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

export async function inquiriesOf(db: Kysely<Tables>, id: string): Promise<StoredInquiry[]> {
  const rows = await db.selectFrom("Inquiry").selectAll().where("case", "=", id).orderBy("position").execute();
  return rows.map(stored);
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function inquiry(db: Kysely<Tables>, id: string): Promise<StoredInquiry> {
  const row = await db.selectFrom("Inquiry").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return stored(row);
}

/** Newest version first. */
export async function answersOf(db: Kysely<Tables>, id: string): Promise<AnswerRow[]> {
  return db.selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version", "desc").execute();
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function answer(db: Kysely<Tables>, id: string): Promise<AnswerRow> {
  const row = await db.selectFrom("Answer").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

/** What was answered in the sitting, or is no inquiry at all, needs no draft. */
export function needsAnswer(inquiry: Pick<StoredInquiry, "decision" | "answeredInSession" | "answeredLaterInText">): boolean {
  return inquiry.decision !== "rejected" && inquiry.decision !== "withdrawn" && !inquiry.answeredInSession && !inquiry.answeredLaterInText;
}

function stored(row: InquiryRow): StoredInquiry {
  return {
    ...row,
    askers: JSON.parse(row.askers),
    topics: JSON.parse(row.topics),
    withheld: row.withheld === null ? null : JSON.parse(row.withheld),
    stateBecause: row.stateBecause === null ? null : JSON.parse(row.stateBecause),
    answeredInSession: row.answeredInSession === 1,
    answerPromised: row.answerPromised === 1,
    answeredLaterInText: row.answeredLaterInText === 1,
  };
}
