import { type Form, fold, isAdjective, isAfterBreak, isNoun, type Word, type Words } from "./words.ts";

/**
 * A phrase of the rule files, taken apart. Notation:
 * `Integrationskonzept*` any ending (or beginning, or middle) · `Bericht/Konzept` one of them · `<Geflüchtete>` any word of that group ·
 * `…` up to four words · `~` up to three adjectives · `<Sache>` a noun that names neither people nor a place nor a report ·
 * `=KIM` exactly as written.
 */
export interface Phrase {
  readonly slots: readonly Slot[];
}

type Slot =
  | { readonly kind: "word"; readonly patterns: readonly Pattern[] }
  | { readonly kind: "gap"; readonly max: number; readonly adjectives: boolean }
  | { readonly kind: "thing"; readonly not: readonly Pattern[] };

interface Pattern {
  /** The folded parts between the stars; one part = the whole word. */
  readonly parts: readonly string[];
  /** Set for `=…`: the spelling that alone counts. */
  readonly exactly?: string;
}

/** Where a phrase was found: words `from` to `to` (exclusive). */
export interface Hit<T> {
  readonly of: T;
  readonly from: number;
  readonly to: number;
}

export type Groups = Readonly<Record<string, readonly string[]>>;

/** Letters by which phrases are filed. */
export const keyLength = 4;

const gapLength = 4;
const adjectives = 3;

/** Reads one phrase; throws on a group that does not exist, so that a typing error in a rule file is found at start. */
export function readPhrase(text: string, groups: Groups): Phrase {
  return { slots: text.split(" ").map((part) => readSlot(part, groups)) };
}

function readSlot(part: string, groups: Groups): Slot {
  if (part === "…") return { kind: "gap", max: gapLength, adjectives: false };
  if (part === "~") return { kind: "gap", max: adjectives, adjectives: true };
  if (part === "<Sache>") return { kind: "thing", not: patterns("<Mensch>/<Zugewanderte>/<Ort>/<Lage>", groups) };
  return { kind: "word", patterns: patterns(part, groups) };
}

function patterns(part: string, groups: Groups): Pattern[] {
  return part.split("/").flatMap((one) => {
    const group = /^<(.+)>$/.exec(one)?.[1];
    if (group === undefined) return [readPattern(one)];
    const members = groups[group];
    if (!members) throw new Error(`plugin/agenda/match/rules: there is no group <${group}> in groups.json`);
    return members.flatMap((member) => patterns(member, groups));
  });
}

function readPattern(one: string): Pattern {
  if (one.startsWith("=")) return { parts: [fold(one.slice(1))], exactly: one.slice(1) };
  return { parts: one.split("*").map((part) => (part === "§" ? part : fold(part))) };
}

/** How a phrase can begin: whole words, and beginnings of `keyLength` letters. Undefined: it must be tried at every word. */
export function beginnings({ slots: [first] }: Phrase): { words: string[]; starts: string[] } | undefined {
  if (first?.kind !== "word") return undefined;
  const whole = first.patterns.filter((one) => one.parts.length === 1).map((one) => one.parts[0] ?? "");
  const open = first.patterns.filter((one) => one.parts.length > 1).map((one) => one.parts[0] ?? "");
  if (open.some((start) => start.length < keyLength)) return undefined;
  return { words: whole, starts: open.map((start) => start.slice(0, keyLength)) };
}

/** The word after the phrase if it stands at word `from`, otherwise -1. */
export function matchAt(phrase: Phrase, title: Words, from: number): number {
  return walk(phrase.slots, 0, title, from, from);
}

function walk(slots: readonly Slot[], slot: number, title: Words, at: number, from: number): number {
  const current = slots[slot];
  if (!current) return at;
  if (current.kind === "gap") return walkGap(current, slots, slot, title, at, from);
  const word = title.words[at];
  if (!word) return -1;
  if (current.kind === "thing") return isThing(current.not, title, at, at > from) ? walk(slots, slot + 1, title, at + 1, from) : -1;
  for (const form of word.forms) {
    const end = fitsOne(current.patterns, form, word, title) ? walk(slots, slot + 1, title, at + form.span, from) : -1;
    if (end >= 0) return end;
  }
  return -1;
}

function walkGap(gap: Slot & { kind: "gap" }, slots: readonly Slot[], slot: number, title: Words, at: number, from: number): number {
  for (let skipped = 0; skipped <= gap.max; skipped += 1) {
    const end = walk(slots, slot + 1, title, at + skipped, from);
    if (end >= 0) return end;
    const next = title.words[at + skipped];
    if (!next || (gap.adjectives && (!isAdjective(next, title) || isAfterBreak(next)))) return -1;
  }
  return -1;
}

/** A noun that is neither people nor a place. Where capitals say nothing, the people may come a little later. */
function isThing(people: readonly Pattern[], title: Words, at: number, inside: boolean): boolean {
  const word = title.words[at];
  if (!word || !isNoun(word, title) || (inside && isAfterBreak(word))) return false;
  const asked = title.words.slice(at, title.oneCase ? at + 1 + adjectives : at + 1);
  return !asked.some((one) => one.forms.some((form) => form.span === 1 && fitsOne(people, form, one, title)));
}

function fitsOne(patterns: readonly Pattern[], form: Form, word: Word, title: Words): boolean {
  for (const pattern of patterns) if (fits(pattern, form, word, title)) return true;
  return false;
}

function fits(pattern: Pattern, form: Form, word: Word, title: Words): boolean {
  if (pattern.exactly !== undefined) return word.written === pattern.exactly && !title.oneCase;
  const [start = "", ...rest] = pattern.parts;
  if (form.cut && start.startsWith(form.fold) && form.fold.length * 2 >= start.length) return true;
  return rest.length === 0 ? form.fold === start : fitsStars(start, rest, form.fold);
}

function fitsStars(start: string, rest: readonly string[], text: string): boolean {
  const end = rest.at(-1) ?? "";
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + end.length <= text.length;
}
