import { say } from "../../messages.ts";
import { indicator } from "../indicators.ts";
import { type Cell, countsPersons } from "./cell.ts";

/**
 * Rounding and suppression must never be mixed for one indicator of one area over time: the exact number of one undoes the
 * rounding of the other (facts: domain.md §5.5 no. 3). What a source published by itself is neither.
 */
export function mixed(fresh: readonly Cell[], known: readonly Cell[]): { kind: "methods"; name: string; path: string[] }[] {
  const own = (cell: Cell) => countsPersons(cell) && (cell.protection === "round5" || cell.protection === "suppress");
  const series = Map.groupBy([...fresh, ...known].filter(own), ({ indicator, area }) => `${indicator} ${area.ags}`);
  return [...series.values()].flatMap((cells) => {
    const [first] = cells;
    const mine = cells.some((cell) => fresh.includes(cell));
    if (!first || !mine || new Set(cells.map(({ protection }) => protection)).size < 2) return [];
    const name = `${indicator(first.indicator).label}, ${first.area.name}`;
    return [{ kind: "methods" as const, name, path: [say("publication.methods")] }];
  });
}
