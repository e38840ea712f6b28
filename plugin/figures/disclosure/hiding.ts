import { type Balance, signOf } from "./balance.ts";
import { type Search, searcher } from "./search.ts";

/** The true table during suppression: what is hidden so far, and what hiding another cell would cost. Row-major, margins included. */
export interface Hiding {
  readonly height: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly hidden: Uint8Array;
  /** Readers know that a hidden cell is at least this. */
  readonly floor: 0 | 1;
  /** Infinity = must stay printed. */
  readonly cost: readonly number[];
  hide(cell: number): void;
  /** The shortest way through hidden cells alone from one node to another, `except` and `avoid` left out; the cells, or undefined. */
  freeWay(source: number, sink: number, except: number, avoid: number): number[] | undefined;
}

type Given = Pick<Hiding, "height" | "width" | "counts" | "floor" | "cost">;

/** What readers know of a hidden count by itself: least and greatest value. */
type Range = (cell: number) => readonly [number, number];

/**
 * Begins with the cells of `hidden`. What readers may shift is kept beside, so that a way that costs nothing is found at
 * once. `range` if a hidden cell is not simply at least `floor`.
 */
export function hidingOf(given: Given, hidden: Uint8Array, range: Range = () => [given.floor, Number.POSITIVE_INFINITY]): Hiding {
  const { height, width, counts } = given;
  const values = Float64Array.from(counts, (count, cell) => signOf(given, Math.floor(cell / width), cell % width) * count);
  const bounds: Balance = { height, width, low: Float64Array.from(values), high: Float64Array.from(values) };
  const parent = new Int32Array(height + width);
  const sinks = new Uint8Array(height + width);
  const search: Search = searcher(bounds, values, parent);
  const open = (cell: number): void => {
    const positive = signOf(given, Math.floor(cell / width), cell % width) > 0;
    const [least, most] = range(cell);
    bounds.low[cell] = positive ? least : -most;
    bounds.high[cell] = positive ? most : -least;
  };
  const close = (cell: number): void => {
    bounds.low[cell] = values[cell] as number;
    bounds.high[cell] = values[cell] as number;
  };
  hidden.forEach((one, cell) => {
    if (one) open(cell);
  });
  return {
    ...given,
    hidden,
    hide(cell) {
      hidden[cell] = 1;
      open(cell);
    },
    freeWay(source, sink, except, avoid) {
      if (avoid >= 0) close(avoid);
      sinks[sink] = 1;
      const found = search(source, sinks, except);
      sinks[sink] = 0;
      if (avoid >= 0 && hidden[avoid]) open(avoid);
      return found < 0 ? undefined : cellsBack(source, sink);
    },
  };

  function cellsBack(source: number, sink: number): number[] {
    const cells: number[] = [];
    for (let node = sink; node !== source; node = parent[node] as number) cells.push(cellBetween(given, parent[node] as number, node));
    return cells;
  }
}

/** The cell that is the arc between a line and a column, whichever comes first. */
export const cellBetween = ({ height, width }: { height: number; width: number }, from: number, to: number): number =>
  from < height ? from * width + to - height : to * width + from - height;

/** Where a way must begin and end that lets a count be one more (`change` 1) or one less (-1). Nodes: lines, then columns. */
export function endsOf(hiding: Pick<Hiding, "height" | "width">, cell: number, change: 1 | -1): readonly [source: number, sink: number] {
  const line = Math.floor(cell / hiding.width);
  const column = hiding.height + (cell % hiding.width);
  return change === signOf(hiding, line, cell % hiding.width) ? [column, line] : [line, column];
}

/** A count of one person, margins aside: whoever it is knows it. */
export const isLone = ({ counts, height, width }: Pick<Hiding, "counts" | "height" | "width">, cell: number): boolean =>
  counts[cell] === 1 && cell % width < width - 1 && cell < (height - 1) * width;
