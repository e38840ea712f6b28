import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { Refusal } from "../../refusal.ts";

/** Read at once; also how much of the file is in memory. */
const blockBytes = 32 * 1024;
/** No line of a register export is longer; a file without line ends must not fill the memory. */
const lineBytes = 1024 * 1024;
const lineFeed = 10;

/** A line that was too long to be read. */
export const tooLong = Symbol("too long");

/**
 * A file as blocks of whole lines in UTF-8, without the byte order mark. A line that is not UTF-8 is read as Windows-1252,
 * each on its own, because exports are glued together from both; one above a megabyte is passed over and told. UTF-16 and
 * what has no first line are refused. A block holds only until the next one is asked for: one piece of memory is filled
 * again and again.
 */
export async function* blocksOf(path: string): AsyncGenerator<Buffer | typeof tooLong, void> {
  await using file = await open(path, "r");
  if ((await file.stat()).isDirectory()) throw new Refusal("count.no-table");
  let memory = Buffer.alloc(blockBytes);
  let kept = 0;
  let first = true;
  let skipping = false;
  const block = (end: number): Buffer => {
    const lines = memory.subarray(0, end);
    return readable(first ? beginning(lines) : lines);
  };
  for (;;) {
    const { bytesRead } = await file.read(memory, kept, memory.length - kept);
    if (bytesRead === 0) break;
    let filled = kept + bytesRead;
    if (skipping) {
      const feed = memory.subarray(0, filled).indexOf(lineFeed);
      skipping = feed < 0;
      filled = skipping ? 0 : memory.copyWithin(0, feed + 1, filled) && filled - feed - 1;
      if (!skipping) yield tooLong;
    }
    const end = memory.subarray(0, filled).lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield block(end);
      first = false;
      memory.copyWithin(0, end, filled);
    } else if (filled === memory.length && filled >= lineBytes) {
      if (first) throw new Refusal("count.no-table");
      skipping = true;
      filled = 0;
    } else if (filled === memory.length) memory = Buffer.concat([memory], filled * 2);
    kept = filled - end;
  }
  if (skipping) yield tooLong;
  if (kept > 0) yield block(kept);
}

/** Without the byte order mark. UTF-16 shows by the zero bytes in its first line; further on they spoil only their own line. */
function beginning(block: Buffer): Buffer {
  const [line] = linesOf(block);
  if (line?.includes(0)) throw new Refusal("count.no-table");
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block;
}

const windows = new TextDecoder("windows-1252");

function readable(block: Buffer): Buffer {
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
