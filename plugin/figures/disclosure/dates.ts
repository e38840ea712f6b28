import { Refusal } from "../../refusal.ts";
import { type Audit, type AuditOptions, contradiction, readersBalance } from "./audit.ts";
import { type Intervals, intervals } from "./intervals.ts";
import { labelsOf, type Table } from "./table.ts";

/** What readers conclude about the change of one cell between two days; below 0 where it fell. `null` = nothing bounds it. */
export interface ChangedCell {
  readonly row: string;
  readonly column: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly recovered: boolean;
}

/**
 * Attacks two protected tables of the same classes at two days by subtracting them: 102 after 100 tells of two new persons,
 * though neither number is small (facts: domain.md §5.3, successive publications). Intervals are exact if nothing but the
 * two tables is known; that a count can only grow is not assumed. A change of 0 is no finding. Throws a Refusal (422) if
 * the tables have no cell in common, and what `audit` throws.
 */
export function auditDates(
  earlier: Table,
  later: Table,
  options: AuditOptions,
): Omit<Audit, "cells"> & { readonly cells: readonly ChangedCell[] } {
  const before = known(earlier, options);
  const after = known(later, options);
  const cells = [...after].flatMap(([key, [least, most]]) => {
    const old = before.get(key);
    if (!old) return [];
    const [low, high] = [least - old[1], most - old[0]];
    const [row, column] = JSON.parse(key) as [string, string];
    const recovered = low === high && low !== 0 && Math.abs(low) < options.threshold;
    return [{ row, column, low: finite(low), high: finite(high), recovered }];
  });
  if (cells.length === 0) throw new Refusal("disclosure.dates-apart", { status: 422 });
  const isNarrow = ({ low, high }: ChangedCell): boolean =>
    low !== null && high !== null && low < high && low * high > 0 && Math.max(Math.abs(low), Math.abs(high)) < options.threshold;
  return { cells, recovered: cells.filter(({ recovered }) => recovered).length, narrow: cells.filter(isNarrow).length, groups: [] };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The interval of every cell by its labels. */
function known(table: Table, options: AuditOptions): Map<string, readonly [number, number]> {
  const found: Intervals | undefined = intervals(readersBalance(table, options));
  if (!found) throw contradiction([table], options);
  const width = table.columns.length + 1;
  return new Map(
    [...found.low.keys()].map((cell) => {
      const { row, column } = labelsOf(table, Math.floor(cell / width), cell % width);
      return [JSON.stringify([row, column]), [found.low[cell] as number, found.high[cell] as number]];
    }),
  );
}
