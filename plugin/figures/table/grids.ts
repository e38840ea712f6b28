import type { Figure, Reference } from "../figure.ts";
import { topics } from "../topics.ts";

export interface Column {
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** The figures of one table: what they have in common stands once, dates are the rows, the rest are the columns. */
export interface Grid {
  readonly heading: string;
  /** The dimensions of a breakdown, as "nach Geschlecht, Altersgruppe" names them; empty without one. */
  readonly dimensions: readonly string[];
  readonly columns: readonly Column[];
  /** In the order of time, without repetition. */
  readonly references: readonly Reference[];
}

const widest = 4;
export const day = (reference: Reference): string => (reference.kind === "date" ? reference.date : `${reference.from}/${reference.to}`);
const order = (reference: Reference): string => (reference.kind === "date" ? reference.date : `${reference.to}/${reference.from}`);
/** `weiblich`, but `Baustein 1`: a bare number says nothing at the head of a column. Empty for a total. */
const classes = (figure: Figure): string =>
  Object.entries(figure.dimensions)
    .map(([dimension, value]) => (/^\d+$/.test(value) ? `${dimension} ${value}` : value))
    .join(", ");
const plain = (figures: readonly Figure[]): boolean => figures.every(({ dimensions }) => Object.keys(dimensions).length === 0);
const dates = (figures: readonly Figure[]): string =>
  figures
    .map(({ reference }) => day(reference))
    .sort()
    .join(" ");
const common = ({ area, unit, reference }: Figure): string => [area.ags, unit, reference.kind].join("|");
const topicOf = ({ indicator }: Figure): string | undefined => topics.find(({ indicators }) => indicators.includes(indicator))?.label;

/**
 * Sorts figures into tables without adding, dropping or reckoning with a single one:
 * 1. one table per indicator, area, unit, kind of reference and set of dimensions; two values for the same cell never share a table;
 * 2. a total joins the one breakdown of the same indicator as its last column;
 * 3. indicators of one topic with the same dates stand side by side, as funded, established and filled posts do.
 */
export function grids(figures: readonly Figure[]): Grid[] {
  return sideBySide(withTotals(apart(figures))).map((group) => ({
    heading: group.heading ?? group.figures[0]?.label ?? "",
    dimensions: [...new Set(group.figures.flatMap(({ dimensions }) => Object.keys(dimensions)))],
    columns: columns(group),
    references: [...new Map(group.figures.map(({ reference }) => [order(reference), reference]))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, reference]) => reference),
  }));
}

interface Group {
  readonly figures: readonly Figure[];
  readonly heading?: string;
}

function apart(figures: readonly Figure[]): Figure[][] {
  const groups = new Map<string, { cells: Set<string>; figures: Figure[] }>();
  for (const figure of figures) {
    const key = [figure.indicator, figure.label, common(figure), Object.keys(figure.dimensions).sort().join(",")].join("|");
    const cell = `${day(figure.reference)} ${classes(figure)}`;
    let spare = 0;
    while (groups.get(`${key}|${spare}`)?.cells.has(cell)) spare += 1;
    const group = groups.get(`${key}|${spare}`) ?? { cells: new Set(), figures: [] };
    group.cells.add(cell);
    group.figures.push(figure);
    groups.set(`${key}|${spare}`, group);
  }
  return [...groups.values()].map((group) => group.figures);
}

function withTotals(groups: readonly Figure[][]): Figure[][] {
  const same = (group: readonly Figure[], other: readonly Figure[]) =>
    group !== other && group[0]?.indicator === other[0]?.indicator && group[0] && other[0] && common(group[0]) === common(other[0]);
  const joins = new Map<readonly Figure[], readonly Figure[]>();
  for (const total of groups.filter(plain)) {
    const [breakdown, second] = groups.filter((group) => same(group, total));
    if (breakdown && !second && !plain(breakdown)) joins.set(total, breakdown);
  }
  const totals = new Map([...joins].map(([total, breakdown]) => [breakdown, total]));
  return groups.filter((group) => !joins.has(group)).map((group) => [...group, ...(totals.get(group) ?? [])]);
}

function sideBySide(groups: readonly Figure[][]): Group[] {
  const result: Group[] = [];
  for (const figures of groups) {
    const before = result.at(-1);
    const [head] = figures;
    const [other] = before?.figures ?? [];
    const topic = head && topicOf(head);
    const labels = new Set([...(before?.figures ?? []), ...figures].map(({ label }) => label));
    const fits =
      before &&
      head &&
      other &&
      topic &&
      plain(figures) &&
      plain(before.figures) &&
      common(head) === common(other) &&
      topicOf(other) === topic;
    const sameDates = before && dates(figures) === dates(before.figures.filter(({ label }) => label === other?.label));
    const distinct = before && !before.figures.some(({ label }) => label === head?.label);
    if (fits && sameDates && distinct && labels.size <= widest) {
      result[result.length - 1] = { heading: topic, figures: [...before.figures, ...figures] };
    } else result.push({ figures });
  }
  return result;
}

function columns({ figures, heading }: Group): Column[] {
  const byLabel = Map.groupBy(figures, (figure) => (heading ? figure.label : classes(figure)));
  return [...byLabel].map(([label, members]) => ({ label, figures: members }));
}
