import { signOf } from "./balance.ts";
import { cellBetween, endsOf, type Hiding } from "./hiding.ts";

/** A set of cells along which readers can shift one person in or out of a cell, and what it costs to hide those still printed. */
export interface Way {
  readonly cells: readonly number[];
  readonly cost: number;
}

/**
 * The cheapest cycle through `cell` along which its count could be one more (`change` 1) or one less (-1) without any
 * printed number changing, the cell `avoid` left out. A cell is safe from exact recovery if and only if it is on such a
 * cycle of hidden cells. Undefined if nothing can be hidden to make one. Dijkstra on lines and columns, dense.
 */
export function cheapestWay(hiding: Hiding, cell: number, change: 1 | -1, avoid: number): Way | undefined {
  if (stepCost(hiding, cell, change) === Number.POSITIVE_INFINITY) return undefined;
  const [source, sink] = endsOf(hiding, cell, change);
  const free = hiding.hidden[cell] ? hiding.freeWay(source, sink, cell, avoid) : undefined;
  if (free) return { cells: [cell, ...free], cost: 0 };
  const parent = shortest(hiding, source, sink, (one) => one === cell || one === avoid);
  if (parent[sink] === -1) return undefined;
  const cells = [cell];
  for (let node = sink; node !== source; node = parent[node] as number) cells.push(cellBetween(hiding, parent[node] as number, node));
  return { cells, cost: cells.reduce((total, one) => total + (hiding.hidden[one] ? 0 : (hiding.cost[one] as number)), 0) };
}

function shortest(hiding: Hiding, source: number, sink: number, barred: (cell: number) => boolean): Int32Array {
  const nodes = hiding.height + hiding.width;
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const parent = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  distance[source] = 0;
  for (let node = source; node >= 0 && node !== sink; node = nearest(distance, done)) {
    done[node] = 1;
    const [first, last] = node < hiding.height ? [hiding.height, nodes] : [0, hiding.height];
    for (let next = first; next < last; next += 1) {
      const cell = cellBetween(hiding, node, next);
      if (done[next] || barred(cell)) continue;
      const sign = signOf(hiding, Math.floor(cell / hiding.width), cell % hiding.width);
      // Among ways that cost the same, the shorter one.
      const total = (distance[node] as number) + 0.001 + stepCost(hiding, cell, node < hiding.height ? sign : sign > 0 ? -1 : 1);
      if (total < (distance[next] as number)) {
        distance[next] = total;
        parent[next] = node;
      }
    }
  }
  return parent;
}

function nearest(distance: Float64Array, done: Uint8Array): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < distance.length; node += 1) {
    if (done[node] || (distance[node] as number) >= least) continue;
    best = node;
    least = distance[node] as number;
  }
  return best;
}

function stepCost({ counts, hidden, floor, cost }: Hiding, cell: number, change: 1 | -1): number {
  if ((counts[cell] as number) + change < floor) return Number.POSITIVE_INFINITY;
  return hidden[cell] ? 0 : (cost[cell] as number);
}
