/** A place at the beginning of a line. */
export interface Place {
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = new Set([0x20, 0x09, lineFeed, carriageReturn]);

/** Offset behind the next line end at or after `from`; the end of the file if there is none. Knows LF, CRLF and CR. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  for (let index = from; index < bytes.length; index += 1) {
    if (bytes[index] === lineFeed) return index + 1;
    if (bytes[index] === carriageReturn) return bytes[index + 1] === lineFeed ? index + 2 : index + 1;
  }
  return bytes.length;
}

/** How many lines end between two offsets. */
export function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const lone = bytes[index] === carriageReturn && bytes[index + 1] !== lineFeed;
    if (bytes[index] === lineFeed || lone) count += 1;
  }
  return count;
}

/** The first line from here on with something in it. */
export function skipBlank(bytes: Uint8Array, place: Place): Place {
  let { offset, line } = place;
  for (;;) {
    const end = lineEnd(bytes, offset);
    if (end === offset || !bytes.subarray(offset, end).every((byte) => blank.has(byte))) return { offset, line };
    offset = end;
    line += 1;
  }
}
