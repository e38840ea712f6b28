/** What readers are told of how many persons meet which rules, and what must stay open to them. */
export interface Told {
  /** Sets of rules that one person can meet, as bit masks. */
  readonly masks: readonly number[];
  /** How many meet at least the rules of `masks[n]`: the truth, and every value that fits what is printed. */
  readonly truth: readonly number[];
  readonly candidates: readonly (readonly number[])[];
  /** How many meet at least one rule, likewise as least and greatest value. */
  readonly any: readonly [number, number];
  /** Places in `masks` where every candidate must stay possible, because other tables rely on it. */
  readonly whole: readonly number[];
}

/** Gives up after so many steps and takes the figures for unsafe. */
const most = 1_000_000;

/**
 * Whether each small number stays open: how many meet at least a set of rules, exactly that set, or any rule. Looks for two
 * worlds that print alike and differ in it. What it finds proves safety; not finding means that more must be withheld.
 */
export function staysOpen({ masks, truth, candidates, any: [least, greatest], whole }: Told, threshold: number): boolean {
  const order = masks.map((_mask, place) => place).sort((a, b) => size(masks[b]) - size(masks[a]));
  const above = masks.map((mask) => masks.flatMap((other, place) => (other !== mask && (other & mask) === mask ? [place] : [])));
  const small = (count: number): boolean => count > 0 && count < threshold;
  const values = truth.map(() => 0);
  const exactly = truth.map(() => 0);
  const goals = [...goalsOf(), ...whole.map((place) => ({ value: () => values[place] ?? 0, need: candidates[place]?.length ?? 0 }))].map(
    (goal) => ({ ...goal, seen: new Set<number>() }),
  );
  let steps = 0;
  const met = (): boolean => goals.every(({ seen, need }) => seen.size >= need);
  search(0);
  return met();

  function goalsOf() {
    const only = exactlyOf(masks, truth, above, order);
    const total = only.reduce((sum, one) => sum + one, 0);
    return [
      ...masks.flatMap((_mask, place) => (small(truth[place] ?? 0) ? [{ value: () => values[place] ?? 0, need: 2 }] : [])),
      ...masks.flatMap((_mask, place) => (small(only[place] ?? 0) ? [{ value: () => exactly[place] ?? 0, need: 2 }] : [])),
      ...(small(total) ? [{ value: () => exactly.reduce((sum, one) => sum + one, 0), need: 2 }] : []),
    ];
  }

  function search(depth: number): boolean {
    steps += 1;
    if (steps > most) return true;
    const place = order[depth];
    if (place === undefined) return note();
    const shared = (above[place] ?? []).reduce((sum, other) => sum + (exactly[other] ?? 0), 0);
    for (const value of candidates[place] ?? []) {
      if (value < shared) continue;
      values[place] = value;
      exactly[place] = value - shared;
      if (search(depth + 1)) return true;
    }
    return false;
  }

  /** A world that prints like the true one, unless the union does not fit. True ends the search. */
  function note(): boolean {
    const total = exactly.reduce((sum, one) => sum + one, 0);
    if (total < least || total > greatest) return false;
    for (const { seen, value } of goals) seen.add(value());
    return met();
  }
}

/** How many meet exactly each set, from how many meet at least it. */
function exactlyOf(
  masks: readonly number[],
  atLeast: readonly number[],
  above: readonly (readonly number[])[],
  order: readonly number[],
): number[] {
  const exactly = masks.map(() => 0);
  for (const place of order) {
    exactly[place] = (atLeast[place] ?? 0) - (above[place] ?? []).reduce((sum, other) => sum + (exactly[other] ?? 0), 0);
  }
  return exactly;
}

const size = (mask = 0): number => mask.toString(2).replaceAll("0", "").length;
