import { fullTitle, type Heading, headingsIn, type Line, linesOf } from "./heading.ts";
import rules from "./headings.json" with { type: "json" };
import { partAt } from "./parts.ts";
import { agenda } from "./sequence.ts";

/** An agenda item in the text of minutes, with its span: from its heading to the next one. */
export interface Item {
  /** `9.1`, without TOP, Ö or N; empty where the text is not divided. */
  readonly number: string;
  readonly title: string;
  readonly isPublic: boolean;
  /** Titles of the items it stands under: `9.1` under `9 Anfragen`. */
  readonly under: readonly string[];
  readonly paperReference: string | null;
  readonly start: number;
  readonly end: number;
  /** Where the text below the heading begins. */
  readonly body: number;
}

/** What belongs to no agenda item. */
export interface Aside {
  readonly kind: "head" | "contents";
  readonly start: number;
  readonly end: number;
}

export interface Division {
  /** In the order of the text; empty when the text is that of one item only. */
  readonly items: readonly Item[];
  readonly asides: readonly Aside[];
  /** Of a text that is not divided. */
  readonly isPublic: boolean;
}

const nonPublicDocument = new RegExp(rules.nonPublicDocument, "iu");
const nonPublicTitle = new RegExp(rules.nonPublicTitle, "iu");
const reference = new RegExp(rules.reference, "u");
const bareReference = new RegExp(rules.bareReference, "u");
/** Lines in which minutes say of themselves what they are. */
const opening = 25;

/**
 * Divides the minutes of a sitting into its agenda items, by their numbered headings in any layout of facts: inquiries.md §2.
 * A table of contents is found by its entries coming again, and is no list of items. A text without headings, or with one,
 * is the text of one item and stays whole. Time grows with the length of the text only.
 * @param known items of the sitting as the RIS has them: a heading of that number and title is one
 */
export function itemsOf(text: string, known: readonly { number: string; name: string }[] = []): Division {
  const lines = linesOf(text);
  const { headings, contents } = agenda(headingsIn(lines), lines, known);
  const closed = lines.slice(0, opening).some((line) => partAt(line.text) === false || nonPublicDocument.test(line.text));
  if (headings.length < 2) return { items: [], asides: [], isPublic: !closed };
  const parts = partsOf(
    lines,
    contents,
    lines.slice(0, opening).some((line) => nonPublicDocument.test(line.text)),
  );
  const titles = new Map(contents.map((entry) => [entry.number, entry.title]));
  const taken = new Set(headings.map(({ line }) => line));
  const items: Item[] = [];
  headings.forEach((heading, index) => {
    const { title, last } = fullTitle(heading, lines, taken);
    const end = lines[headings[index + 1]?.line ?? lines.length]?.start ?? text.length;
    const isPublic = heading.isPublic ?? parts(heading.line);
    items.push({
      ...named(title || (titles.get(heading.number) ?? ""), lines.slice(last + 1, last + 4)),
      number: heading.number,
      isPublic: isPublic && !nonPublicTitle.test(title),
      under: above(heading.number, isPublic, items),
      start: lines[heading.line]?.start ?? 0,
      end,
      body: Math.min(end, lines[last]?.end ?? end),
    });
  });
  return { items, asides: asidesOf(text, lines, headings, contents), isPublic: true };
}

/**
 * Whether a line stands in the public part: by the last heading of a part before it. The headings within the table of contents do
 * not count: the part in which it ends is not the one in which the minutes begin.
 */
function partsOf(lines: readonly Line[], contents: readonly Heading[], closed: boolean): (line: number) => boolean {
  const marks = [{ line: -1, isPublic: !closed }];
  const [from, to] = [contents[0]?.line ?? -1, contents.at(-1)?.line ?? -1];
  for (const { index, text } of lines) {
    const isPublic = index >= from && index <= to ? null : partAt(text);
    if (isPublic !== null) marks.push({ line: index, isPublic });
  }
  return (line) => marks.findLast((mark) => mark.line <= line)?.isPublic ?? true;
}

/** The title without the number of its paper, and that number: in the heading, or in a line of its own below it. */
function named(title: string, below: readonly Line[]): { title: string; paperReference: string | null } {
  const inTitle = reference.exec(title) ?? bareReference.exec(title);
  if (inTitle) {
    const rest = `${title.slice(0, inTitle.index)}${title.slice(inTitle.index + inTitle[0].length)}`;
    const without = rest.replace(/\(\s*\)/g, "").replace(/[\s,;:(–-]+$/u, "");
    return { title: without.trim() || title, paperReference: inTitle[1]?.replace(/\s+/g, " ") ?? null };
  }
  const line = below.find(({ text }) => text.length < 80 && reference.exec(text)?.index === 0);
  return { title, paperReference: line ? (reference.exec(line.text)?.[1]?.replace(/\s+/g, " ") ?? null) : null };
}

/** Titles of `9` and `9.1` for `9.1.2`. */
function above(number: string, isPublic: boolean, before: readonly Item[]): string[] {
  const steps = number.split(".");
  return steps.slice(1).flatMap((_step, index) => {
    const parent = before.findLast((item) => item.number === steps.slice(0, index + 1).join(".") && item.isPublic === isPublic);
    return parent ? [parent.title] : [];
  });
}

function asidesOf(text: string, lines: readonly Line[], headings: readonly Heading[], contents: readonly Heading[]): Aside[] {
  const first = lines[headings[0]?.line ?? 0]?.start ?? text.length;
  const from = lines[contents[0]?.line ?? -1]?.start ?? null;
  const to = Math.min(first, lines[contents.at(-1)?.line ?? -1]?.end ?? first);
  const spans: Aside[] =
    from === null || from > first
      ? [{ kind: "head", start: 0, end: first }]
      : [
          { kind: "head", start: 0, end: from },
          { kind: "contents", start: from, end: to },
          { kind: "head", start: to, end: first },
        ];
  return spans.filter(({ start, end }) => text.slice(start, end).trim() !== "");
}
