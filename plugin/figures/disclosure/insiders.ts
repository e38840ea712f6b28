import { printedRange } from "./balance.ts";
import { endsOf, hidingOf, isLone } from "./hiding.ts";
import type { CountedTable, Table } from "./table.ts";

/**
 * Whether a lone person of one cell, who knows it to be 1, works out another small count of a rounded table (facts: domain.md
 * §5.3, singletons). `0 + 0 = 5`, which is 1 + 2: whoever is the one knows the two. A count stays open to somebody if it can
 * be one more or one less, within the rounding of every cell and margin, without that person's own cell changing.
 */
export function loneLearns(counted: CountedTable, printed: Table, threshold: number): boolean {
  const height = counted.rows.length + 1;
  const width = counted.columns.length + 1;
  const counts = counted.cells.flat();
  const shown = printed.cells.flat();
  const range = printedRange("round5", 0);
  const everything = new Uint8Array(counts.length).fill(1);
  const given = { height, width, counts, floor: 0 as const, cost: counts };
  const hiding = hidingOf(given, everything, (cell) => range(shown[cell] ?? null));
  if (!counts.some((_count, cell) => isLone(hiding, cell))) return false;
  const small = counts.keys().filter((cell) => (counts[cell] as number) > 0 && (counts[cell] as number) < threshold);
  return small.some((cell) => {
    const way = wayAround(cell, -1);
    return (way ?? []).some((one) => one !== cell && isLone(hiding, one) && wayAround(cell, one) === undefined);
  });

  function wayAround(cell: number, avoid: number): number[] | undefined {
    for (const change of [1, -1] as const) {
      const [least, most] = range(shown[cell] ?? null);
      const next = (counts[cell] as number) + change;
      const way = next < least || next > most ? undefined : hiding.freeWay(...endsOf(hiding, cell, change), cell, avoid);
      if (way) return way;
    }
    return undefined;
  }
}
