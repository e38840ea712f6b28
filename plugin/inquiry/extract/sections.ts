import { phrases } from "./phrases.ts";
import type { Block } from "./read.ts";
import rules from "./sections.json" with { type: "json" };
import type { Passage } from "./types.ts";

/** What kind of agenda item a block stands under. */
export interface Section {
  /** Anfragen, Fragestunde, Verschiedenes: here even a remark is put to the administration. */
  readonly inquiries: boolean;
  readonly citizens: boolean;
  /** A heading begins a new item: what was asked before is closed. */
  readonly opens: boolean;
}

const inquiries = phrases(rules.inquiries);
const citizens = phrases(rules.citizens);
const hinge = phrases(rules.answered);
const item = /^(?:top|ö|n|zu|punkt|tagesordnungspunkt)?\s?\d{1,2}(?:\.\d{1,2}){0,3}\.?\s|^\d{2}\.\d{2}\.\d{4} - /;

/** The section of each block, from the agenda item given with the passage and from the headings in the text. */
export function sectionsOf(blocks: readonly Block[], { sitzung = "" }: Passage): Section[] {
  const given = sitzung.toLowerCase();
  let current = { inquiries: inquiries.test(given), citizens: citizens.test(given) };
  let listing = false;
  return blocks.map((block) => {
    listing = block.marker !== null && (listing || /\)$/.test(block.marker));
    const text = listing ? null : heading(block);
    listing ||= block.sentences.at(-1)?.ending === ":" && !inquiries.test(block.sentences.at(-1)?.lower ?? "");
    if (text === null) return { ...current, opens: false };
    const named = inquiries.test(text) || citizens.test(text);
    const opens = item.test(text) || named;
    if (named) current = { inquiries: true, citizens: citizens.test(text) };
    else if (opens && !inquiries.test(given)) current = { inquiries: false, citizens: false };
    return { ...current, opens };
  });
}

/** The text of a block that is a heading, with its number: short, and no sentence. */
function heading({ sentences, marker }: Block): string | null {
  const [only, second] = sentences;
  if (!only || second || only.tokens.length > 16 || /[.?!]/.test(only.ending)) return null;
  const text = only.lower;
  if (/^\p{Ll}/u.test(only.text) || /(?:^|\s)(?:fragt|bittet|antwortet|erkundigt)(?:\s|$)/.test(text)) return null;
  return marker && /\d/.test(marker) ? `${marker.replace(/[^\d.]/g, "")} ${text}` : text;
}

/** `werden … wie folgt beantwortet`: before it stand the questions, behind it the answers. */
export function isHinge(lower: string): boolean {
  return hinge.test(lower);
}
