import type { Kysely } from "kysely";
import type { CaseRow, MinutesRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { readingOf } from "./stored.ts";

interface Placed {
  readonly id: string;
  readonly minutes: string | null;
  readonly start: number | null;
  readonly end: number | null;
}

/** A stretch of minutes; `inquiry` is the one whose words they are. */
export interface Segment {
  readonly text: string;
  readonly inquiry: string | null;
}

/** The minutes beside a case: of those its inquiries stand in the newest, and of these the agenda items they stand under. */
export async function minutesOfCase(db: Kysely<Tables>, of: Pick<CaseRow, "id">, asked: readonly Placed[]) {
  const ids = [...new Set(asked.flatMap(({ minutes }) => minutes ?? []))];
  if (ids.length === 0) return null;
  const all = await db.selectFrom("Minutes").selectAll().where("id", "in", ids).orderBy("addedAt", "desc").execute();
  const [newest, ...earlier] = all;
  if (!newest) return null;
  const { id, title, status, town } = newest;
  const { notes } = readingOf(newest);
  return {
    id,
    title,
    status,
    town,
    notes,
    segments: segmentsOf(newest, of, asked),
    earlier: earlier.map((one) => ({ id: one.id, status: one.status })),
  };
}

function segmentsOf(minutes: MinutesRow, { id }: Pick<CaseRow, "id">, asked: readonly Placed[]): Segment[] {
  const { parts, asides } = readingOf(minutes);
  const own = asked.flatMap(({ start, end, minutes: from, id: inquiry }) =>
    from === minutes.id && start !== null && end !== null ? [{ start, end, inquiry }] : [],
  );
  const places = [...parts, ...asides].filter(
    (part) => part.cases.includes(id) || own.some(({ start }) => start >= part.start && start < part.end),
  );
  const spans = places.length > 0 ? places : [{ start: 0, end: minutes.text.length }];
  return spans.flatMap((span) => marked(minutes.text, span, own));
}

function marked(
  text: string,
  span: { start: number; end: number },
  own: readonly { start: number; end: number; inquiry: string }[],
): Segment[] {
  const found: Segment[] = [];
  let at = span.start;
  for (const { start, end, inquiry } of own.toSorted((one, other) => one.start - other.start)) {
    if (start < at || end > span.end) continue;
    found.push({ text: text.slice(at, start), inquiry: null }, { text: text.slice(start, end), inquiry });
    at = end;
  }
  return [...found, { text: text.slice(at, span.end), inquiry: null }].filter((segment) => segment.text !== "");
}
