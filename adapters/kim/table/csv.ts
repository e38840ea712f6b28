import { CsvError, parse } from "csv-parse/sync";
import type { KimTable } from "../../../plugin/ports/kim.ts";
import { asUtf8 } from "./encoding.ts";
import { failure } from "./failure.ts";
import { lineEnd, lineEnds, type Place, skipBlank } from "./lines.ts";
import { type Record, tableOf } from "./table.ts";

/** Bytes parsed at once; the rest of the file stays as it came. */
const blockBytes = 64 * 1024;
/** No record of ours is longer: a quote that stays open so long was forgotten. */
const recordBytes = 1024 * 1024;

/** A table with semicolons: UTF-8 or Windows-1252, any line ends, quoted cells, empty lines. */
export function csvTable(delivered: Uint8Array): KimTable {
  const bytes = asUtf8(delivered);
  const head = records(bytes, 0).next().value;
  if (!head) throw failure("empty-file");
  if (!("cells" in head)) throw failure("quote");
  if (head.cells.length === 1 && /[,\t|]/.test(head.cells[0] ?? "")) throw failure("separator");
  return tableOf(head.cells, () => records(bytes, head.cells.length).drop(1));
}

/**
 * Block by block. After a record that cannot be read, reading goes on with the next line of the file, so that a forgotten
 * quote costs one row. A record over several lines that has not as many cells as `width` is such a one: it swallowed its neighbours.
 */
function* records(bytes: Uint8Array, width: number): Generator<Record, undefined> {
  let at: Place = { offset: 0, line: 1 };
  for (let size = blockBytes; at.offset < bytes.length; ) {
    const block = at.offset;
    const end = lineEnd(bytes, block + size);
    const { read, stop } = parseBlock(bytes.subarray(block, end));
    let swallowed = false;
    for (const { cells, length } of read) {
      const start = skipBlank(bytes, at);
      const lines = lineEnds(bytes, start.offset, block + length);
      swallowed = width > 0 && lines > 1 && cells.length !== width;
      if (swallowed) break;
      at = { offset: block + length, line: start.line + lines };
      yield { line: start.line, cells };
    }
    if (!swallowed && stop === "end") {
      at = { offset: end, line: at.line + lineEnds(bytes, at.offset, end) };
    } else if (!swallowed && stop === "open" && end < bytes.length && (at.offset > block || size < recordBytes)) {
      // The block may have cut a cell with line breaks: once more, from this record on, with more room.
      size = at.offset > block ? blockBytes : size * 2;
      continue;
    } else {
      const start = skipBlank(bytes, at);
      yield { line: start.line, code: "import.quote" };
      at = { offset: lineEnd(bytes, start.offset), line: start.line + 1 };
    }
    size = blockBytes;
  }
}

interface Block {
  readonly read: readonly { cells: string[]; length: number }[];
  /** `open`: a quote was still open at the end. `broken`: a quote stands where none may stand. */
  readonly stop: "end" | "open" | "broken";
}

/** The records of a block; `length` is where each ends, in bytes from the beginning of the block. */
function parseBlock(block: Uint8Array): Block {
  const read: { cells: string[]; length: number }[] = [];
  try {
    parse(block, {
      bom: true,
      delimiter: ";",
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record(cells: string[], { bytes: length }) {
        read.push({ cells, length });
        return null;
      },
    });
    return { read, stop: "end" };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { read, stop: error.code === "CSV_QUOTE_NOT_CLOSED" ? "open" : "broken" };
  }
}
