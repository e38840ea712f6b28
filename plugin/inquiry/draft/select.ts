import type { Figure, Reference, Statement } from "../../figures/figure.ts";
import { topics } from "../../figures/topics.ts";
import { type Asked, asked, everythingOn } from "./asked.ts";
import type { DraftInquiry, Elsewhere } from "./document.ts";
import { askedReference, distance, lastDay } from "./period.ts";

/** Figures of one indicator and area that answer together. */
export interface Series {
  readonly topic: string;
  readonly figures: readonly Figure[];
  /** Set when the question fixed a Stichtag or period for which there is no figure: what it fixed. */
  readonly wanted: Reference | null;
}

/** What the store holds for one inquiry, or for one topic of a report. */
export interface Picked {
  /** Null for a topic of a report. */
  readonly inquiry: DraftInquiry | null;
  /** Position among the inquiries that were given. */
  readonly position: number | null;
  readonly asked: Asked;
  readonly statements: readonly Statement[];
  readonly series: readonly Series[];
  /** The Stichtag or period that the question fixes itself; null = the present. */
  readonly reference: Reference | null;
  /** Statements on the topic that no longer hold; they are never printed. */
  readonly expired: readonly Statement[];
  /** Who is competent instead of the town, for some or all of the topics. */
  readonly elsewhere: readonly Elsewhere[];
  /** Nothing, or only numbers where words are needed. */
  readonly incomplete: boolean;
}

interface Facts {
  readonly figures: readonly Figure[];
  readonly statements: readonly Statement[];
  readonly elsewhere?: readonly Elsewhere[];
}

/**
 * Chooses the facts for one inquiry by topic and by the words of the question. Statements decide; numbers are told only if the
 * question asks how many, and complete an answer only then: "why" and "whether" need a statement by the office that knows.
 */
export function pick(inquiry: DraftInquiry, position: number, facts: Facts, days: { sitting: string; today: string }): Picked {
  const wanted = asked(inquiry);
  const reference = askedReference(inquiry.question, days.sitting);
  if (inquiry.answeredInSession) return { inquiry, position, asked: wanted, reference, ...nothing, incomplete: false };
  const found = withSupplied(find(wanted, facts, days.today, reference), inquiry.supplied ?? []);
  const byNumbers = found.series.length > 0 && wanted.quantity && !wanted.reason && !wanted.whether && hasNamed(wanted, found.series);
  const settled = Boolean(inquiry.withheld) || isElsewhere(wanted, found.elsewhere);
  const incomplete = found.statements.length === 0 && !byNumbers && !settled;
  return { inquiry, position, asked: wanted, reference, ...found, incomplete };
}

/** Of the kinds of number that the question names there is one: how many were naturalised does not tell how many have applied. */
function hasNamed({ potentials, topics: codes, kinds }: Asked, series: readonly Series[]): boolean {
  const possible = topics.filter(({ id }) => codes.includes(id)).flatMap(({ indicators }) => indicators);
  const named = kinds.filter(({ indicators }) => possible.some((id) => indicators.test(id)));
  const given = series.flatMap(({ figures }) => figures.map(({ indicator }) => indicator));
  return potentials !== null || named.length === 0 || named.some(({ indicators }) => given.some((id) => indicators.test(id)));
}

/** All that is known on a topic, for a report. */
export function pickTopic(topic: string, facts: Facts, today: string, supplied: readonly Statement[] = []): Picked {
  const wanted = everythingOn(topic);
  const own = supplied.filter((one) => one.topic === topic);
  const found = withSupplied(find(wanted, facts, today, null), own);
  const incomplete = found.statements.length + found.series.length === 0 && !isElsewhere(wanted, found.elsewhere);
  // What is known of a matter of the Kreis says itself whose matter it is.
  const elsewhere = found.statements.length + found.series.length === 0 ? found.elsewhere : [];
  return { inquiry: null, position: null, asked: wanted, reference: null, ...found, elsewhere, incomplete };
}

const nothing = { statements: [], series: [], expired: [], elsewhere: [] } as const;

function find(wanted: Asked, facts: Facts, today: string, reference: Reference | null) {
  const onTopic = facts.statements.filter(({ topic }) => wanted.topics.includes(topic));
  const statements = onTopic.filter(({ validUntil }) => !validUntil || validUntil >= today);
  return {
    statements,
    expired: onTopic.filter((statement) => !statements.includes(statement)),
    series: wanted.quantity ? seriesFor(wanted, facts.figures, reference) : [],
    elsewhere: (facts.elsewhere ?? []).filter(({ topics: theirs }) => theirs.some((topic) => wanted.topics.includes(topic))),
  };
}

/** What an office supplied for this very question comes first, and once. */
function withSupplied(found: ReturnType<typeof find>, supplied: readonly Statement[]): ReturnType<typeof find> {
  const others = found.statements.filter(({ id }) => !supplied.some((one) => one.id === id));
  return { ...found, statements: [...supplied, ...others] };
}

/** Every topic of the question is somebody else's. */
function isElsewhere(wanted: Asked, elsewhere: readonly Elsewhere[]): boolean {
  return wanted.topics.length > 0 && wanted.topics.every((topic) => elsewhere.some(({ topics: theirs }) => theirs.includes(topic)));
}

function seriesFor(wanted: Asked, figures: readonly Figure[], reference: Reference | null): Series[] {
  const seen = new Set<string>();
  return wanted.topics.flatMap((topic) => {
    const meant = topics.find(({ id }) => id === topic)?.indicators ?? [];
    const indicators = (wanted.potentials ? wanted.potentials.filter(() => topic === "T11") : meant).filter((id) => !seen.has(id));
    for (const id of indicators) seen.add(id);
    const groups = indicators.flatMap((indicator) => byArea(figures.filter((figure) => figure.indicator === indicator)));
    return narrow(groups, wanted).map((group) => ({ topic, ...nearest(cut(group, wanted.breakdown), reference) }));
  });
}

function byArea(figures: readonly Figure[]): Figure[][] {
  return [...Map.groupBy(figures, ({ area }) => area.ags).values()];
}

/** If the words name a kind (applications, refusals …) of which there are figures, only those. */
function narrow(groups: readonly Figure[][], { kinds, potentials }: Asked): readonly Figure[][] {
  if (potentials || kinds.length === 0) return groups;
  const meant = groups.filter(([first]) => first && kinds.some(({ indicators }) => indicators.test(first.indicator)));
  return meant.length > 0 ? meant : groups;
}

/** Totals, unless a breakdown is asked for or there is nothing else. */
function cut(group: readonly Figure[], breakdown: boolean): readonly Figure[] {
  const totals = group.filter(({ dimensions }) => Object.keys(dimensions).length === 0);
  return breakdown || totals.length === 0 ? group : totals;
}

function nearest(group: readonly Figure[], wanted: Reference | null): Omit<Series, "topic"> {
  if (!wanted) {
    const newest = group.map(({ reference }) => lastDay(reference)).reduce((a, b) => (a > b ? a : b));
    return { figures: outermost(group.filter(({ reference }) => lastDay(reference) === newest)), wanted: null };
  }
  const least = Math.min(...group.map(({ reference }) => distance(reference, wanted)));
  const closest = group.filter(({ reference }) => distance(reference, wanted) === least).toSorted(byDay);
  // Two Stichtage equally far away: the later one, so that "nearest" names one day.
  const chosen =
    least === 0 ? closest : closest.filter(({ reference }) => lastDay(reference) === lastDay(closest.at(-1)?.reference ?? reference));
  return { figures: outermost(chosen), wanted: least === 0 ? null : wanted };
}

/** A year stands for its half-years. */
function outermost(figures: readonly Figure[]): Figure[] {
  return figures.filter(
    ({ reference, id }) =>
      !figures.some(
        (other) =>
          other.id !== id &&
          !same(other.reference, reference) &&
          other.reference.kind === "period" &&
          distance(reference, other.reference) === 0,
      ),
  );
}

const same = (a: Reference, b: Reference) => JSON.stringify(a) === JSON.stringify(b);
const byDay = (a: Figure, b: Figure) => lastDay(a.reference).localeCompare(lastDay(b.reference));
