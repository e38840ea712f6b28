import { setImmediate as breathe } from "node:timers/promises";
import { MultipartError } from "./error.ts";

/** A delimiter line: where the line before it ends, and where the line after it begins. */
export interface Delimiter {
  readonly before: number;
  readonly after: number;
  readonly closing: boolean;
}

/** Scanned in one go; even content that keeps coming close to a delimiter takes some ten milliseconds for that much. */
const window = 262_144;
const maxPadding = 1_024;
const LF = 0x0a;
const CR = 0x0d;
const hyphen = 0x2d;

/**
 * Finds the delimiter lines of a message up to the closing one. What is searched for begins with a line end and has no other, so no two
 * places overlap and the whole takes linear time; between two windows other work gets its turn.
 *
 * RFC 2046 §5.1.1: blanks may follow the boundary on its line. A line that goes on with anything else is content. The line end before a
 * delimiter belongs to the delimiter; which kind of line end the message uses is told by its first delimiter, so that content that ends in
 * a carriage return stays whole in a message that uses bare line feeds.
 */
export async function findDelimiters(body: Buffer, boundary: string, most: number): Promise<Delimiter[]> {
  const needle = Buffer.from(`\n--${boundary}`, "latin1");
  const found: Delimiter[] = [];
  let usesCrLf = false;
  for (let start = 0; start < body.length; start += window) {
    for (const at of candidates(body, start, needle)) {
      const line = restOfLine(body, at + needle.length);
      if (!line) continue;
      if (found.length === 0) usesCrLf = line.endsInCrLf;
      found.push({ before: usesCrLf && body[at - 1] === CR ? at - 1 : Math.max(at, 0), after: line.after, closing: line.closing });
      if (line.closing) return found;
      if (found.length > most) throw new MultipartError("too-large", `more than ${most} parts`);
    }
    await breathe();
  }
  throw new MultipartError("malformed", found.length === 0 ? "no delimiter" : "no closing delimiter");
}

/** The places of the line ends in the window that begins at `start` after which a boundary stands; -1 = before the first line. */
function* candidates(body: Buffer, start: number, needle: Buffer): Iterable<number> {
  if (start === 0 && body.subarray(0, needle.length - 1).equals(needle.subarray(1))) yield -1;
  const part = body.subarray(start, start + window + needle.length - 1);
  for (let at = part.indexOf(needle); at >= 0; at = part.indexOf(needle, at + needle.length)) yield start + at;
}

/** What follows a boundary: undefined if it is not the end of its line, and so no delimiter. */
function restOfLine(body: Buffer, from: number): { after: number; closing: boolean; endsInCrLf: boolean } | undefined {
  let end = from;
  const closing = body[end] === hyphen && body[end + 1] === hyphen;
  if (closing) end += 2;
  for (const most = end + maxPadding; end < most && (body[end] === 0x20 || body[end] === 0x09); ) end += 1;
  if (closing && end === body.length) return { after: end, closing, endsInCrLf: false };
  const endsInCrLf = body[end] === CR && body[end + 1] === LF;
  if (!endsInCrLf && body[end] !== LF) return undefined;
  return { after: end + (endsInCrLf ? 2 : 1), closing, endsInCrLf };
}
