import { csvLine } from "../csv-line.ts";
import { sum, type Table } from "./table.ts";

/** The table form of design §9, with a line feed after every line. One mark for every protected cell, whatever the reason. */
export function writeTable(table: Table): string {
  const lines = [[table.corner, ...table.columns, sum], ...table.cells.map((line, row) => [table.rows[row] ?? sum, ...line.map(printed)])];
  return lines.map(csvLine).join("");
}

const printed = (cell: number | null): string => (cell === null ? "*" : String(cell));
