import { CsvError, parse } from "csv-parse/sync";
import { blocksOf, linesOf } from "./blocks.ts";

/**
 * The rows of a block, in order and one per line: the n-th is line `line + n` of the file. Null is a line that cannot be
 * read because a quote is open or stands where none may. An empty line is a single empty cell.
 */
export interface Rows {
  readonly line: number;
  readonly bytes: number;
  readonly rows: readonly (readonly string[] | null)[];
}

/** A delimited file block by block. A record is a line: no cell of a register export holds a line break. */
export async function* rowsOf(path: string, delimiter: string): AsyncGenerator<Rows, void> {
  let line = 1;
  for await (const block of blocksOf(path)) {
    const rows = readBlock(block, delimiter);
    yield { line, bytes: block.length, rows };
    line += rows.length;
  }
}

/** At once where that goes; line by line where a quote was forgotten, which would else swallow the lines behind it. */
function readBlock(block: Buffer, delimiter: string): readonly (readonly string[] | null)[] {
  const rows = readCells(block, delimiter);
  if (rows && !block.includes(quote)) return rows;
  const lines = linesOf(block);
  if (rows?.length === lines.length) return rows;
  return lines.map((one) => readCells(one, delimiter)?.[0] ?? null);
}

const quote = 34;

/** Undefined for what is no table. The parser's own error holds the line it failed at, so it goes no further. */
function readCells(bytes: Buffer, delimiter: string): string[][] | undefined {
  try {
    return parse(bytes, { delimiter, record_delimiter: ["\r\n", "\n"], relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
