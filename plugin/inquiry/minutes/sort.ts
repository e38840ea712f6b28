import type { Kysely } from "kysely";
import { today } from "../../ports/clock.ts";
import type { CaseRow, InquiryRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { similarity } from "../similar.ts";
import { mayNow } from "../state.ts";
import { type Found, risItemOf } from "./findings.ts";
import type { Intake } from "./intake.ts";
import { type Compared, meet } from "./meet.ts";

/** An inquiry of a new text that was there already. */
interface MetRow {
  readonly row: InquiryRow;
  readonly changed: boolean;
}

/** The inquiries of a new text beside those of earlier minutes of the sitting. */
export interface Sorted {
  /** Id of the earlier minutes that came in last; null where these are the first. */
  readonly earlier: string | null;
  /** By the place of the new one. */
  readonly met: ReadonlyMap<number, MetRow>;
  /** Places of the new ones that no earlier minutes hold. */
  readonly fresh: readonly number[];
  readonly gone: readonly InquiryRow[];
  /** Cases in which nothing may change: their answer is released, or they are closed. */
  readonly frozen: ReadonlySet<string>;
  /** The case that an inquiry no earlier minutes hold can go to: that of its agenda item, if it may still change. */
  readonly caseOf: (found: Found) => string | null;
}

/**
 * Compares the inquiries of a text with all that is known of the sitting, by what the extractor had read then: what people corrected
 * since is neither a change of the minutes nor lost. Inquiries entered by hand never meet; rejected ones do, so that nobody has to
 * reject them again.
 */
export async function sortAgainstEarlier(db: Kysely<Tables>, intake: Intake, found: readonly Found[]): Promise<Sorted> {
  const cases = await casesOfSitting(db, intake);
  const rows = await inquiriesOf(
    db,
    cases.filter((of) => intake.read.divided || isOf(intake, of)),
  );
  // Two that a person made of one were one in the minutes: the first of them meets.
  const before = [...new Map(rows.map((row) => [`${row.minutes} ${row.start} ${row.end}`, row])).values()];
  const titles = new Map(cases.map(({ id, title }) => [id, title]));
  const result = meet(
    before.map((row) => compared(row, titles.get(row.case) ?? "")),
    found.map(({ columns, part }) => compared(columns, titleOf(intake, part))),
  );
  const pairs = [
    ...result.unchanged.map((pair) => ({ ...pair, changed: false })),
    ...result.changed.map((pair) => ({ ...pair, changed: true })),
  ];
  const met = new Map(pairs.map(({ before: old, after, changed }) => [after, { row: before[old] as InquiryRow, changed }]));
  const frozen = await frozenAmong(db, cases, today(intake.clock));
  const place = placing(intake, found, cases, met);
  return {
    ...{ met, frozen, fresh: result.fresh, earlier: await lastMinutes(db, intake) },
    gone: goneFrom(
      result.gone.map((index) => before[index] as InquiryRow),
      intake,
      place.cases,
    ),
    caseOf: ({ part }) => place.cases.get(part)?.find((id) => !frozen.has(id)) ?? null,
  };
}

/** Whether the text of one item is about that case: another item's text is no other wording of it. */
function isOf({ minutes, read, known }: Intake, { agendaItem, title }: CaseRow): boolean {
  const item = risItemOf({ minutes, read, known }, read.parts[0])?.id;
  return (item !== undefined && agendaItem === item) || similarity(title, minutes.title) >= 0.8;
}

/** Cases of the same sitting; those that a person dismissed too, so that their inquiries do not come again. */
const casesOfSitting = async (db: Kysely<Tables>, { town, minutes }: Intake): Promise<CaseRow[]> => {
  const rows = await db
    .selectFrom("Case")
    .selectAll()
    .where("town", "=", town.key)
    .where("sitting", "=", minutes.sitting)
    .where("kind", "=", "oral-inquiry")
    .orderBy("opened")
    .execute();
  return rows.filter(({ organization }) => organization.trim().toLowerCase() === minutes.organization.trim().toLowerCase());
};

/** Those out of minutes, of joined ones the parts: they stand in the minutes, the whole does not. */
async function inquiriesOf(db: Kysely<Tables>, cases: readonly CaseRow[]): Promise<InquiryRow[]> {
  if (cases.length === 0) return [];
  const ids = cases.map(({ id }) => id);
  return db
    .selectFrom("Inquiry")
    .selectAll()
    .where("case", "in", ids)
    .where("minutes", "is not", null)
    .orderBy("position", "desc")
    .execute();
}

type Said = Pick<InquiryRow, "question" | "askers" | "answeredInSession" | "answerPromised" | "answeredLaterInText" | "extracted">;

function compared(row: Said, item: string): Compared {
  const said: Said = row.extracted ? { ...row, ...JSON.parse(row.extracted) } : row;
  const askers = (JSON.parse(said.askers) as { asker: string }[]).map(({ asker }) => asker);
  const state = { answered: said.answeredInSession === 1, promised: said.answerPromised === 1, later: said.answeredLaterInText === 1 };
  return { question: said.question, askers, item, ...state };
}

const titleOf = ({ read, minutes }: Intake, part: number): string => (read.divided ? read.parts[part]?.title : minutes.title) ?? "";

async function frozenAmong(db: Kysely<Tables>, cases: readonly CaseRow[], day: string): Promise<Set<string>> {
  const frozen = await Promise.all(cases.map(async (of) => ((await mayNow(db, of, day)).includes("edit") ? [] : [of.id])));
  return new Set(frozen.flat());
}

async function lastMinutes(db: Kysely<Tables>, { town, minutes }: Intake): Promise<string | null> {
  const rows = await db
    .selectFrom("Minutes")
    .select(["id", "organization"])
    .where("town", "=", town.key)
    .where("sitting", "=", minutes.sitting)
    .orderBy("addedAt", "desc")
    .execute();
  return rows.find(({ organization }) => organization.trim().toLowerCase() === minutes.organization.trim().toLowerCase())?.id ?? null;
}

/** The cases that belong to each part: those its inquiries met, that of the same item of the RIS, that of the same title. */
function placing(intake: Intake, found: readonly Found[], cases: readonly CaseRow[], met: ReadonlyMap<number, MetRow>) {
  const parts = new Map<number, string[]>();
  for (const part of new Set([...found.map((one) => one.part), ...intake.read.parts.keys()])) {
    const own = found.flatMap((one, index) => (one.part === part ? [met.get(index)?.row.case ?? []].flat() : []));
    const item = risItemOf(intake, intake.read.parts[part])?.id ?? intake.minutes.agendaItem;
    const title = titleOf(intake, part);
    const same = cases.filter((one) => (item && one.agendaItem === item) || (title !== "" && similarity(one.title, title) >= 0.85));
    parts.set(part, [...new Set([...own, ...same.map(({ id }) => id)])]);
  }
  return { cases: parts };
}

/** Only what this text could have held is gone: of a text of one item, the inquiries of its cases. */
function goneFrom(rows: readonly InquiryRow[], { read }: Intake, parts: ReadonlyMap<number, readonly string[]>): InquiryRow[] {
  const here = new Set([...parts.values()].flat());
  return rows.filter((row) => row.decision !== "withdrawn" && row.decision !== "rejected" && (read.divided || here.has(row.case)));
}
