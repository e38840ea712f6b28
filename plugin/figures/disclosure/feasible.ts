import type { Balance } from "./balance.ts";
import { type Circulation, circulation } from "./circulation.ts";

/** Some table that agrees with everything printed, or undefined if the printed numbers contradict each other. */
export function feasible(balance: Balance): Circulation | undefined {
  const { height, width, low, high } = balance;
  const values = low.map((least, cell) => start(least, high[cell] as number));
  const found = circulation(balance, values);
  const excess = excessOf(values, height, width);
  const sinks = new Uint8Array(height + width);
  excess.forEach((one, node) => {
    sinks[node] = one > 0 ? 1 : 0;
  });
  for (let source = 0; source < excess.length; source += 1) {
    while ((excess[source] as number) < 0) {
      let end = 0;
      const limit = (sink: number) => {
        end = sink;
        return Math.min(-(excess[source] as number), excess[sink] as number);
      };
      const amount = found.move(source, sinks, limit, -1);
      if (amount === 0) return undefined;
      excess[source] = (excess[source] as number) + amount;
      excess[end] = (excess[end] as number) - amount;
      if (excess[end] === 0) sinks[end] = 0;
    }
  }
  return excess.every((one) => one === 0) ? found : undefined;
}

/** The middle of a bounded cell, which is what was printed if it was rounded; else the end that is known. */
function start(least: number, most: number): number {
  if (least === Number.NEGATIVE_INFINITY) return most;
  return most === Number.POSITIVE_INFINITY ? least : Math.floor((least + most) / 2);
}

/** What leaves each node more than it gets: lines give what their cells hold, columns take it. */
function excessOf(values: Float64Array, height: number, width: number): Float64Array {
  const excess = new Float64Array(height + width);
  values.forEach((value, cell) => {
    const line = Math.floor(cell / width);
    const column = height + (cell % width);
    excess[line] = (excess[line] as number) + value;
    excess[column] = (excess[column] as number) - value;
  });
  return excess;
}
