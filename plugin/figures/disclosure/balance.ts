import type { Table } from "./table.ts";

/**
 * What everybody may conclude about each cell of a table by itself, in a form where every line adds up to nothing:
 * counts and grand total are positive, the other margins negative. Then each cell is an arc between its line and its
 * column, a consistent table is a circulation, and one search serves counts and margins alike (Castro's network model,
 * facts: domain.md §5.4). Row-major, `height` × `width`, margins last.
 */
export interface Balance {
  readonly height: number;
  readonly width: number;
  readonly low: Float64Array;
  /** Infinity where nothing bounds the cell. */
  readonly high: Float64Array;
}

/** 1 for counts and for the grand total, -1 for the other margins. */
export function signOf({ height, width }: { height: number; width: number }, row: number, column: number): 1 | -1 {
  return (row === height - 1) === (column === width - 1) ? 1 : -1;
}

/** The balance of a table whose cells are known to lie in the range that `range` gives for what is printed. */
export function balance(table: Table, range: (cell: number | null) => readonly [number, number]): Balance {
  const height = table.rows.length + 1;
  const width = table.columns.length + 1;
  const low = new Float64Array(height * width);
  const high = new Float64Array(height * width);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [least, most] = range(table.cells[row]?.[column] ?? null);
      const positive = signOf({ height, width }, row, column) > 0;
      low[row * width + column] = positive ? least : 0 - most;
      high[row * width + column] = positive ? most : 0 - least;
    }
  }
  return { height, width, low, high };
}

/**
 * The range of a printed cell. Rounded to 5: up to 2 either way, never below 0. Suppressed: a number is itself, `*` is at
 * least `floor` (1 if true zeros are printed, as then none is hidden). Nothing more may be assumed of `*`, because one
 * mark stands for small cells and for those hidden beside them.
 */
export function printedRange(method: "round5" | "suppress", floor: 0 | 1): (cell: number | null) => readonly [number, number] {
  if (method === "suppress") return (cell) => (cell === null ? [floor, Number.POSITIVE_INFINITY] : [cell, cell]);
  return (cell) => (cell === null ? [0, Number.POSITIVE_INFINITY] : [Math.max(0, cell - 2), cell + 2]);
}
