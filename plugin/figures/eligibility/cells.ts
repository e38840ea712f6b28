import { protect } from "../disclosure/protect.ts";
import type { CountedTable, Table } from "../disclosure/table.ts";
import type { Dimension } from "./classes.ts";
import type { Counted } from "./count.ts";
import { type Cell, type Method, threshold } from "./guard.ts";
import { marginsOf } from "./margins.ts";
import type { Applied } from "./tally.ts";

/** One printed cell: a rule, or `atLeastOne`, and the classes; an absent dimension means all. */
interface CountedCell {
  readonly rule: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly potential: Cell;
}

export interface CountedCells {
  readonly cells: readonly CountedCell[];
  /** Rules whose classes cannot be printed, with the labels of the table that could be. */
  readonly withheld: readonly { readonly rule: string; readonly coarser: { rows: readonly string[]; columns: readonly string[] } | null }[];
  /** What the printed classes tell of the total of a chosen rule: least and greatest value. */
  readonly totals: ReadonlyMap<number, readonly [number, number]>;
}

/**
 * All cells of the chosen dimensions. Protected, each rule is a table of its own that is protected and attacked as a whole
 * (`protect`); what does not hold is withheld. The union by classes is for the office's own eyes only: beside the tables of
 * the rules it would tell of those who meet one and not the other.
 */
export function cellsOf({ applied, by, tally }: Counted, method: Method): CountedCells {
  const cells: CountedCell[] = [];
  const withheld: CountedCells["withheld"][number][] = [];
  const totals = new Map<number, readonly [number, number]>();
  if (by.length === 0) return { cells, withheld, totals };
  applied.forEach((one, index) => {
    if (!one.test) return;
    const counts = tally.cells[index] as Float64Array;
    const { rule } = one.rule;
    if (method === "none") {
      cells.push(...marginsOf(counts, by).map(({ dimensions, sum }) => ({ rule, dimensions, potential: sum })));
      return;
    }
    const kept = by.map((dimension) => places(dimension, one));
    const { safe, coarser } = protect(tableOf(counts, by, kept), { method, threshold, zeros: false });
    if (safe) {
      const grand = safe.audit.cells.find(({ row, column }) => row === "Summe" && column === "Summe");
      totals.set(index, [grand?.low ?? 0, grand?.high ?? Number.POSITIVE_INFINITY]);
      cells.push(
        ...marginsOf(counts, by).map(({ dimensions, places: at }) => ({ rule, dimensions, potential: shown(safe.table, kept, at) })),
      );
      return;
    }
    withheld.push({ rule, coarser: coarser ? { rows: coarser.table.rows, columns: coarser.table.columns } : null });
    if (method === "suppress")
      cells.push(...marginsOf(counts, by).map(({ dimensions }) => ({ rule, dimensions, potential: "g" as const })));
  });
  if (method === "none" && applied.some(({ test }) => test)) {
    const union = tally.cells[applied.length] as Float64Array;
    cells.push(...marginsOf(union, by).map(({ dimensions, sum }) => ({ rule: "atLeastOne", dimensions, potential: sum })));
  }
  return { cells, withheld, totals };
}

/** The classes somebody who is counted can be in; the others are empty by law, which nobody need hide. */
function places({ classes, mayHold }: Dimension, { version }: Applied): number[] {
  return [...classes.keys()].filter((index) => version === undefined || mayHold(index, version));
}

/** Rows are the first dimension, columns the second; a single dimension has one column. */
function tableOf(counts: Float64Array, by: Counted["by"], [rows = [], columns = [0]]: readonly (readonly number[])[]): CountedTable {
  const width = by[1]?.classes.length ?? 1;
  const inner = rows.map((row) => columns.map((column) => counts[row * width + column] ?? 0));
  const lines = inner.map((line) => [...line, line.reduce((sum, one) => sum + one, 0)]);
  const last = Array.from({ length: columns.length + 1 }, (_sum, at) => lines.reduce((sum, line) => sum + (line[at] ?? 0), 0));
  const label = (dimension: Dimension | undefined, index: number): string => dimension?.classes[index] ?? "Personen";
  return {
    corner: by.map(({ name }) => name).join(" / "),
    rows: rows.map((row) => label(by[0], row)),
    columns: columns.map((column) => label(by[1], column)),
    cells: [...lines, last],
  };
}

/** The printed cell of the classes at `at`; null there means the sum. */
function shown(table: Table, kept: readonly (readonly number[])[], at: readonly (number | null)[]): Cell {
  const [row, column] = [0, 1].map((axis) => {
    const labels = axis === 0 ? table.rows : table.columns;
    const place = at[axis];
    return place === null || place === undefined ? (axis === 1 && at.length === 1 ? 0 : labels.length) : (kept[axis]?.indexOf(place) ?? -1);
  });
  if (row === -1 || column === -1) return 0;
  return table.cells[row ?? 0]?.[column ?? 0] ?? "g";
}
