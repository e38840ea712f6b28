import type { Counted } from "./count.ts";
import { type Cell, guard, type Method } from "./guard.ts";

/** One printed cell: a rule, or null for "at least one of them", and the classes; an absent dimension means all. */
export interface CountedCell {
  /** Place among the chosen rules; null = at least one of them. */
  readonly index: number | null;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly potential: Cell;
}

/**
 * All cells of the chosen dimensions with their margins. Margins are added from the true counts and guarded on their own,
 * so they need not agree with the sum of the printed cells. Empty classes are printed like all others: which ones are
 * absent would tell.
 */
export function cellsOf({ applied, by, tally }: Counted, method: Method): CountedCell[] {
  if (by.length === 0) return [];
  const cell = guard(method);
  const margins =
    by.length === 1
      ? [[true]]
      : [
          [true, false],
          [false, true],
          [true, true],
        ];
  return tally.cells.flatMap((counts, place) => {
    const any = place === applied.length;
    if (any ? applied.every(({ test }) => !test) : !applied[place]?.test) return [];
    return margins.flatMap((shown) => {
      const sums = marginOf(
        counts,
        by.map(({ classes }) => classes.length),
        shown,
      );
      return [...sums].map(([key, sum]) => ({ index: any ? null : place, dimensions: named(key, by, shown), potential: cell(sum) }));
    });
  });
}

/** Sums over the dimensions that are not shown, by the indexes of the shown classes. */
function marginOf(counts: Float64Array, sizes: readonly number[], shown: readonly boolean[]): Map<string, number> {
  const sums = new Map<string, number>();
  counts.forEach((persons, cell) => {
    const indexes: number[] = [];
    let rest = cell;
    for (const size of sizes.toReversed()) {
      indexes.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    const key = indexes.filter((_index, place) => shown[place]).join(",");
    sums.set(key, (sums.get(key) ?? 0) + persons);
  });
  return sums;
}

function named(key: string, by: Counted["by"], shown: readonly boolean[]): Record<string, string> {
  const indexes = key.split(",").map(Number);
  const dimensions = by.filter((_dimension, place) => shown[place]);
  return Object.fromEntries(dimensions.map(({ name, classes }, place) => [name, classes[indexes[place] ?? 0] ?? ""]));
}
