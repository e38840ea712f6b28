import { flat, similarity } from "../similar.ts";

/** An inquiry as it is compared: who asked what, and what became of it in the text. */
export interface Compared {
  readonly question: string;
  /** Names as the text has them. */
  readonly askers: readonly string[];
  readonly answered: boolean;
  readonly promised: boolean;
  readonly later: boolean;
  /** Title of the agenda item. */
  readonly item: string;
}

/** Pairs of an inquiry of the earlier minutes and one of the later, by their places in the two lists. */
export interface Met {
  /** They say the same. */
  readonly unchanged: readonly Pair[];
  /** Alike, but not the same in words, askers or what became of it. */
  readonly changed: readonly Pair[];
  /** Only in the later minutes. */
  readonly fresh: readonly number[];
  /** Only in the earlier ones. */
  readonly gone: readonly number[];
}

interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Alike enough if the same person asked, and if not. */
const alike = { sameAsker: 0.45, other: 0.65 } as const;

/**
 * Compares the inquiries of two minutes of one sitting: first those of the same words and askers, then the most similar ones by the
 * words they share. Each meets at most one. Two that are not alike enough are `gone` and `fresh`: a person sees both.
 */
export function meet(before: readonly Compared[], after: readonly Compared[]): Met {
  const same = exactly(before, after);
  const met = [...same, ...nearly(before, after, same)].toSorted((one, other) => one.after - other.after);
  const [left, right] = [new Set(met.map((pair) => pair.before)), new Set(met.map((pair) => pair.after))];
  const says = ({ before: old, after: now }: Pair) => sameState(before[old], after[now]) && key(before[old]) === key(after[now]);
  return {
    unchanged: met.filter(says),
    changed: met.filter((pair) => !says(pair)),
    fresh: [...after.keys()].filter((index) => !right.has(index)),
    gone: [...before.keys()].filter((index) => !left.has(index)),
  };
}

/** Words and askers, without what a line break makes of them. */
const key = (one: Compared | undefined): string => (one ? JSON.stringify([flat(one.question).toLowerCase(), one.askers.toSorted()]) : "");

const sameState = (one: Compared | undefined, other: Compared | undefined): boolean =>
  one?.answered === other?.answered && one?.promised === other?.promised && one?.later === other?.later;

/** The same question may be asked twice in a sitting: then under the same item first, and in their order. */
function exactly(before: readonly Compared[], after: readonly Compared[]): Pair[] {
  const waiting = Map.groupBy(before.keys(), (index) => key(before[index]));
  return after.flatMap((one, index) => {
    const candidates = waiting.get(key(one)) ?? [];
    const chosen = candidates.find((old) => before[old]?.item === one.item) ?? candidates[0];
    if (chosen === undefined) return [];
    candidates.splice(candidates.indexOf(chosen), 1);
    return [{ before: chosen, after: index }];
  });
}

function nearly(before: readonly Compared[], after: readonly Compared[], same: readonly Pair[]): Pair[] {
  const [left, right] = [new Set(same.map((pair) => pair.before)), new Set(same.map((pair) => pair.after))];
  const scored = [...before.entries()]
    .filter(([index]) => !left.has(index))
    .flatMap(([old, one]) =>
      [...after.entries()]
        .filter(([now]) => !right.has(now))
        .flatMap(([now, other]) => {
          const score = scoreOf(one, other);
          return score > 0 ? [{ before: old, after: now, score }] : [];
        }),
    );
  const found: Pair[] = [];
  for (const pair of scored.toSorted((one, other) => other.score - one.score)) {
    if (left.has(pair.before) || right.has(pair.after)) continue;
    left.add(pair.before);
    right.add(pair.after);
    found.push({ before: pair.before, after: pair.after });
  }
  return found;
}

/** 0 if they are not alike enough; the same asker and the same item break a tie. */
function scoreOf(one: Compared, other: Compared): number {
  const words = similarity(one.question, other.question);
  const asker = one.askers.some((name) => other.askers.includes(name)) || (one.askers.length === 0 && other.askers.length === 0);
  // Who is named otherwise asked something else, unless the minutes had the wrong name: then at least the item is the same.
  if (words < (asker ? alike.sameAsker : alike.other) || (!asker && similarity(one.item, other.item) < 0.8)) return 0;
  return words + (asker ? 0.2 : 0) + (one.item === other.item ? 0.1 : 0);
}
