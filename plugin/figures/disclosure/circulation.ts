import type { Balance } from "./balance.ts";
import { searcher } from "./search.ts";

/** One consistent table (as a balance) that can be shifted along cycles; all arithmetic in integers. */
export interface Circulation {
  readonly values: Float64Array;
  /**
   * Moves as much as possible, at most `limit`, from one node to the other without touching `except`, along one shortest
   * path. Nodes: lines first, then columns. Returns what was moved, Infinity if nothing bounds it (then nothing is moved),
   * 0 if there is no way. `sinks` marks the nodes where the path may end.
   */
  move(source: number, sinks: Uint8Array, limit: (sink: number) => number, except: number): number;
  /** The cells that the last move changed. */
  readonly moved: number[];
}

/** Shifts start from `values`, which must lie within the bounds; lines need not add up yet. */
export function circulation(bounds: Balance, values: Float64Array): Circulation {
  const { height, width, low, high } = bounds;
  const parent = new Int32Array(height + width);
  const search = searcher(bounds, values, parent);
  const moved: number[] = [];
  return { values, moved, move };

  function move(source: number, sinks: Uint8Array, limit: (sink: number) => number, except: number): number {
    moved.length = 0;
    const sink = search(source, sinks, except);
    if (sink < 0) return 0;
    let amount = limit(sink);
    for (let node = sink; node !== source; node = parent[node] as number) amount = Math.min(amount, room(parent[node] as number, node));
    if (amount === Number.POSITIVE_INFINITY) return amount;
    for (let node = sink; node !== source; node = parent[node] as number) shift(parent[node] as number, node, amount);
    return amount;
  }

  function room(from: number, to: number): number {
    if (from < height) {
      const cell = from * width + to - height;
      return (high[cell] as number) - (values[cell] as number);
    }
    const cell = to * width + from - height;
    return (values[cell] as number) - (low[cell] as number);
  }

  function shift(from: number, to: number, amount: number): void {
    const cell = from < height ? from * width + to - height : to * width + from - height;
    values[cell] = (values[cell] as number) + (from < height ? amount : -amount);
    moved.push(cell);
  }
}
