import type { Finding, KimRow, KimTable } from "../../../plugin/ports/kim.ts";
import { unreadable } from "./encoding.ts";
import { failure } from "./failure.ts";

/** Cells of one record in the order of the file, or why it could not be read. */
export type Record = { readonly line: number; readonly cells: readonly string[] } | Finding;

/**
 * A table from its heading and the records below it. `records` is called for every pass, so that a file can be read twice.
 * Empty headings at the right edge are what spreadsheets leave behind; their cells must be empty too.
 */
export function tableOf(heading: readonly string[], records: () => Iterable<Record>): KimTable {
  const columns = heading.map(clean);
  while (columns.at(-1) === "") columns.pop();
  if (columns.length === 0) throw failure("no-table");
  if (columns.some((column) => column.includes(unreadable))) throw failure("encoding");
  if (new Set(columns).size < columns.length) throw failure("column-twice");
  return {
    columns,
    async *rows() {
      for (const record of records()) {
        if (!("cells" in record)) yield record;
        else if (record.cells.some((cell) => clean(cell) !== "")) yield rowOf(record, columns, heading.length);
      }
    },
  };
}

function rowOf({ line, cells }: { line: number; cells: readonly string[] }, columns: readonly string[], width: number): KimRow | Finding {
  const texts = cells.map(clean);
  const beyond = texts.slice(columns.length).some((text) => text !== "");
  if (texts.length !== width || beyond) return { line, code: "import.cells", values: { found: texts.length, expected: columns.length } };
  // Cells of what is not read cannot be told apart for sure; only the first is named.
  const broken = texts.findIndex((text) => text.includes(unreadable));
  if (broken >= 0) return { line, code: "import.encoding-row", ...(columns[broken] ? { column: columns[broken] } : {}) };
  return { line, cells: Object.fromEntries(columns.map((column, index) => [column, texts[index] ?? ""])) };
}

/** Trimmed, composed (macOS writes umlauts in two characters), without the marks that spreadsheets hide in cells. */
function clean(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u200b\u200e\u200f\ufeff]/g, "")
    .trim();
}
