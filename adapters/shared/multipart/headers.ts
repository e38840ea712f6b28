import { MultipartError } from "./error.ts";

const maxHeaderBytes = 16_384;

/**
 * The header lines of a part and the place where its content begins. Names in lower case; continued lines are joined (RFC 5322 §2.2.3).
 * A part may have no header at all, and may end without the empty line if it has no content.
 */
export function readHeaders(part: Buffer): { headers: Readonly<Record<string, string>>; contentAt: number } {
  const lines: string[] = [];
  let at = 0;
  for (;;) {
    const lineFeed = part.subarray(at, maxHeaderBytes + 1).indexOf(0x0a);
    if (lineFeed < 0 && part.length > maxHeaderBytes) throw new MultipartError("too-large", "part header");
    const next = lineFeed < 0 ? part.length : at + lineFeed + 1;
    const line = part.toString("latin1", at, next).replace(/\r?\n$/, "");
    at = next;
    if (line === "") break;
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()} ${line.trim()}`);
    else lines.push(line);
  }
  return { headers: Object.fromEntries(lines.map(headerLine)), contentAt: at };
}

function headerLine(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 1) throw new MultipartError("malformed", "part header");
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}
