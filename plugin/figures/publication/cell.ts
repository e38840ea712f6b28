import type { Figure } from "../figure.ts";
import { indicator } from "../indicators.ts";

/** One number as its readers have it: on a sheet, in an answer, or in a table that somebody else published. */
export type Cell = Pick<Figure, "indicator" | "area" | "reference" | "dimensions" | "value" | "protection"> & {
  readonly ruleVersion?: string;
  /** Id of our figure; null for a foreign table. */
  readonly figure: string | null;
};

/** What a count is about. Two numbers about the same are one and the same count, whoever printed them. */
export interface Identity {
  readonly indicator: string;
  readonly ags: string;
  /** First and last day, `YYYY-MM-DD`; the same for a Stichtag. */
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  /** Dimension → class; an absent dimension means all. */
  readonly classes: Readonly<Record<string, string>>;
}

/** Takes over what matters of a figure. */
export function cellOf(figure: Figure): Cell {
  const { id, indicator, area, reference, dimensions, value, protection, ruleVersion } = figure;
  return { indicator, area, reference, dimensions, value, protection, figure: id, ...(ruleVersion === undefined ? {} : { ruleVersion }) };
}

export function identityOf({ indicator, area, reference, dimensions, ruleVersion = "" }: Cell): Identity {
  const [from, to] = reference.kind === "date" ? [reference.date, reference.date] : [reference.from, reference.to];
  return { indicator, ags: area.ags, from, to, rule: ruleVersion, classes: dimensions };
}

/** The same text for the same count. */
export function keyOf({ indicator, ags, from, to, rule, classes }: Identity): string {
  const sorted = Object.entries(classes).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([indicator, ags, from, to, rule, sorted]);
}

/** Whether it counts persons, cases or applications one by one, so that it may point to somebody. */
export function countsPersons({ indicator: id }: Pick<Cell, "indicator">): boolean {
  const { public: rule, type } = indicator(id);
  return rule !== "free" && (type === "stock" || type === "flow");
}

/**
 * Of several versions of one figure only the newest that shows a number: a correction says that the older number was wrong, but
 * a number that is protected afterwards has been read.
 */
export function newest(cells: readonly Cell[]): Cell[] {
  const best = new Map<string, Cell>();
  const shown = new Set(cells.flatMap(({ figure, value }) => (figure === null || value === null ? [] : [versionOf(figure)[0]])));
  for (const [position, cell] of cells.entries()) {
    if (cell.figure !== null && cell.value === null && shown.has(versionOf(cell.figure)[0])) continue;
    const [key, version] = cell.figure === null ? [`foreign ${position}`, 0] : versionOf(cell.figure);
    const other = best.get(key)?.figure;
    if (!other || versionOf(other)[1] <= version) best.set(key, cell);
  }
  return [...best.values()];
}

/** Ids of figures are `key.version`. */
function versionOf(id: string): [key: string, version: number] {
  const dot = id.lastIndexOf(".");
  return [id.slice(0, dot), Number(id.slice(dot + 1))];
}
