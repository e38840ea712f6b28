import { orderOf } from "./order.ts";
import type { CountedTable } from "./table.ts";

type Line = readonly number[];

/**
 * The table with two of its lines made one: the two smallest, or where the labels have an order the two neighbours that are
 * smallest together. Undefined if there is only one line. Labels are joined by ` + `, in the order of the table.
 */
export function mergeRows(table: CountedTable): CountedTable | undefined {
  const [into, from] = pairOf(table) ?? [];
  if (into === undefined || from === undefined) return undefined;
  const { rows, cells } = table;
  const merged = (cells[into] as Line).map((count, column) => count + (cells[from]?.[column] as number));
  return {
    ...table,
    rows: rows.map((label, row) => (row === into ? `${label} + ${rows[from]}` : label)).filter((_label, row) => row !== from),
    cells: cells.map((line, row) => (row === into ? merged : line)).filter((_line, row) => row !== from),
  };
}

/** The same for two columns. */
export function mergeColumns(table: CountedTable): CountedTable | undefined {
  const merged = mergeRows(turned(table));
  return merged && turned(merged);
}

/** The pair of lines to join, the upper one first. */
function pairOf({ rows, cells }: CountedTable): readonly [number, number] | undefined {
  const { ordered, places, rest } = orderOf(rows);
  const bySize = (lines: readonly number[]): number[] => lines.toSorted((a, b) => total(cells[a]) - total(cells[b]) || b - a);
  const together = ([a, b]: readonly [number, number]): number => total(cells[a]) + total(cells[b]);
  if (!ordered) return upperFirst(bySize(places));
  const neighbours = places.slice(1).map((place, index) => [places[index] as number, place] as const);
  const others = upperFirst(bySize(rest));
  const [best] = [...neighbours, ...(others ? [others] : [])].sort((a, b) => together(a) - together(b));
  // Nothing has a neighbour any more: what is left is joined, too.
  return best ?? upperFirst(bySize([...places, ...rest]));
}

function upperFirst([first, second]: readonly number[]): readonly [number, number] | undefined {
  return first === undefined || second === undefined ? undefined : [Math.min(first, second), Math.max(first, second)];
}

function turned({ corner, rows, columns, cells }: CountedTable): CountedTable {
  return {
    corner,
    rows: columns,
    columns: rows,
    cells: (cells[0] as Line).map((_count, column) => cells.map((line) => line[column] as number)),
  };
}

const total = (line: Line | undefined): number => line?.at(-1) ?? 0;
