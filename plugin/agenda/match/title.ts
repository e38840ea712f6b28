import type { Hit } from "./phrase.ts";
import { findFormal, findMatters, findTopics, findTraps, type Rule } from "./rules.ts";
import { isFirm, type Strength, type Subject, weights } from "./strength.ts";
import type { Words } from "./words.ts";

/** Words of a title that speak for a topic. */
export interface Finding {
  readonly topic: Subject;
  readonly strength: Strength;
  /** As written in the title. */
  readonly quote: string;
}

/** Finds the words of the topics in a title: takes traps out, and drops hints where the title is about another matter. */
export function readTitle(title: Words): Finding[] {
  const found = findTopics(title);
  if (found.length === 0) return [];
  const traps = findTraps(title);
  const hits = found.filter((hit) => !traps.some((trap) => overlap(hit, trap)));
  const firm = isOtherMatter(title) ? hits.filter((hit) => isFirm(hit.of.strength)) : hits;
  return strongest(firm).map((hit) => ({ ...hit.of, quote: quote(title, hit) }));
}

/** The title deals with another matter: housing, fees, school … */
export function isOtherMatter(title: Words): boolean {
  return findMatters(title).length > 0;
}

/** A formal item: communications, question time, minutes, elections. */
export function isFormal(title: Words): boolean {
  return findFormal(title).some((hit) => hit.from === 0);
}

/** Of hits on the same words the stronger, then the longer one stays; a hint inside another finding is part of that one. */
function strongest(hits: readonly Hit<Rule>[]): Hit<Rule>[] {
  const ranked = hits.toSorted(
    (a, b) => weights[b.of.strength] - weights[a.of.strength] || b.to - b.from - (a.to - a.from) || a.from - b.from,
  );
  const kept: Hit<Rule>[] = [];
  for (const hit of ranked) {
    const covered = kept.some((other) => overlap(hit, other) && (other.of.topic === hit.of.topic || !isFirm(hit.of.strength)));
    if (!covered) kept.push(hit);
  }
  return kept;
}

function overlap(one: Hit<unknown>, other: Hit<unknown>): boolean {
  return one.from < other.to && other.from < one.to;
}

function quote(title: Words, hit: Hit<unknown>): string {
  return title.text.slice(title.words[hit.from]?.start, title.words[hit.to - 1]?.end);
}
