import type { Balance } from "./balance.ts";

/** Shortest path in the residual graph from a node to one of the sinks, without the arc `except`; its end, or -1. */
export type Search = (source: number, sinks: Uint8Array, except: number) => number;

/**
 * Breadth first; the path is left in `parent`. What is still unseen is kept in two shrinking lists, so that a dense table
 * is not scanned again for every node. Nodes: lines first, then columns; a line may give to a column what its cell can
 * still take, a column may give back what is above the cell's least.
 */
export function searcher({ height, width, low, high }: Balance, values: Float64Array, parent: Int32Array): Search {
  const queue = new Int32Array(height + width);
  const lines = new Int32Array(height);
  const columns = new Int32Array(width);
  return (source, sinks, except) => {
    let linesLeft = fill(lines, 0, source);
    let columnsLeft = fill(columns, height, source);
    let tail = 0;
    queue[tail++] = source;
    for (let at = 0; at < tail; at += 1) {
      const node = queue[at] as number;
      const fromLine = node < height;
      const unseen = fromLine ? columns : lines;
      const left = fromLine ? columnsLeft : linesLeft;
      let kept = 0;
      for (let index = 0; index < left; index += 1) {
        const next = unseen[index] as number;
        const cell = fromLine ? node * width + next - height : next * width + node - height;
        const open = fromLine ? (values[cell] as number) < (high[cell] as number) : (values[cell] as number) > (low[cell] as number);
        if (!open || cell === except) {
          unseen[kept++] = next;
          continue;
        }
        parent[next] = node;
        if (sinks[next]) return next;
        queue[tail++] = next;
      }
      if (fromLine) columnsLeft = kept;
      else linesLeft = kept;
    }
    return -1;
  };
}

function fill(list: Int32Array, first: number, source: number): number {
  let length = 0;
  for (let index = 0; index < list.length; index += 1) if (first + index !== source) list[length++] = first + index;
  return length;
}
