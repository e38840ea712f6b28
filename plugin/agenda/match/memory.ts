import { type Subject, weights } from "./strength.ts";
import { readWords } from "./words.ts";

/** What the council office decided on an earlier item. */
export interface EarlierDecision {
  readonly title: string;
  readonly topic: Subject;
  readonly decision: "approved" | "rejected";
}
export type EarlierDecisions = readonly EarlierDecision[];

export interface MemoryEffect {
  /** Added to the score; negative when such items were rejected. */
  readonly shift: number;
  /** The decision to name in the reason: the most alike. */
  readonly example: EarlierDecision;
}

/** Titles that share so large a part of their words are taken as alike: last year's report under the same heading. */
const alike = 0.6;
const shortestWord = 4;

/**
 * Earlier decisions on like titles move a score a little. They never make a topic, and never undo one that the title names:
 * a habit must not hide an item from the people who decide.
 */
export function remember(title: string, topic: Subject, memory: EarlierDecisions): MemoryEffect | undefined {
  const own = contentWords(title);
  const near = memory
    .filter((one) => one.topic === topic)
    .map((example) => ({ example, likeness: likeness(own, contentWords(example.title)) }))
    .filter((one) => one.likeness >= alike)
    .sort((a, b) => b.likeness - a.likeness);
  const example = near[0]?.example;
  if (!example) return undefined;
  const sum = near.reduce((total, one) => total + (one.example.decision === "approved" ? weights.earlier : -weights.earlier), 0);
  return { shift: Math.max(-weights.earlierAtMost, Math.min(weights.earlierAtMost, sum)), example };
}

/** Numbers and small words differ from year to year and say nothing. */
function contentWords(title: string): Set<string> {
  const words = readWords(title).words.map((word) => word.forms[0].fold);
  return new Set(words.filter((word) => word.length >= shortestWord && /^\p{L}/u.test(word)));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size;
  return shared === 0 ? 0 : shared / one.union(other).size;
}
