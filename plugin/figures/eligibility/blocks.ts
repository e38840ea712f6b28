import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { Refusal } from "../../refusal.ts";

/** Read at once; also how much of the file is in memory. */
const blockBytes = 32 * 1024;
/** No line of a register export is longer; a file without line ends must not fill the memory. */
const lineBytes = 1024 * 1024;
const lineFeed = 10;

/**
 * A file as blocks of whole lines in UTF-8, without the byte order mark. A line that is not UTF-8 is read as Windows-1252,
 * each on its own, because exports are glued together from both. UTF-16 and binary files are refused. A block holds only
 * until the next one is asked for: one piece of memory is filled again and again.
 */
export async function* blocksOf(path: string): AsyncGenerator<Buffer, void> {
  await using file = await open(path, "r");
  if ((await file.stat()).isDirectory()) throw new Refusal("count.no-table");
  let memory = Buffer.alloc(blockBytes);
  let kept = 0;
  let first = true;
  const block = (end: number): Buffer => {
    const lines = memory.subarray(0, end);
    return readable(first ? withoutMark(lines) : lines);
  };
  for (;;) {
    const { bytesRead } = await file.read(memory, kept, memory.length - kept);
    if (bytesRead === 0) break;
    const filled = kept + bytesRead;
    const end = memory.subarray(0, filled).lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield block(end);
      first = false;
      memory.copyWithin(0, end, filled);
    } else if (filled === memory.length) {
      if (filled >= lineBytes) throw new Refusal("count.no-table");
      memory = Buffer.concat([memory], filled * 2);
    }
    kept = filled - end;
  }
  if (kept > 0) yield block(kept);
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
