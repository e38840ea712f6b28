import PizZip from "pizzip";
import { readSheet } from "read-excel-file/node";
import { SaxesParser } from "saxes";
import { z } from "zod";
import type { KimTable } from "../../../plugin/ports/kim.ts";
import { failure } from "./failure.ts";
import { asText } from "./json.ts";
import { type Record, tableOf } from "./table.ts";
import { unpack } from "./unpack.ts";

/** Inflated, of all parts together. */
const mostBytes = 256 * 1024 * 1024;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]);
type Cell = z.infer<typeof Cell>;
const Rows = z.array(z.array(Cell));

/**
 * The one sheet of a workbook. A row with a formula is refused and its cell named: what a formula shows depends on the
 * program that last opened the file, and nobody vouched for that. Numbers and days become text as a German table writes them.
 */
export async function xlsxTable(bytes: Uint8Array): Promise<KimTable> {
  const parts = unpack(bytes, mostBytes);
  const sheets = [...parts.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  const sheet = parts.get(sheets[0] ?? "");
  if (!sheet) throw failure("no-table");
  if (sheets.length > 1) throw failure("sheets");
  const formulas = formulaCells(sheet.toString("utf8"));
  const rows = await sheetRows(parts);
  const first = rows.findIndex((row) => row.some((cell) => cell !== null));
  if (first < 0) throw failure("no-table");
  if (formulas.has(first + 1)) throw failure("formula");
  const heading = (rows[first] ?? []).map(textOf);
  return tableOf(heading, () =>
    rows
      .values()
      .drop(first + 1)
      .map((row, index): Record => {
        const line = first + 2 + index;
        const formula = formulas.get(line);
        if (formula === undefined) return { line, cells: row.map(textOf) };
        const column = heading[formula]?.trim();
        return { line, code: "import.formula", ...(column ? { column } : {}) };
      }),
  );
}

/** Packed anew from what was unpacked under the cap, so that the library meets nothing else. */
async function sheetRows(parts: ReadonlyMap<string, Buffer>): Promise<Cell[][]> {
  const zip = new PizZip();
  for (const [name, part] of parts) zip.file(name, part);
  try {
    return Rows.parse(await readSheet(zip.generate({ type: "nodebuffer", compression: "STORE" })));
  } catch (error) {
    throw failure("no-table", (error as Error).name);
  }
}

/** The first cell with a formula in each row: row from 1 → column from 0. Throws a failure for what is no XML. */
function formulaCells(xml: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const parser = new SaxesParser();
  let cell = "";
  parser.on("error", () => {
    throw failure("no-table");
  });
  parser.on("opentag", ({ name, attributes }) => {
    const local = name.slice(name.indexOf(":") + 1);
    if (local === "c") cell = String(attributes.r ?? "");
    const { letters, row } = local === "f" ? (/^(?<letters>[A-Z]+)(?<row>\d+)$/.exec(cell)?.groups ?? {}) : {};
    if (letters && row && !found.has(Number(row))) found.set(Number(row), columnIndex(letters));
  });
  parser.write(xml).close();
  return found;
}

const columnIndex = (letters: string): number => [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const textOf = (cell: Cell): string => (cell instanceof Date ? cell.toISOString().replace(/T00:00:00.000Z$/, "") : asText(cell));
