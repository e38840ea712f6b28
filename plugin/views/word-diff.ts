/** A stretch of a text, and whether only this one of two has it. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

/** Longer texts are shown as they are: nobody compares them word by word. */
const mostWords = 1_200;

/** Two wordings, each with the words that the other does not have; by the longest common run of words in the same order. */
export function wordDiff(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const [old, now] = [words(before), words(after)];
  if (old.length > mostWords || now.length > mostWords) {
    return { before: [{ text: before, differs: true }], after: [{ text: after, differs: true }] };
  }
  const lengths = common(old, now);
  const kept = { old: new Set<number>(), now: new Set<number>() };
  let [left, right] = [0, 0];
  while (left < old.length && right < now.length) {
    if (same(old[left], now[right])) {
      kept.old.add(left++);
      kept.now.add(right++);
    } else if ((lengths[left + 1]?.[right] ?? 0) >= (lengths[left]?.[right + 1] ?? 0)) left++;
    else right++;
  }
  return { before: stretches(old, kept.old), after: stretches(now, kept.now) };
}

/** Words with the spaces behind them. */
const words = (text: string): string[] => text.trim().match(/\S+\s*/g) ?? [];

const same = (one: string | undefined, other: string | undefined): boolean => one?.trim() === other?.trim();

/** Lengths of the longest common sequences of the ends of both lists. */
function common(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = now.length - 1; right >= 0; right--) {
      const [here, below] = [lengths[left] as Uint16Array, lengths[left + 1] as Uint16Array];
      here[right] = same(old[left], now[right]) ? (below[right + 1] ?? 0) + 1 : Math.max(below[right] ?? 0, here[right + 1] ?? 0);
    }
  }
  return lengths;
}

function stretches(all: readonly string[], kept: ReadonlySet<number>): Stretch[] {
  const found: { text: string; differs: boolean }[] = [];
  all.forEach((word, index) => {
    const differs = !kept.has(index);
    const last = found.at(-1);
    if (last?.differs === differs) last.text += word;
    else found.push({ text: word, differs });
  });
  return found;
}
