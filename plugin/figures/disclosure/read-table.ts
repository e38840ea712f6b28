import { CsvError, parse } from "csv-parse/sync";
import { Refusal } from "../../refusal.ts";
import { type CountedTable, sum, type Table } from "./table.ts";

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads the table form (design §9): header line, first column labels, last column and last line `Summe`, `*` = protected,
 * separated by semicolons, UTF-8. Throws a Refusal (422) that names line and column, and what to put there.
 */
export function readTable(text: string, file: string): Table {
  const [head, ...body] = linesOf(text, file);
  const last = body.at(-1);
  if (!head || !last || body.length < 2 || head.record.length < 3) throw refusal("form", { file });
  const width = head.record.length;
  const columns = head.record.slice(1, -1);
  checkHead(head, columns, file);
  for (const line of body) {
    if (line.record.length !== width) throw refusal("width", { file, line: line.info.lines, found: line.record.length, expected: width });
  }
  if (last.record[0] !== sum) throw refusal("sum-line", { file, line: last.info.lines });
  const rows = body.slice(0, -1).map((line) => line.record[0] as string);
  checkLabels(rows, (at) => ({ file, line: body[at]?.info.lines ?? 0, column: head.record[0] || "1" }));
  return {
    ...{ corner: head.record[0] as string, rows, columns },
    cells: body.map((line) =>
      line.record.slice(1).map((cell, at) => readCell(cell, { file, line: line.info.lines, column: head.record[at + 1] as string })),
    ),
  };
}

/** Reads a table that is to be protected: nothing may be protected in it yet. The sums are proved by `assertSums`. */
export function readCounted(text: string, file: string): CountedTable {
  const table = readTable(text, file);
  table.cells.forEach((line, row) => {
    const at = line.indexOf(null);
    if (at >= 0) throw refusal("already", { file, row: table.rows[row] ?? sum, column: table.columns[at] ?? sum });
  });
  return table as CountedTable;
}

function linesOf(text: string, file: string): Line[] {
  try {
    const options = { bom: true, delimiter: ";", info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    // With `info` each record comes wrapped, which the package's types do not say.
    return parse(text, options) as unknown as Line[];
  } catch (error) {
    if (error instanceof CsvError) throw refusal("csv", { file, line: Number(error.lines ?? 1) });
    throw error;
  }
}

function checkHead(head: Line, columns: readonly string[], file: string): void {
  if (head.record.at(-1) !== sum) throw refusal("sum-column", { file, line: head.info.lines, found: head.record.at(-1) ?? "" });
  checkLabels(columns, (at) => ({ file, line: head.info.lines, column: at + 2 }));
}

function checkLabels(labels: readonly string[], where: (at: number) => Record<string, string | number>): void {
  labels.forEach((label, at) => {
    if (label === "" || label === sum) throw refusal("label", { ...where(at), found: label });
    if (labels.indexOf(label) < at) throw refusal("twice", { ...where(at), found: label });
  });
}

function readCell(cell: string, where: Record<string, string | number>): number | null {
  if (cell === "*") return null;
  // Nine digits leave every sum of a table far below 2^53.
  if (!/^\d{1,9}$/.test(cell)) throw refusal("cell", { ...where, found: cell });
  return Number(cell);
}

const refusal = (code: string, values: Record<string, string | number>) => new Refusal(`disclosure.table.${code}`, { values, status: 422 });
