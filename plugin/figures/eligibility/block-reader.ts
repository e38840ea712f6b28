import { CsvError, parse } from "csv-parse/sync";
import { linesOf } from "./blocks.ts";
import { continued, type Row } from "./row.ts";

/** A cell with more lines or bytes than that is a forgotten quote. */
const mostLines = 50;
const mostBytes = 256 * 1024;
const quote = 34;

interface Read {
  readonly rows: readonly Row[];
  /** Bytes at the end that wait for the next block, because a quote is open in them. */
  readonly left: number;
}

/** Reads blocks of whole lines, one after the other; `last` if nothing follows. Knows the width of the table from its first line. */
export function blockReader(delimiter: string): (block: Buffer, last: boolean) => Read {
  let width = 0;
  return (block, last) => {
    const cells = readCells(block, delimiter);
    const clean = cells && !block.includes(0);
    const lines = clean && !block.includes(quote) ? undefined : linesOf(block);
    const { rows, left } = clean && (!lines || cells.length === lines.length) ? { rows: cells, left: 0 } : byLine(lines ?? [], last);
    noteWidth(rows);
    return { rows, left };
  };

  function noteWidth(rows: readonly Row[]): void {
    if (width > 0) return;
    const head = rows.find((row) => typeof row === "object" && row.some((cell) => cell !== ""));
    width = head?.length ?? 0;
  }

  /** Where a quote was forgotten, which would else swallow the lines behind it. */
  function byLine(lines: readonly Buffer[], last: boolean): Read {
    const rows: Row[] = [];
    for (let at = 0; at < lines.length; ) {
      const end = recordEnd(lines, at);
      if (end === undefined && !last) return { rows, left: bytesOf(lines.slice(at)) };
      const [first] = lines.slice(at, at + 1) as [Buffer];
      const own = first.includes(0) ? "nul" : readCells(first, delimiter)?.[0];
      const record = own ?? recordOf(lines.slice(at, (end ?? at) + 1));
      rows.push(record ?? "quote");
      if (!own && record) for (let line = at; line < (end ?? at); line += 1) rows.push(continued);
      at += !own && record ? (end ?? at) - at + 1 : 1;
      noteWidth(rows);
    }
    return { rows, left: 0 };
  }

  /** A record over several lines, unless it swallowed its neighbours: then a cell of it holds as many cells as a line. */
  function recordOf(lines: readonly Buffer[]): string[] | undefined {
    const [record, ...more] =
      lines.length > 1 && !lines.some((line) => line.includes(0)) ? (readCells(Buffer.concat(lines), delimiter) ?? []) : [];
    const swallowed = (cell: string): boolean => cell.includes("\n") && cell.split(delimiter).length >= width;
    return record && more.length === 0 && record.length === width && !record.some(swallowed) ? record : undefined;
  }
}

/** The line in which the quote closes that is open at the end of line `at`; `at` itself if none is open or none closes it; undefined if it may close later. */
function recordEnd(lines: readonly Buffer[], at: number): number | undefined {
  if (!isOdd(lines[at])) return at;
  for (let line = at + 1; line < at + mostLines && bytesOf(lines.slice(at, line)) < mostBytes; line += 1) {
    if (line >= lines.length) return undefined;
    if (isOdd(lines[line])) return line;
  }
  return at;
}

function isOdd(line: Buffer | undefined): boolean {
  let odd = false;
  for (let at = line?.indexOf(quote) ?? -1; at >= 0; at = (line as Buffer).indexOf(quote, at + 1)) odd = !odd;
  return odd;
}

const bytesOf = (lines: readonly Buffer[]): number => lines.reduce((sum, line) => sum + line.length, 0);

/** Undefined for what is no table. The parser's own error holds the line it failed at, so it goes no further. */
function readCells(bytes: Buffer, delimiter: string): string[][] | undefined {
  try {
    return parse(bytes, { delimiter, record_delimiter: ["\r\n", "\n"], relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
