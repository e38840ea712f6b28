import layout from "./layout.json" with { type: "json" };
import { type Token, tokens } from "./tokens.ts";
import type { Cleaned } from "./unwrap.ts";

/** A paragraph, heading or list item. */
export interface Block {
  readonly index: number;
  /** `a)`, `1.`, `·`, `Frage 2:`; null for a plain paragraph. Not part of any sentence. */
  readonly marker: string | null;
  /** A blank line stands before it. */
  readonly apart: boolean;
  readonly sentences: readonly Sentence[];
}

export interface Sentence {
  /** Position among all sentences of the passage. */
  readonly index: number;
  readonly block: number;
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly lower: string;
  /** `.`, `?`, `!`, `:` or nothing, as in headings and list items. */
  readonly ending: string;
}

/** Longer stretches without a full stop are cut, so that no rule ever looks at more. */
const longest = 1500;
const marker = new RegExp(layout.marker, "u");
const closing = /[”“"»«')\]’‘]/;

/** Splits cleaned text into blocks and their sentences, in reading order. */
export function read({ text }: Cleaned): { blocks: Block[]; sentences: Sentence[] } {
  const blocks: Block[] = [];
  const sentences: Sentence[] = [];
  let start = 0;
  let apart = false;
  for (const line of text.split("\n")) {
    if (line === "") apart = true;
    else {
      const mark = marker.exec(line)?.[0] ?? "";
      const own = cut(text, start + mark.length, start + line.length).map((part, at) =>
        sentence(text, part, sentences.length + at, blocks.length),
      );
      for (const one of own) sentences.push(one);
      blocks.push({ index: blocks.length, marker: mark.trim() || null, apart, sentences: own });
      apart = false;
    }
    start += line.length + 1;
  }
  return { blocks, sentences };
}

function sentence(text: string, part: readonly Token[], index: number, block: number): Sentence {
  const own = text.slice(part[0]?.start ?? 0, part.at(-1)?.end ?? 0);
  const ending = /([.?!:…])[”“"»«')\]’‘]*$/u.exec(own)?.[1] ?? "";
  return { index, block, tokens: part, text: own, lower: own.toLowerCase(), ending };
}

/** Cuts one line into the tokens of its sentences. */
function cut(text: string, start: number, end: number): Token[][] {
  const found: Token[][] = [];
  let current: Token[] = [];
  const all = tokens(text, start, end);
  all.forEach((token, index) => {
    current.push(token);
    if (!ends(all, index) && token.end - (current[0]?.start ?? 0) < longest) return;
    found.push(current);
    current = [];
  });
  if (current.length > 0) found.push(current);
  return found;
}

function ends(all: readonly Token[], index: number): boolean {
  const token = all[index];
  const next = all[index + 1];
  if (!token || !next) return false;
  if (closing.test(token.text)) return /^[.?!]$/.test(all[index - 1]?.text ?? "") && begins(next.text) && next.start > token.end;
  if (!/^(?:[.?!…]|\.{2,})$/.test(token.text)) return false;
  return next.start > token.end && begins(next.text);
}

function begins(text: string): boolean {
  return /^[\p{Lu}\p{N}„“"»«‚'(§–-]/u.test(text);
}
