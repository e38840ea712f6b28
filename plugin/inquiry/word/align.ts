import { newId } from "../../ids.ts";
import type { Sentence } from "../draft/document.ts";
import { type Line, type Manuscript, ownPrefix, type Passage } from "../edit/manuscript.ts";
import type { Unit } from "./units.ts";

/** A manuscript with the texts that its units have in a Word file. What follows in paragraphs of its own becomes blocks of its own. */
export function align(manuscript: Manuscript, texts: ReadonlyMap<Unit, string>): Manuscript {
  return manuscript.flatMap((passage) => {
    const own = [...texts].filter(([{ block }]) => block === passage.id);
    const changed = own.filter(([unit, text]) => plain(text) !== plain(unit.printed));
    if (changed.length === 0) return [passage];
    const more: Passage[] = [];
    let groups = passage.groups;
    for (const [unit, text] of changed) {
      const [first = "", ...others] = unit.cell ? [text] : paragraphs(text);
      const lines = linesOf(unit, isShortLines(unit) ? [first, ...others].join("\n") : first, groups.flat());
      groups = groups.map((group) => (group.some(({ id }) => unit.sentences.some((one) => one.id === id)) ? lines : group));
      if (!isShortLines(unit)) more.push(...others.map((one) => ({ id: fresh(), groups: [[{ id: fresh(), text: one }]] })));
    }
    return [{ ...passage, groups: groups.filter((group) => group.length > 0) }, ...more];
  });
}

const fresh = () => `${ownPrefix}${newId().slice(0, 8)}`;
const plain = (text: string) => text.replace(/\s+/gu, " ").trim();
const paragraphs = (text: string) =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);
const isShortLines = ({ printed }: Unit) => printed.includes("\n");

/** The sentences of a unit with their new words: those that still stand there keep their place, what lies between is matched in order. */
function linesOf({ sentences, printed }: Unit, text: string, before: readonly Line[]): Line[] {
  const clean = unmarked(text, printed);
  const old = sentences.map((sentence) => ({ sentence, words: shown(sentence) }));
  const lines: Line[] = [];
  let [from, waiting] = [0, [] as Sentence[]];
  const settle = (words: string) => {
    lines.push(...matched(waiting, words, before));
    waiting = [];
  };
  for (const { sentence, words } of old) {
    const at = words === "" ? -1 : clean.indexOf(words, from);
    if (at < 0) {
      waiting.push(sentence);
      continue;
    }
    settle(clean.slice(from, at));
    lines.push(lineOf(sentence, before));
    from = at + words.length;
  }
  settle(clean.slice(from));
  return lines;
}

function matched(old: readonly Sentence[], words: string, before: readonly Line[]): Line[] {
  const text = words.trim();
  if (text === "") return [];
  const pieces = old.length > 1 ? inSentences(text, old.length) : [text];
  return pieces.map((piece, index) => {
    const sentence = old[index];
    const restored = piece.replace(/(§§?)\u00a0(?=\d)/gu, "$1 ");
    return sentence ? { ...lineOf(sentence, before), text: restored } : { id: fresh(), text: restored };
  });
}

/** At most so many pieces; what is more stays with the last. */
function inSentences(text: string, most: number): string[] {
  const all = text.split(/(?<=[.!?])\s+(?=\p{Lu}|\[)|\n/u).filter((one) => one.trim() !== "");
  return [...all.slice(0, most - 1), all.slice(most - 1).join(" ")].filter(Boolean);
}

const lineOf = ({ id = "", text }: Sentence, before: readonly Line[]): Line => before.find((line) => line.id === id) ?? { id, text };

/** As a sentence is printed, with the space that belongs to a paragraph sign. */
const shown = ({ text }: Sentence) => text.replace(/(§§?) (?=\d)/gu, "$1\u00a0");

/** Without the source marks that were printed there. */
function unmarked(text: string, printed: string): string {
  const marks = [...new Set(printed.match(/\[\d+(?:, \d+)*\]/gu) ?? [])];
  return marks.reduce((left, mark) => left.replaceAll(` ${mark}`, "").replaceAll(mark, ""), text);
}
