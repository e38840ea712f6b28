import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { Refusal } from "../../refusal.ts";

/** Read at once; also how much of the file is in memory. */
const blockBytes = 64 * 1024;
/** No line of a register export is longer; a file without line ends must not fill the memory. */
const lineBytes = 1024 * 1024;
const lineFeed = 10;

/**
 * A file as blocks of whole lines in UTF-8, without the byte order mark. A line that is not UTF-8 is read as Windows-1252,
 * each on its own, because exports are glued together from both. UTF-16 and binary files are refused.
 */
export async function* blocksOf(path: string): AsyncGenerator<Buffer, void> {
  let carry: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (carry.length + chunk.length > lineBytes && end === 0) throw new Refusal("count.no-table");
    const joined = carry.length === 0 ? chunk.subarray(0, end) : Buffer.concat([carry, chunk.subarray(0, end)]);
    carry = end === 0 ? Buffer.concat([carry, chunk]) : Buffer.from(chunk.subarray(end));
    if (end === 0) continue;
    yield readable(first ? withoutMark(joined) : joined);
    first = false;
  }
  if (carry.length > 0) yield readable(first ? withoutMark(carry) : carry);
}

function withoutMark(block: Buffer): Buffer {
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block;
}

const windows = new TextDecoder("windows-1252");

/** UTF-16 shows by its zero bytes. */
function readable(block: Buffer): Buffer {
  if (block.includes(0)) throw new Refusal("count.no-table");
  if (isUtf8(block)) return block;
  return Buffer.from(
    linesOf(block)
      .map((line) => (isUtf8(line) ? line.toString() : windows.decode(line)))
      .join(""),
  );
}

/** The lines of a block, each with its end. */
export function linesOf(block: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < block.length; ) {
    const feed = block.indexOf(lineFeed, at);
    const end = feed < 0 ? block.length : feed + 1;
    lines.push(block.subarray(at, end));
    at = end;
  }
  return lines;
}
