import { blockReader } from "./block-reader.ts";
import { blocksOf, tooLong } from "./blocks.ts";
import type { Row } from "./row.ts";

/** The lines of a block in order, one row each: the n-th is line `line + n` of the file. An empty line is a single empty cell. */
export interface Rows {
  readonly line: number;
  readonly bytes: number;
  readonly rows: readonly Row[];
}

/** A delimited file block by block. A record is a line, or several where a cell holds line breaks. */
export async function* rowsOf(path: string, delimiter: string): AsyncGenerator<Rows, void> {
  const read = blockReader(delimiter);
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocksOf(path)) {
    const long = block === tooLong;
    const bytes = long ? rest : rest.length === 0 ? block : Buffer.concat([rest, block]);
    const { rows, left } = read(bytes, long);
    // A copy, because the memory of the block is filled again.
    rest = Buffer.from(bytes.subarray(bytes.length - left));
    yield { line, bytes: bytes.length, rows: long ? [...rows, "long"] : rows };
    line += rows.length + (long ? 1 : 0);
  }
  const { rows } = read(rest, true);
  if (rows.length > 0) yield { line, bytes: rest.length, rows };
}
