import PizZip from "pizzip";
import readWorkbook from "read-excel-file/node";
import { z } from "zod";
import type { KimTable } from "../../../plugin/ports/kim.ts";
import { failure } from "./failure.ts";
import { asText } from "./json.ts";
import { marksOf, percentStyles } from "./sheet-marks.ts";
import { type Record, tableOf } from "./table.ts";
import { unpack } from "./unpack.ts";

/** Inflated, of all parts together: tens of thousands of rows, and little enough for a small server. */
const mostBytes = 64 * 1024 * 1024;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]);
type Cell = z.infer<typeof Cell>;
const Sheets = z.array(z.object({ data: z.array(z.array(Cell)) }));

/**
 * The one sheet of a workbook that has something in it. A row with a formula is refused and its cell named: what a formula shows
 * depends on the program that last opened the file, and nobody vouched for that. So is one with merged cells, which leave the
 * others empty, as if they said "all", and one with a number shown as percent. Numbers and days become text as a German table
 * writes them.
 */
export async function xlsxTable(bytes: Uint8Array): Promise<KimTable> {
  const parts = unpack(bytes, mostBytes);
  const filled = [...parts].filter(([name, part]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && hasValue(part));
  if (filled.length > 1) throw failure("sheets");
  const [sheet] = filled;
  if (!sheet) throw failure(parts.has("xl/workbook.xml") ? "empty-file" : "no-table");
  const marks = marksOf(sheet[1].toString("utf8"), percentStyles(parts.get("xl/styles.xml")?.toString("utf8")));
  const rows = await sheetRows(parts);
  const first = rows.findIndex((row) => row.some((cell) => cell !== null));
  if (first < 0) throw failure("empty-file");
  const inHeading = marks.get(first + 1);
  if (inHeading) throw failure(inHeading.mark);
  const heading = (rows[first] ?? []).map(textOf);
  return tableOf(heading, () =>
    rows
      .values()
      .drop(first + 1)
      .map((row, index): Record => {
        const line = first + 2 + index;
        const marked = marks.get(line);
        if (marked === undefined) return { line, cells: row.map(textOf) };
        const column = heading[marked.column]?.trim();
        return { line, code: `import.${marked.mark}`, ...(column ? { column } : {}) };
      }),
  );
}

const hasValue = (part: Buffer): boolean => /<(?:\w+:)?(?:v|is)[\s>]/.test(part.toString("latin1"));

/** Packed anew from what was unpacked under the cap, so that the library meets nothing else. */
async function sheetRows(parts: ReadonlyMap<string, Buffer>): Promise<Cell[][]> {
  const zip = new PizZip();
  for (const [name, part] of parts) zip.file(name, part);
  const sheets = await readWorkbook(zip.generate({ type: "nodebuffer", compression: "STORE" })).catch((error: Error) => {
    throw failure("no-table", error.name);
  });
  const filled = Sheets.parse(sheets).filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
  if (filled.length > 1) throw failure("sheets");
  return filled[0]?.data ?? [];
}

const textOf = (cell: Cell): string => (cell instanceof Date ? cell.toISOString().replace(/T00:00:00.000Z$/, "") : asText(cell));
