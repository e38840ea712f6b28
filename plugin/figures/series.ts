import type { Figure, Reference } from "./figure.ts";

/** One value over time: the same indicator, area, dimensions and rule version. */
export interface Series {
  readonly indicator: string;
  readonly area: Figure["area"];
  readonly dimensions: Figure["dimensions"];
  /** In the order of their days; at least one. */
  readonly figures: readonly Figure[];
  /** The newest, or the one nearest to the day asked for. */
  readonly chosen: Figure;
  /** Whether `chosen` is of the very day asked for, or its period contains it. True when no day was asked for. */
  readonly exact: boolean;
}

/**
 * Sorts figures into series: in the order of the indicators; totals before classes; the town before its Kreis.
 * A different rule version is another series, because the two numbers do not count the same people.
 */
export function seriesOf(figures: readonly Figure[], indicators: readonly string[], asOf?: string): Series[] {
  const groups = Map.groupBy(figures, ({ indicator, area, dimensions, ruleVersion = "" }) =>
    JSON.stringify([indicator, area.ags, Object.entries(dimensions).sort(), ruleVersion]),
  );
  const series = [...groups.values()].map((group) => oneSeries(group, asOf));
  const rank = ({ indicator, area, dimensions, figures: [first] }: Series): (string | number)[] => {
    const classes = Object.entries(dimensions).sort();
    return [indicators.indexOf(indicator), -area.ags.length, classes.length, area.ags, JSON.stringify(classes), first?.ruleVersion ?? ""];
  };
  return series.toSorted((left, right) => compare(rank(left), rank(right)));
}

function oneSeries(group: readonly Figure[], asOf?: string): Series {
  const figures = group.toSorted((left, right) => compare(ends(left.reference), ends(right.reference)));
  const [first] = figures;
  if (!first) throw new Error("a series has at least one figure");
  const chosen =
    asOf === undefined
      ? (figures.at(-1) ?? first)
      : figures.reduce((best, one) => (distance(one, asOf) < distance(best, asOf) ? one : best), first);
  const { indicator, area, dimensions } = first;
  return { indicator, area, dimensions, figures, chosen, exact: asOf === undefined || distance(chosen, asOf) === 0 };
}

/** End and beginning of what a value refers to: a year comes after its first half. */
const ends = (reference: Reference): [string, string] =>
  reference.kind === "date" ? [reference.date, reference.date] : [reference.to, reference.from];

/** Days between a value and a day; 0 inside its period. Of two that are equally near, the earlier one wins, because it came first. */
function distance({ reference }: Figure, day: string): number {
  const [to, from] = ends(reference);
  if (from <= day && day <= to) return 0;
  return Math.abs(Date.parse(day) - Date.parse(day < from ? from : to));
}

function compare(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  if (place === -1) return 0;
  return (left[place] ?? "") < (right[place] ?? "") ? -1 : 1;
}
