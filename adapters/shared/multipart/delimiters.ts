import { setImmediate as breathe } from "node:timers/promises";
import { MultipartError } from "./error.ts";

/** A delimiter line: where the line before it ends, and where the line after it begins. */
export interface Delimiter {
  readonly before: number;
  readonly after: number;
  readonly closing: boolean;
}

/** Scanned in one go; even the worst content takes some ten milliseconds for that much. */
const window = 262_144;
const maxPadding = 1_024;
const lineStart = Buffer.from("\n--");
const LF = 0x0a;
const CR = 0x0d;
const hyphen = 0x2d;

/**
 * Finds the delimiter lines of a message up to the closing one. A candidate begins with a line end and a boundary has none, so no two
 * candidates overlap and the whole takes linear time; between two windows other work gets its turn.
 *
 * RFC 2046 §5.1.1: blanks may follow the boundary on its line. A line that goes on with anything else is content. The line end before a
 * delimiter belongs to the delimiter; which kind of line end the message uses is told by its first delimiter, so that content that ends in
 * a carriage return stays whole in a message that uses bare line feeds.
 */
export async function findDelimiters(body: Buffer, boundary: string, most: number): Promise<Delimiter[]> {
  const needle = Buffer.from(`--${boundary}`, "latin1");
  const found: Delimiter[] = [];
  let usesCrLf = false;
  for (let start = 0; start < body.length; start += window) {
    for (const at of candidates(body, start)) {
      const line = delimiterLine(body, at, needle);
      if (!line) continue;
      if (found.length === 0) usesCrLf = line.endsInCrLf;
      found.push({ before: lineEndBefore(body, at, usesCrLf), after: line.after, closing: line.closing });
      if (line.closing) return found;
      if (found.length > most) throw new MultipartError("too-large", `more than ${most} parts`);
    }
    await breathe();
  }
  throw new MultipartError("malformed", found.length === 0 ? "no delimiter" : "no closing delimiter");
}

/** The places where a line begins with two hyphens and whose line end before it lies in the window that begins at `start`. */
function* candidates(body: Buffer, start: number): Iterable<number> {
  if (start === 0) yield 0;
  const part = body.subarray(start, start + window + lineStart.length - 1);
  for (let at = part.indexOf(lineStart); at >= 0; at = part.indexOf(lineStart, at + 1)) yield start + at + 1;
}

function delimiterLine(body: Buffer, at: number, needle: Buffer): { after: number; closing: boolean; endsInCrLf: boolean } | undefined {
  for (let index = 0; index < needle.length; index += 1) if (body[at + index] !== needle[index]) return undefined;
  let end = at + needle.length;
  const closing = body[end] === hyphen && body[end + 1] === hyphen;
  if (closing) end += 2;
  for (const most = end + maxPadding; end < most && (body[end] === 0x20 || body[end] === 0x09); ) end += 1;
  if (closing && end === body.length) return { after: end, closing, endsInCrLf: false };
  const endsInCrLf = body[end] === CR && body[end + 1] === LF;
  if (!endsInCrLf && body[end] !== LF) return undefined;
  return { after: end + (endsInCrLf ? 2 : 1), closing, endsInCrLf };
}

function lineEndBefore(body: Buffer, at: number, usesCrLf: boolean): number {
  if (at === 0) return 0;
  return usesCrLf && body[at - 2] === CR ? at - 2 : at - 1;
}
