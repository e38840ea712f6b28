import { type Balance, signOf } from "./balance.ts";
import { circulation } from "./circulation.ts";
import { feasible } from "./feasible.ts";
import { cellBetween, endsOf } from "./hiding.ts";

/** One number in a reason: the cell it stands in, how it enters, and the value an attacker takes for it. */
export interface Term {
  /** Row-major, margins included. */
  readonly cell: number;
  readonly sign: 1 | -1;
  readonly taken: number;
  /** Whether the cell is known to be that and nothing else. */
  readonly exact: boolean;
}

/** Why a cell cannot be more (`high`) or less (`low`) than `value`: the sum of the terms; none if its own mark says so. */
export interface Reason {
  readonly bound: "low" | "high";
  readonly value: number;
  readonly terms: readonly Term[];
}

/**
 * The shortest reasons for both ends of a cell's interval. A cell that cannot be raised further is cut off: between the
 * lines and columns that could give to it and the rest, every other cell is at its end, so that the difference of their sums
 * leaves this value (minimum cut). That is a proof anybody can add up. Undefined if no table agrees with the balance, or if
 * nothing bounds the cell.
 */
export function reasoner(balance: Balance): (cell: number) => readonly [low: Reason, high: Reason] | undefined {
  const start = feasible(balance)?.values;
  return (cell) => {
    const low = start && reason(balance, Float64Array.from(start), cell, -1);
    const high = start && low && reason(balance, Float64Array.from(start), cell, 1);
    return low && high && [low, high];
  };
}

function reason(balance: Balance, values: Float64Array, cell: number, change: 1 | -1): Reason | undefined {
  const { height, width } = balance;
  const sign = signOf(balance, Math.floor(cell / width), cell % width);
  const [source, sink] = endsOf(balance, cell, change);
  const flow = circulation(balance, values);
  const bound = (sign * change > 0 ? balance.high : balance.low)[cell] as number;
  const sinks = new Uint8Array(height + width);
  sinks[sink] = 1;
  while (values[cell] !== bound) {
    const amount = flow.move(source, sinks, () => Math.abs(bound - (values[cell] as number)), cell);
    if (amount === 0) break;
    if (amount === Number.POSITIVE_INFINITY) return undefined;
    values[cell] = (values[cell] as number) + sign * change * amount;
  }
  const value = sign * (values[cell] as number) + 0;
  const name = change > 0 ? "high" : "low";
  if (values[cell] === bound) return { bound: name, value, terms: [] };
  const sides = [reached(balance, values, cell, source, true), reached(balance, values, cell, sink, false)];
  const [best] = sides.map((side) => termsOf(balance, values, cell, side)).sort((a, b) => a.length - b.length);
  return { bound: name, value, terms: best ?? [] };
}

/** The nodes something can be moved to from `start` (or from which it can be moved there), the cell left out. */
function reached(balance: Balance, values: Float64Array, cell: number, start: number, forward: boolean): Uint8Array {
  const { height, width, low, high } = balance;
  const seen = new Uint8Array(height + width);
  seen[start] = 1;
  const queue = [start];
  for (const node of queue) {
    const [first, last] = node < height ? [height, height + width] : [0, height];
    for (let next = first; next < last; next += 1) {
      const arc = cellBetween(balance, node, next);
      if (seen[next] || arc === cell) continue;
      const gives = node < height === forward;
      const open = gives ? (values[arc] as number) < (high[arc] as number) : (values[arc] as number) > (low[arc] as number);
      if (!open) continue;
      seen[next] = 1;
      queue.push(next);
    }
  }
  return seen;
}

/** What lies between the two sides, as an equation for the cell. */
function termsOf(balance: Balance, values: Float64Array, cell: number, side: Uint8Array): Term[] {
  const { height, width, low, high } = balance;
  const coefficient = (one: number): number => (side[Math.floor(one / width)] as number) - (side[height + (one % width)] as number);
  const signed = (one: number): number => coefficient(one) * signOf(balance, Math.floor(one / width), one % width);
  const own = signed(cell);
  return [...values.keys()].flatMap((one): Term[] => {
    if (one === cell || coefficient(one) === 0) return [];
    const sign = -signed(one) * own > 0 ? 1 : -1;
    const taken = Math.abs(values[one] as number);
    return taken === 0 ? [] : [{ cell: one, sign, taken, exact: low[one] === high[one] }];
  });
}
