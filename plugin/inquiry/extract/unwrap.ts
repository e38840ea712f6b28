import layout from "./layout.json" with { type: "json" };

/** A text made readable, and for each of its characters the offset in the text as it came in. */
export interface Cleaned {
  readonly text: string;
  readonly origin: Int32Array;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly blankBefore: boolean;
}

const any = (sources: readonly string[]) => new RegExp(sources.join("|"), "u");
const debris = any(layout.debris);
const pageNumber = any(layout.pageNumber);
const pageHead = any(layout.pageHead);
const marker = new RegExp(layout.marker, "u");
const openEnd = new Set(layout.openEnd);
/** `9.1 Anfrage …`, `TOP 4 Bericht …`: a heading, however long it is. */
const numbered = /^(?:(?:TOP|Ö|N)\s?\d|\d{1,2}\.\d{1,2}\s)/;
/** Longest line of a text that was wrapped by hand or by a PDF; longer lines are whole paragraphs. */
const widestPage = 130;
const fullLine = 55;

/**
 * Gives each paragraph one line: joins wrapped lines and divided words, drops page heads and numbers in mid-sentence.
 * A blank line becomes an empty line; runs of spaces become one.
 */
export function unwrap(source: Cleaned): Cleaned {
  const lines = readable(split(source.text));
  const wrapped = lines.every(({ text }) => text.length <= widestPage);
  const text: string[] = [];
  const origin = new Int32Array(source.text.length + lines.length * 2);
  let length = 0;
  const put = (character: string, from: number) => {
    origin[length++] = source.origin[from] ?? from;
    text.push(character);
  };
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const between = previous ? joint(previous.text, line, wrapped) : "";
    if (between === "divided") length -= text.pop() === undefined ? 0 : 1;
    else for (const character of between) put(character, line.start);
    for (let at = line.start; at < line.end; at++) {
      const character = source.text.charAt(at);
      if (character !== " " || source.text.charAt(at - 1) !== " ") put(character, at);
    }
  });
  return { text: text.join(""), origin: origin.subarray(0, length) };
}

function split(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let blankBefore = false;
  while (start <= text.length) {
    const newline = text.indexOf("\n", start);
    const stop = newline < 0 ? text.length : newline;
    const raw = text.slice(start, stop);
    const trimmed = raw.trim();
    if (trimmed === "") blankBefore = true;
    else {
      const from = start + raw.indexOf(trimmed);
      lines.push({ start: from, end: from + trimmed.length, text: trimmed, blankBefore });
      blankBefore = false;
    }
    start = stop + 1;
  }
  return lines;
}

/** Leaves out debris, and page heads where a page number stands beside them or a sentence goes on after them. */
function readable(lines: Line[]): Line[] {
  const kept: Line[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line;
    const run = pageBreak(lines, index);
    if (run > 0 && interrupts(lines, kept.at(-1), index, run)) index += run - 1;
    else if (!debris.test(line.text)) kept.push(line);
  }
  return kept;
}

/** How many lines from here on are page heads and page numbers. */
function pageBreak(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < from + 4 && at < lines.length && (pageNumber.test(lines[at]?.text ?? "") || pageHead.test(lines[at]?.text ?? ""))) at++;
  return at - from;
}

function interrupts(lines: readonly Line[], previous: Line | undefined, from: number, run: number): boolean {
  if (run > 1 && previous) return true;
  const next = lines[from + run];
  if (!previous || !next) return false;
  return /[\p{Ll},-]$/u.test(previous.text) && /^\p{Ll}/u.test(next.text) && !marker.test(next.text);
}

/** What stands between two lines: nothing, a space, a new paragraph, or the two halves of a divided word. */
function joint(previous: string, line: Line, wrapped: boolean): "" | " " | "\n" | "\n\n" | "divided" {
  const apart = line.blankBefore ? "\n\n" : "\n";
  if (marker.exec(previous)?.[0] === previous) return " ";
  if (marker.test(line.text)) return apart;
  if (/\p{L}-$/u.test(previous)) {
    if (/^\p{Ll}/u.test(line.text)) return /^(?:und|oder|bzw\.?|sowie)(?!\p{L})/u.test(line.text) ? " " : "divided";
    if (/^\p{Lu}/u.test(line.text) && !line.blankBefore) return "";
  }
  if (/^\p{Ll}/u.test(line.text) && !/[.!?:;]$/.test(previous)) return " ";
  if (line.blankBefore) return apart;
  if (openEnd.has(previous.slice(previous.lastIndexOf(" ") + 1))) return " ";
  if (numbered.test(previous) && /^\p{Lu}/u.test(line.text)) return apart;
  return wrapped && previous.length >= fullLine && !/[.!?:;]$/.test(previous) ? " " : apart;
}
