import { findTopics, findTraps } from "./rules.ts";
import { type Subject, weights } from "./strength.ts";
import { readWords } from "./words.ts";

/** How often the text of a paper names a topic, and whether that makes it a text about it. */
export interface Mention {
  readonly topic: Subject;
  readonly times: number;
  readonly weight: number;
}

/** The beginning of a paper says what it is about; more would only cost time. */
const readLength = 20_000;

/**
 * Counts the sure words of each topic. A paper is about a topic that it names often for its length; one that names the office once among
 * ten other matters is not.
 */
export function readText(text: string): Mention[] {
  const read = readWords(text, readLength);
  const traps = findTraps(read);
  const times = new Map<Subject, Set<number>>();
  for (const hit of findTopics(read)) {
    const sure = hit.of.strength === "sure" && !traps.some((trap) => hit.from < trap.to && trap.from < hit.to);
    if (sure) times.set(hit.of.topic, (times.get(hit.of.topic) ?? new Set()).add(hit.from));
  }
  return [...times].map(([topic, places]) => ({ topic, times: places.size, weight: weight(places.size, read.text.length) }));
}

function weight(times: number, length: number): number {
  const about = length / times <= 300 || (times >= 4 && length / times <= 900);
  return about ? weights.textAbout : weights.textMentions;
}
