import { round5 } from "../disclosure/round.ts";

/** How a printed count is made safe cell by cell; `none` is for the source office's own eyes. */
export const methods = ["round5", "suppress", "none"] as const;
export type Method = (typeof methods)[number];

/** A count as printed; `g` is kept secret. */
export type Cell = number | "g";

/** Counts of persons below it are small (facts: domain.md §5.5). */
export const threshold = 5;

/**
 * Each cell for itself, margins like any other cell (facts: domain.md §5.5). That a single cell is safe does not make its
 * table safe: suppressed cells can be worked out from margins and overlaps, which only protecting the whole table prevents.
 */
export function guard(method: Method): (count: number) => Cell {
  if (method === "round5") return round5;
  if (method === "suppress") return (count) => (count < threshold ? "g" : count);
  return (count) => count;
}
