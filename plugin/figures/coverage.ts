import type { AgendaItemView } from "../store/agenda-items.ts";
import { dayOf } from "../views/dates.ts";
import type { Figure, Statement } from "./figure.ts";
import { lastDay, oldFigureText, oldStatementText } from "./fresh.ts";
import { findIndicator } from "./indicators.ts";
import { type Topic, topics } from "./topics.ts";

/** An agenda item with the broad subjects that it is about. */
export interface ComingItem {
  readonly item: AgendaItemView;
  readonly subjects: readonly string[];
}

/** What there is to say on one topic, and whether the coming sittings need it. */
export interface TopicCoverage {
  readonly id: string;
  readonly label: string;
  readonly figures: number;
  /** Newest day that a figure speaks of. */
  readonly newest: string | null;
  readonly statements: number;
  /** Newest Stand of a statement. */
  readonly asOf: string | null;
  /** Nothing at all, nothing but what is old, or something that can be used. */
  readonly state: "none" | "old" | "some";
  readonly coming: number;
  readonly first: AgendaItemView | null;
  /** What would answer: labels of its indicators. */
  readonly wanted: readonly string[];
}

/** Every topic, those that a coming sitting lacks first, the most wanted before the others. */
export function coverage(
  facts: { figures: readonly Figure[]; statements: readonly Statement[] },
  coming: readonly ComingItem[],
  day: string,
) {
  const rows = topics.map((topic) => rowOf(topic, facts, coming, day));
  const lacking = rows.filter(({ state, coming: items }) => state !== "some" && items > 0);
  return { topics: rows, lacking: lacking.toSorted((one, other) => other.coming - one.coming) };
}

function rowOf(
  { id, label, subject, indicators }: Topic,
  facts: { figures: readonly Figure[]; statements: readonly Statement[] },
  coming: readonly ComingItem[],
  day: string,
): TopicCoverage {
  const figures = facts.figures.filter(({ indicator }) => indicators.includes(indicator));
  const statements = facts.statements.filter(({ topic }) => topic === id);
  const fresh = figures.some((one) => !oldFigureText(one, day)) || statements.some((one) => !oldStatementText(one, day));
  const items = coming.filter(({ subjects }) => subjects.includes(subject)).map(({ item }) => item);
  const any = figures.length + statements.length > 0;
  return {
    ...{ id, label, figures: figures.length, statements: statements.length },
    newest: latest(figures.map(({ reference }) => lastDay(reference))),
    asOf: latest(statements.map(({ asOf }) => asOf)),
    state: fresh ? "some" : any ? "old" : "none",
    coming: items.length,
    first: items.toSorted((one, other) => (dayOf(one.meeting.start) < dayOf(other.meeting.start) ? -1 : 1))[0] ?? null,
    wanted: indicators.map((one) => findIndicator(one)?.label ?? one),
  };
}

/** One line per indicator and area: how many values, the newest, and whether it is too old. */
export function seriesCoverage(figures: readonly Figure[], day: string) {
  const groups = Map.groupBy(figures, ({ indicator, area }) => `${indicator}|${area.ags}`);
  return [...groups.values()].flatMap((group) => {
    const newest = group.toSorted((one, other) => (lastDay(one.reference) < lastDay(other.reference) ? 1 : -1))[0];
    if (!newest) return [];
    const { label, area, reference, example } = newest;
    return [{ label, area: area.name, values: group.length, reference, example, old: oldFigureText(newest, day) }];
  });
}

const latest = (days: readonly string[]): string | null => days.toSorted().at(-1) ?? null;
