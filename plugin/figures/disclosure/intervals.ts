import { type Balance, signOf } from "./balance.ts";
import type { Circulation } from "./circulation.ts";
import { feasible } from "./feasible.ts";

/** Least and greatest value of each cell over all tables of non-negative integers that agree with what is printed; row-major, margins included. */
export interface Intervals {
  readonly low: Float64Array;
  /** Infinity if nothing bounds the cell. */
  readonly high: Float64Array;
}

/**
 * The exact interval of every cell: each is pushed to its end along augmenting paths, starting from the table the last
 * one left behind. The network matrix is totally unimodular, so both ends are taken by tables of integers. Each such table is added up
 * again. Undefined if no table agrees with what is printed.
 */
export function intervals(balance: Balance): Intervals | undefined {
  const { height, width, low, high } = balance;
  const flow = feasible(balance);
  if (!flow) return undefined;
  assertTable(balance, flow.values);
  const least = Float64Array.from(flow.values);
  const most = Float64Array.from(flow.values);
  const sinks = new Uint8Array(height + width);
  const sums = shiftedSums(balance, flow.values);
  for (let cell = 0; cell < low.length; cell += 1) {
    const line = Math.floor(cell / width);
    const column = height + (cell % width);
    most[cell] = end(cell, column, line, 1);
    least[cell] = end(cell, line, column, -1);
  }
  assertTable(balance, flow.values);
  return unsigned(balance, least, most);

  // Raising a cell gives its column more and takes it back to its line by another way; lowering is the reverse.
  function end(cell: number, source: number, sink: number, sign: 1 | -1): number {
    const seen = sign > 0 ? most : least;
    const bound = (sign > 0 ? high : low)[cell] as number;
    if (seen[cell] === bound) return bound;
    const { values } = flow as Circulation;
    sinks[sink] = 1;
    while (values[cell] !== bound) {
      const room = Math.abs(bound - (values[cell] as number));
      const amount = (flow as Circulation).move(source, sinks, () => room, cell);
      if (amount === Number.POSITIVE_INFINITY) {
        sinks[sink] = 0;
        return sign * amount;
      }
      if (amount === 0) break;
      values[cell] = (values[cell] as number) + sign * amount;
      witness((flow as Circulation).moved, cell);
    }
    sinks[sink] = 0;
    return values[cell] as number;
  }

  /** What a shift touched still adds up and lies within the bounds; then it widens what has been seen. */
  function witness(moved: readonly number[], pushed: number): void {
    const { values } = flow as Circulation;
    const touched = [...moved, pushed];
    sums.assertKept(touched);
    for (const cell of touched) {
      assertBounds(balance, values, cell);
      least[cell] = Math.min(least[cell] as number, values[cell] as number);
      most[cell] = Math.max(most[cell] as number, values[cell] as number);
    }
  }
}

function assertTable(balance: Balance, values: Float64Array): void {
  for (let cell = 0; cell < values.length; cell += 1) assertBounds(balance, values, cell);
  for (let line = 0; line < balance.height; line += 1) assertLines(balance, values, line * balance.width);
  for (let column = 0; column < balance.width; column += 1) assertLines(balance, values, column);
}

/** Keeps the sums of lines and columns as cells change, so that each shift is proved without adding up the whole table. */
function shiftedSums({ height, width }: Balance, values: Float64Array) {
  const known = Float64Array.from(values);
  const off = new Float64Array(height + width);
  const add = (node: number, change: number): void => {
    off[node] = (off[node] as number) + change;
  };
  return {
    assertKept(cells: readonly number[]): void {
      for (const cell of cells) {
        const change = (values[cell] as number) - (known[cell] as number);
        known[cell] = values[cell] as number;
        add(Math.floor(cell / width), change);
        add(height + (cell % width), change);
      }
      for (const cell of cells) {
        if (off[Math.floor(cell / width)] !== 0 || off[height + (cell % width)] !== 0)
          throw new Error(`a witness does not add up at cell ${cell}`);
      }
    },
  };
}

function assertLines({ height, width }: Balance, values: Float64Array, cell: number): void {
  const line = cell - (cell % width);
  let across = 0;
  for (let column = 0; column < width; column += 1) across += values[line + column] as number;
  let down = 0;
  for (let at = cell % width; at < height * width; at += width) down += values[at] as number;
  if (across !== 0 || down !== 0) throw new Error(`a witness does not add up at cell ${cell}`);
}

function assertBounds({ low, high }: Balance, values: Float64Array, cell: number): void {
  const value = values[cell] as number;
  if (!Number.isSafeInteger(value) || value < (low[cell] as number) || value > (high[cell] as number))
    throw new Error(`a witness leaves its bounds at cell ${cell}`);
}

function unsigned(balance: Balance, least: Float64Array, most: Float64Array): Intervals {
  const low = new Float64Array(least.length);
  const high = new Float64Array(least.length);
  for (let cell = 0; cell < least.length; cell += 1) {
    const positive = signOf(balance, Math.floor(cell / balance.width), cell % balance.width) > 0;
    low[cell] = positive ? (least[cell] as number) : 0 - (most[cell] as number);
    high[cell] = positive ? (most[cell] as number) : 0 - (least[cell] as number);
  }
  return { low, high };
}
