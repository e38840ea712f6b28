import { Refusal } from "../../refusal.ts";
import type { Draft } from "../draft/document.ts";
import { type Manuscript, manuscriptOf } from "../edit/manuscript.ts";
import { align } from "./align.ts";
import type { Controlled } from "./controls.ts";
import { readTag, type Tag, type Unit, unitsOf } from "./units.ts";

/** What a Word file says of an answer. */
export interface Taken {
  readonly manuscript: Manuscript;
  /** Texts whose control is gone: they stay as they were. */
  readonly missing: readonly string[];
  /** Texts of controls that are there twice, or lie within one another: to be copied by hand. */
  readonly doubtful: readonly string[];
  /** What was changed outside of every control: to be copied by hand. */
  readonly outside: readonly string[];
  /** What stood outside before and is not there any more. */
  readonly gone: readonly string[];
}

/**
 * The version of an answer from which a Word file was made. Throws a Refusal `word.no-controls` for a file that holds none of our
 * controls, and `word.mixed` for one put together from several.
 */
export function versionIn({ controls }: Controlled): Tag {
  const tags = controls.flatMap(({ tag }) => readTag(tag) ?? []);
  const [first] = tags;
  if (!first) throw new Refusal("word.no-controls", { status: 422 });
  if (tags.some(({ answer }) => answer !== first.answer)) throw new Refusal("word.mixed", { status: 422 });
  return first;
}

/**
 * Maps the texts of a Word file back to the version it was made from.
 * @param file as it came back · @param original the same version as we write it, to see what was changed outside of the controls
 */
export function take(draft: Draft, told: ReadonlySet<string>, file: Controlled, original: Controlled): Taken {
  const units = unitsOf(draft, told);
  const missing: string[] = [];
  const doubtful: string[] = [];
  const texts = new Map<Unit, string>();
  for (const unit of units) {
    const found = file.controls.filter(({ tag }) => isOf(readTag(tag), unit));
    const [only, ...more] = found;
    const inside = file.controls.some(({ tag, nested }) => nested && readTag(tag) !== null);
    if (!only) missing.push(unit.printed);
    else if (more.some(({ text }) => text !== only.text)) doubtful.push(...found.map(({ text }) => text));
    else if (inside && units.some((other) => other !== unit && holds(only.text, other, file))) doubtful.push(only.text);
    else texts.set(unit, only.text);
  }
  return { manuscript: align(manuscriptOf(draft), texts), missing, doubtful: [...new Set(doubtful)], ...beside(file, original) };
}

const isOf = (tag: Tag | null, { block, part }: Unit) => tag?.block === block && tag.part === part;

/** Does this text hold that of another unit whose control lies within? */
function holds(text: string, unit: Unit, file: Controlled): boolean {
  const inner = file.controls.find(({ tag, nested }) => nested && isOf(readTag(tag), unit));
  return inner !== undefined && inner.text !== "" && text.includes(inner.text) && text !== inner.text;
}

/** Paragraphs and cells outside of the controls that are new, and those that are gone. */
function beside(file: Controlled, original: Controlled): { outside: string[]; gone: string[] } {
  const controls = new Set(file.controls.flatMap(({ text }) => [text, ...text.split("\n")]).map(plain));
  const before = texts(original, new Set(original.controls.map(({ text }) => plain(text))));
  const now = texts(file, controls);
  return { outside: without(now, before), gone: without(before, [...now, ...controls]) };
}

const texts = ({ outside, rows }: Controlled, inControls: ReadonlySet<string>): string[] =>
  [...outside, ...rows.flat()].map(plain).filter((text) => text !== "" && !inControls.has(text));

const plain = (text: string) => text.replace(/\s+/gu, " ").trim();

/** Those of one list that the other has not, each as often as it is too many. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
