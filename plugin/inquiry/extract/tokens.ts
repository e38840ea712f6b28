import abbreviations from "./abbreviations.json" with { type: "json" };
import roles from "./roles.json" with { type: "json" };

/** A word, a number or a punctuation mark, with its offsets in the cleaned text. */
export interface Token {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

const shortRoles = roles.abbreviations.flatMap(({ words }) => words.filter((word) => word.endsWith(".")).map((word) => word.slice(0, -1)));
const dotted = new Set([...abbreviations.words, ...shortRoles]);
/** Numbers with their parts; abbreviations of single letters; words with inner hyphens, gender marks, slashes; any other mark. */
const piece =
  /\d+(?:[.,:/-]\d+)*(?:\p{Ll}(?!\p{L})|-\p{L}[\p{L}\p{N}-]*)?|(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}](?:[-'’/*_&]?[\p{L}\p{M}\p{N}]|:(?=in|r\b|n\b)|\.(?=-\p{Lu}))*|\.{2,}|[^\s]/gu;

/** Cuts a stretch of cleaned text into tokens. The full stop of an abbreviation belongs to its word. */
export function tokens(text: string, start: number, end: number): Token[] {
  const found: Token[] = [];
  const add = (from: number, to: number) => {
    const word = text.slice(from, to);
    found.push({ text: word, lower: word.toLowerCase(), start: from, end: to });
  };
  for (const match of text.slice(start, end).matchAll(piece)) {
    const from = start + match.index;
    const to = from + match[0].length;
    const previous = found.at(-1);
    if (match[0] === "." && previous?.end === from && belongs(previous, found.at(-2), text, to, end)) {
      found.pop();
      add(previous.start, to);
    } else add(from, to);
  }
  return found;
}

function belongs(word: Token, before: Token | undefined, text: string, at: number, end: number): boolean {
  if (dotted.has(word.text) || /^\p{L}$/u.test(word.text)) return at < end;
  return /^\d{1,2}$/.test(word.text) && ordinal(before, text.slice(at, Math.min(end, at + 24)));
}

const leading = new Set(abbreviations.beforeOrdinals);
const following = new Set(abbreviations.afterOrdinals);

/** `zum 3. Quartal`, `12. Juni`; but `Kaiserstraße 12. Die …` ends a sentence. */
function ordinal(before: Token | undefined, rest: string): boolean {
  const next = /^ (\p{L}+)/u.exec(rest)?.[1];
  if (next === undefined) return false;
  return /^\p{Ll}/u.test(next) || following.has(next) || before === undefined || leading.has(before.lower);
}

/** Tokens as they were printed, in lower case, with one space where there was any. */
export function printed(tokens: readonly Token[]): string {
  let text = "";
  tokens.forEach((token, at) => {
    text += (at > 0 && token.start > (tokens[at - 1]?.end ?? 0) ? " " : "") + token.lower;
  });
  return text;
}
