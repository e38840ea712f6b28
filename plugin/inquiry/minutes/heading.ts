import layout from "../extract/layout.json" with { type: "json" };
import rules from "./headings.json" with { type: "json" };

/** A line that may be the heading of an agenda item; whether it is one only its neighbours show. */
export interface Heading {
  /** Index among the lines of the text. */
  readonly line: number;
  /** `9`, `9.1`; without the sign of the part. */
  readonly number: string;
  /** From `Ö 4` and `N 2`; null where the number does not say. */
  readonly isPublic: boolean | null;
  /** Empty where the number stands alone. */
  readonly title: string;
  /** `TOP 4`, `Ö 4`, `zu 4`: no list of questions is numbered like this. */
  readonly explicit: boolean;
}

/** A line of the text as it came in, trimmed, with its UTF-16 offsets. */
export interface Line {
  readonly index: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly blankBefore: boolean;
}

const number = "(\\d{1,3}(?:\\.\\d{1,3}){0,3})";
const longest = 300;
const named = new RegExp(
  `^(?:#{1,6}\\s)?(?:[Zz]u[mr]?\\s+)?(?:TOP|Top|T\\.\\s?O\\.\\s?P\\.|Tagesordnungspunkt|Punkt)\\s?:?\\s*(?:(Ö|N)\\s*)?${number}(?![\\d,])\\.?[a-z]?(?=[\\s.:)|–-]|$)[.:)]?\\s*` +
    "(?:der\\s(?:öffentlichen\\s|nichtöffentlichen\\s)?Tagesordnung)?\\s*[-–—:|]?\\s*(.*)$",
  "u",
);
const lettered = new RegExp(`^(?:#{1,6}\\s)?(?:zu\\s+)?(Ö|N)\\s{0,3}${number}\\.?(?=[\\s:]|$)\\s*[-–:]?\\s*(.*)$`, "u");
const towards = new RegExp(`^zu\\s+()${number}[.:]?\\s+(\\p{Lu}.*)$`, "u");
const dated = new RegExp(`^\\d{2}\\.\\d{2}\\.\\d{4} - ()(?:[ÖN]\\s)?${number}\\.?\\s+(.+)$`, "u");
const bare = new RegExp(`^(?:#{1,6}\\s)?${number}[.:]?(?:\\s+[-–]?\\s*([\\p{Lu}„"§].*))?$`, "u");
const notATitle = new RegExp(rules.notATitle, "u");
const label = new RegExp(rules.notTitleButLabel, "u");
const question = new RegExp(rules.question, "u");
const openEnd = new Set(layout.openEnd);

/** The lines of a text; nothing is joined, so that every offset is one of the text. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let blankBefore = true;
  for (const { 0: raw, index: at } of text.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const trimmed = raw.trim();
    const before = lines.at(-1)?.end ?? 0;
    if (trimmed === "") continue;
    const start = at + raw.indexOf(trimmed);
    blankBefore = lines.length === 0 || text.slice(before, start).replace(/\r\n/g, "\n").replace(/[^\n]/g, "").length > 1;
    lines.push({ index: lines.length, text: trimmed, start, end: start + trimmed.length, blankBefore });
  }
  return lines;
}

/** All lines that look like headings of agenda items, in the order of the text. */
export function headingsIn(lines: readonly Line[]): Heading[] {
  return lines.flatMap((line) => {
    if (line.text.length > longest) return [];
    const heading = explicitly(line) ?? plainly(line);
    return heading ? [heading] : [];
  });
}

function explicitly({ index, text }: Line): Heading | null {
  const [, part, found = "", title = ""] = named.exec(text) ?? lettered.exec(text) ?? towards.exec(text) ?? dated.exec(text) ?? [];
  if (found === "" || isSentence(title)) return null;
  return { line: index, number: found, isPublic: part ? part === "Ö" : null, title: tidy(title), explicit: true };
}

function plainly({ index, text }: Line): Heading | null {
  const [, found = "", title = ""] = bare.exec(text) ?? [];
  if (found === "" || /(?:^|\.)0/.test(found) || isSentence(title) || question.test(title) || /\?$/.test(title)) return null;
  if (notATitle.test(title)) return null;
  return { line: index, number: found, isPublic: null, title: tidy(title), explicit: false };
}

/** `wird abgesetzt`, `Die Verwaltung berichtet dazu.`: somebody says something of the item. */
function isSentence(title: string): boolean {
  return /^\p{Ll}/u.test(title) || /\p{Ll}{3,}[.;]$/u.test(title) || label.test(title);
}

/** Leaders and the page number of a table of contents are no part of a title. */
const tidy = (title: string): string =>
  title
    .replace(/\s*(?:[.…_]{3,}|\t+)\s*\d{0,4}\s*$/u, "")
    .replace(/\s+/g, " ")
    .trim();

/** A title that goes on in the next line, or stands there as a whole. */
export function fullTitle(heading: Heading, lines: readonly Line[], taken: ReadonlySet<number>): { title: string; last: number } {
  const next = lines[heading.line + 1];
  const last = heading.title.slice(heading.title.lastIndexOf(" ") + 1);
  const goesOn = heading.title === "" || openEnd.has(last) || /[,–-]$/.test(last);
  if (!next || !goesOn || taken.has(next.index) || next.text.length > 200 || label.test(next.text) || /[.:?]$/.test(next.text))
    return { title: heading.title, last: heading.line };
  if (heading.title !== "" && next.blankBefore) return { title: heading.title, last: heading.line };
  return { title: `${heading.title} ${tidy(next.text)}`.trim(), last: next.index };
}
