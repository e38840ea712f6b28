import { dayOf } from "../views/dates.ts";
import { daysBetween } from "./deadline/days.ts";
import { type CaseKind, isForSitting } from "./kinds.ts";

/** A case, as far as times need it. */
export interface TimedCase {
  readonly kind: CaseKind;
  /** The office that leads; null while nobody has entered it. */
  readonly office: string | null;
  /** Day on which it was asked, and point in time at which the case was opened. */
  readonly sitting: string;
  readonly opened: string;
  readonly due: string;
  /** Point in time of the first release; null while it is not answered. */
  readonly released: string | null;
}

/** Answers of one office (null: all of them) and kind in one quarter. Days are null where so few would show one person's work. */
export interface Times {
  readonly office: string | null;
  readonly kind: CaseKind;
  /** `2026-Q3` */
  readonly quarter: string;
  readonly count: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** What one office has open of a kind today; null where there are too few to be shown. */
export interface Standing {
  readonly office: string | null;
  readonly kind: CaseKind;
  readonly open: number | null;
  readonly overdue: number | null;
}

/** Fewer are not shown: behind one or two cases stands a person whose pace could be read off. */
export const fewest = 3;

/**
 * Days from the question to the first release, per office, kind and quarter of the answer, and of all offices together: the latter only
 * where the offices that are too small to be shown have enough cases together, so that nobody subtracts their way to one of them.
 */
export function timesOf(cases: readonly TimedCase[]): Times[] {
  const answered = cases.flatMap((one) =>
    one.released ? [{ ...one, quarter: quarterOf(one.released), days: daysOf(one, one.released) }] : [],
  );
  const all = Map.groupBy(answered, ({ kind, quarter }) => JSON.stringify([kind, quarter]));
  return [...all.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind, quarter } = first;
    const offices = [...Map.groupBy(group, ({ office }) => office)].map(([office, own]) =>
      measured({ office: office ?? "", kind, quarter }, own),
    );
    const hidden = offices.filter(({ median }) => median === null).length;
    const rest = group.length - offices.reduce((sum, { count }) => sum + (count ?? 0), 0);
    const whole = measured({ office: null, kind, quarter }, group);
    const safe = hidden === 0 || rest >= fewest;
    return [...offices, safe ? whole : { ...whole, count: null, median: null, p90: null }];
  });
}

/** What is open and overdue on a day, per office and kind. */
export function standingsOf(cases: readonly TimedCase[], day: string): Standing[] {
  const open = cases.filter(({ released }) => released === null);
  return [...Map.groupBy(open, ({ kind, office }) => JSON.stringify([kind, office])).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const overdue = group.filter(({ due }) => due < day).length;
    const shown = group.length >= fewest;
    // One late among three is as good as named.
    const told = shown && (overdue === 0 || overdue >= fewest);
    return [{ office: first.office ?? "", kind: first.kind, open: shown ? group.length : null, overdue: told ? overdue : null }];
  });
}

function measured(place: Pick<Times, "office" | "kind" | "quarter">, group: readonly { days: number }[]): Times {
  if (group.length < fewest) return { ...place, count: null, median: null, p90: null };
  const days = group.map((one) => one.days).toSorted((one, other) => one - other);
  return { ...place, count: days.length, median: median(days), p90: nearestRank(days, 0.9) };
}

/** The middle one, or halfway between the two in the middle. */
function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}

/** The smallest value that so large a share does not exceed. */
const nearestRank = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;

/** Papers and co-signing letters name the sitting that decides: their time runs from when the case was opened. */
const daysOf = ({ kind, sitting, opened }: TimedCase, released: string): number =>
  Math.max(0, daysBetween(isForSitting(kind) ? dayOf(opened) : sitting, dayOf(released)));

function quarterOf(iso: string): string {
  const day = dayOf(iso);
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
