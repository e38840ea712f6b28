import { printedRange } from "../disclosure/balance.ts";
import { type Cell, countsPersons, identityOf } from "./cell.ts";
import type { Count, Model } from "./model.ts";

/** Enters what is printed. Two sources that exclude each other do not count the same; then each stays for itself. */
export function enter(model: Model, cells: readonly Cell[]): void {
  const own = new Set<Count>();
  const zeros = new Set(cells.filter(({ protection, value }) => protection === "suppress" && value === "0").map(tableOf));
  for (const cell of cells.filter(countsPersons)) {
    const [low, high] = rangeOf(cell, zeros.has(tableOf(cell)));
    const count = model.counts[model.at(identityOf(cell))] as Count;
    if (Math.max(low, count.low) > Math.min(high, count.high)) continue;
    count.low = Math.max(low, count.low);
    count.high = Math.min(high, count.high);
    count.printed = cell.value;
    const ours = cell.figure !== null && cell.protection !== "published";
    if (ours) own.add(count);
    count.foreign = !own.has(count);
    if (cell.figure !== null) count.figures.add(cell.figure);
  }
}

/** Every count that stands in one table of the reader: same indicator, area, day, rule. */
function tableOf(cell: Cell): string {
  const { indicator, ags, from, to, rule } = identityOf(cell);
  return JSON.stringify([indicator, ags, from, to, rule]);
}

/** @param zeros the table prints true zeros, so that none is hidden behind a `g` */
function rangeOf({ protection, value }: Cell, zeros: boolean): readonly [number, number] {
  const method = protection === "round5" ? "round5" : "suppress";
  return printedRange(method, zeros ? 1 : 0)(value === null ? null : Number(value));
}
