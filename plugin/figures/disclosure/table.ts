/** The label that the last column and the last line of every table bear. */
export const sum = "Summe";

/**
 * A two-way table of person counts with its margins. `cells` has one line more than `rows` and one column more than
 * `columns`: the last of each are the sums, the last cell of the last line is the grand total.
 */
export interface Table {
  /** What stands above the labels of the lines. */
  readonly corner: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Non-negative integers; null = protected, printed `*`. */
  readonly cells: readonly (readonly (number | null)[])[];
}

/** A table in which nothing is protected yet and every sum is right. It must not leave the source office. */
export interface CountedTable extends Table {
  readonly cells: readonly (readonly number[])[];
}

export type Method = "round5" | "suppress";

/** The labels of a cell by its place in `cells`; margins are called by `sum`. */
export function labelsOf(table: Table, row: number, column: number): { row: string; column: string } {
  return { row: table.rows[row] ?? sum, column: table.columns[column] ?? sum };
}
