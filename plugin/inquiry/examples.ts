import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import { formatDate } from "../figures/format.ts";
import { inquiriesOf, type StoredInquiry } from "../store/cases.ts";
import type { MinutesRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { readingOf, type StoredPart } from "./minutes/stored.ts";

/** A labelled passage with the fields of the evaluation set (facts: inquiries.md §3.2), out of what people have checked. */
export interface Example {
  readonly id: string;
  readonly ris: string;
  readonly municipality_style: string;
  readonly gremium: string;
  readonly sitzung: string;
  readonly text: string;
  readonly inquiries: readonly object[];
  /** What people did: `corrected`, `rejected`, `entered` …; `unchecked` if some inquiry of the passage nobody has looked at. */
  readonly patterns: readonly string[];
}

/** Deeds by which a person tells the extractor what is right. */
const deeds = ["corrected", "rejected", "approved", "entered", "split", "joined", "rewording-taken"];

/**
 * What the people of a town corrected, as labelled examples: every agenda item in which somebody checked an inquiry, with its text as
 * stored, so without the names of citizens. An inquiry whose words are not in the text (entered by hand) labels nothing and is left out.
 */
export async function examplesOf(db: Kysely<Tables>, town: TownConfig): Promise<Example[]> {
  const checked = await checkedBy(db, town.key);
  const all = await db.selectFrom("Minutes").selectAll().where("town", "=", town.key).orderBy("addedAt").execute();
  const found: Example[] = [];
  for (const minutes of all) {
    for (const [index, part] of readingOf(minutes).parts.entries()) {
      const cases = await Promise.all(part.cases.map((of) => inquiriesOf(db, of)));
      const own = cases.flat().filter((one) => one.minutes === null || (one.minutes === minutes.id && isIn(part, one)));
      const patterns = [...new Set(own.flatMap(({ id }) => checked.get(id) ?? []))];
      if (patterns.length > 0) found.push(exampleOf(town, minutes, { part, index }, own, patterns));
    }
  }
  return found;
}

async function checkedBy(db: Kysely<Tables>, town: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("History")
    .select(["subjectId", "action"])
    .where("town", "=", town)
    .where("subject", "=", "Inquiry")
    .where("action", "in", deeds)
    .execute();
  return new Map([...Map.groupBy(rows, ({ subjectId }) => subjectId)].map(([id, of]) => [id, of.map(({ action }) => action)]));
}

const isIn = ({ start, end }: StoredPart, one: StoredInquiry): boolean => one.start !== null && one.start >= start && one.start < end;

function exampleOf(
  town: TownConfig,
  minutes: MinutesRow,
  { part, index }: { part: StoredPart; index: number },
  own: readonly StoredInquiry[],
  patterns: readonly string[],
): Example {
  const text = minutes.text.slice(part.start, part.end);
  const labels = own
    .filter(({ decision }) => decision !== "rejected" && decision !== "withdrawn")
    .flatMap((one) => label(text, part.start, one, own))
    .toSorted((one, other) => one.start - other.start);
  const unchecked = own.some(({ decision }) => decision === "proposed") ? ["unchecked"] : [];
  return {
    ...{ id: `${minutes.id}-${index + 1}`, ris: town.ris.adapter, municipality_style: town.name, gremium: minutes.organization },
    sitzung: `${formatDate(minutes.sitting)}, TOP ${[part.number, part.title].filter(Boolean).join(" ")}`,
    ...{ text, inquiries: labels, patterns: [...patterns, ...unchecked] },
  };
}

/** The label of an inquiry with its span in the passage; none if its words are not there. */
function label(text: string, offset: number, one: StoredInquiry, all: readonly StoredInquiry[]) {
  const span = spanOf(text, offset, one, all);
  if (!span) return [];
  const [first] = one.askers;
  return [
    {
      ...{ asker: first?.asker ?? null, salutation: first?.salutation ?? null, role: first?.role ?? null, party: first?.party ?? null },
      ...{ askers: one.askers, attribution: one.attribution, question: text.slice(span.start, span.end), ...span, kind: one.kind },
      ...{ answered_in_session: one.answeredInSession, answer_promised: one.answerPromised },
      ...{ answered_later_in_text: one.answeredLaterInText, topics: one.topics },
    },
  ];
}

/** Where its words stand as they are now; of joined ones from the first to the last part; else where the minutes had it. */
function spanOf(text: string, offset: number, one: StoredInquiry, all: readonly StoredInquiry[]): { start: number; end: number } | null {
  const words = one.question
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const match = new RegExp(words.join("\\s+"), "u").exec(text);
  if (match) return { start: match.index, end: match.index + match[0].length };
  const parts = [one, ...all.filter(({ joinedInto }) => joinedInto === one.id)].filter(({ start, end }) => start !== null && end !== null);
  if (parts.length === 0) return null;
  const start = Math.min(...parts.map((part) => part.start ?? 0)) - offset;
  const end = Math.max(...parts.map((part) => part.end ?? 0)) - offset;
  return start >= 0 && end <= text.length ? { start, end } : null;
}
