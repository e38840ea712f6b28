import type { Intervals } from "./intervals.ts";
import { labelsOf, type Table } from "./table.ts";

/** The cells of several tables as the unknowns of one system. */
export interface System {
  /** Per table, row-major with margins: which unknown its cell is. */
  readonly unknowns: readonly (readonly number[])[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Each line and column of each table: the unknown that is the sum, and those that are added up. */
  readonly sums: readonly { readonly whole: number; readonly parts: readonly number[] }[];
}

/**
 * Joins tables: cells that bear the same two labels are one and the same count, margins included. That holds for tables of
 * the same persons on the same day; two different counts under the same labels would only make the attack stronger, or
 * contradict each other. `found` bounds each table by itself.
 */
export function systemOf(tables: readonly Table[], found: readonly Intervals[]): System {
  const known = new Map<string, number>();
  const low: number[] = [];
  const high: number[] = [];
  const unknowns = tables.map((table, index) =>
    table.cells.flatMap((line, row) =>
      line.map((_printed, column) => {
        const { row: across, column: down } = labelsOf(table, row, column);
        const key = JSON.stringify([across, down]);
        const unknown = known.get(key) ?? known.size;
        known.set(key, unknown);
        const cell = row * line.length + column;
        low[unknown] = Math.max(low[unknown] ?? 0, found[index]?.low[cell] as number);
        high[unknown] = Math.min(high[unknown] ?? Number.POSITIVE_INFINITY, found[index]?.high[cell] as number);
        return unknown;
      }),
    ),
  );
  return { unknowns, low, high, sums: tables.flatMap((table, index) => sumsOf(table, unknowns[index] as number[])) };
}

function sumsOf(table: Table, unknowns: readonly number[]): System["sums"] {
  const width = table.columns.length + 1;
  const lines = table.cells.map((_line, row) => unknowns.slice(row * width, (row + 1) * width));
  const columns = Array.from({ length: width }, (_, column) => lines.map((line) => line[column] as number));
  return [...lines, ...columns].map((line) => ({ whole: line.at(-1) as number, parts: line.slice(0, -1) }));
}
