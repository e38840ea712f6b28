import { Refusal } from "../../refusal.ts";
import { type Balance, balance, printedRange } from "./balance.ts";
import { type Intervals, intervals } from "./intervals.ts";
import { labelsOf, type Method, type Table } from "./table.ts";

/** What an attacker concludes about one cell; `high` null = nothing bounds it. */
export interface AuditedCell {
  readonly row: string;
  readonly column: string;
  readonly low: number;
  readonly high: number | null;
  readonly recovered: boolean;
}

/** A line or column whose persons, at least one, are all in one and the same category: whoever belongs to it is known. */
interface DisclosedGroup {
  readonly axis: "row" | "column";
  readonly group: string;
  readonly category: string;
}

export interface Audit {
  /** Every cell that is not simply printed, and every small count that is. */
  readonly cells: readonly AuditedCell[];
  readonly recovered: number;
  /** Not recovered, yet surely between 1 and threshold - 1. */
  readonly narrow: number;
  readonly groups: readonly DisclosedGroup[];
}

export interface AuditOptions {
  readonly method: Method;
  /** Counts from 1 to threshold - 1 must not be recovered. */
  readonly threshold: number;
  /** The table prints its true zeros, though it happens to have none; otherwise that is seen from a printed 0. */
  readonly zeros?: boolean;
}

/**
 * Attacks a table with all that its readers know: margins, rounding rule, whole numbers, nothing below 0, and that no
 * zero is hidden where zeros are printed. Intervals are exact. Throws a Refusal (422) if no table agrees with what is
 * printed, or if a rounded table prints what rounding to 5 cannot give.
 */
export function audit(table: Table, options: AuditOptions): Audit {
  const found = intervals(readersBalance(table, options));
  if (!found) throw contradiction([table], options);
  return conclude(table, found, options);
}

/** What readers know of each cell by itself. Throws a Refusal (422) if a rounded table prints what rounding cannot give. */
export function readersBalance(table: Table, options: AuditOptions): Balance {
  if (options.method === "round5") assertRounded(table);
  return balance(table, printedRange(options.method, printsZeros(table, options) ? 1 : 0));
}

export function contradiction(tables: readonly Table[], options: AuditOptions): Refusal {
  const zeros = tables.some((table) => printsZeros(table, options));
  return new Refusal(zeros ? "disclosure.contradiction-zeros" : "disclosure.contradiction", { status: 422 });
}

const printsZeros = (table: Table, { method, zeros }: AuditOptions): boolean =>
  method === "suppress" && (zeros || table.cells.some((line) => line.includes(0)));

/** Says what the intervals of a table's cells mean. */
export function conclude(table: Table, found: Intervals, { method, threshold }: AuditOptions): Audit {
  const cells: AuditedCell[] = [];
  table.cells.forEach((line, row) => {
    line.forEach((printed, column) => {
      const [low, high] = at(found, table, row, column);
      const recovered = low === high && low > 0 && low < threshold;
      if (method === "suppress" && printed !== null && !recovered) return;
      cells.push({ ...labelsOf(table, row, column), low, high: Number.isFinite(high) ? high : null, recovered });
    });
  });
  return { ...tally(cells, threshold), groups: groupsOf(table, found) };
}

/** Counts what was found among the cells. */
export function tally(cells: readonly AuditedCell[], threshold: number): Omit<Audit, "groups"> {
  const narrow = cells.filter(({ low, high }) => high !== null && low < high && low > 0 && high < threshold).length;
  return { cells, recovered: cells.filter((cell) => cell.recovered).length, narrow };
}

function at(found: Intervals, table: Table, row: number, column: number): readonly [number, number] {
  const cell = row * (table.columns.length + 1) + column;
  return [found.low[cell] as number, found.high[cell] as number];
}

function groupsOf(table: Table, found: Intervals): DisclosedGroup[] {
  const across = table.rows.flatMap((group, row) => {
    const members = table.columns.map((_label, column) => at(found, table, row, column));
    return onlyOne(members, at(found, table, row, table.columns.length), table.columns).map((category) => ({
      axis: "row" as const,
      group,
      category,
    }));
  });
  const down = table.columns.flatMap((group, column) => {
    const members = table.rows.map((_label, row) => at(found, table, row, column));
    return onlyOne(members, at(found, table, table.rows.length, column), table.rows).map((category) => ({
      axis: "column" as const,
      group,
      category,
    }));
  });
  return [...across, ...down];
}

/** The category, if the group surely has members and every other category surely none. A single category says nothing. */
function onlyOne(
  members: readonly (readonly [number, number])[],
  [least]: readonly [number, number],
  categories: readonly string[],
): string[] {
  if (members.length < 2 || (least === 0 && members.every(([low]) => low === 0))) return [];
  const possible = categories.filter((_category, index) => (members[index]?.[1] ?? 0) > 0);
  return possible.length === 1 ? possible : [];
}

function assertRounded(table: Table): void {
  table.cells.forEach((line, row) => {
    const column = line.findIndex((cell) => cell !== null && cell % 5 !== 0);
    if (column >= 0)
      throw new Refusal("disclosure.not-rounded", { values: { ...labelsOf(table, row, column), found: line[column] ?? 0 }, status: 422 });
  });
}
