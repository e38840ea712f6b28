import type { CountedTable } from "./table.ts";

type Line = readonly number[];

/** The table with its two smallest lines made one, or undefined if there is only one. Labels are joined by ` + `. */
export function mergeRows(table: CountedTable): CountedTable | undefined {
  const { rows, cells } = table;
  if (rows.length < 2) return undefined;
  const bySize = rows.map((_label, row) => row).sort((a, b) => total(cells[a]) - total(cells[b]) || b - a);
  const [into, from] = bySize.slice(0, 2).sort((a, b) => a - b) as [number, number];
  const merged = (cells[into] as Line).map((count, column) => count + (cells[from]?.[column] as number));
  return {
    ...table,
    rows: rows.map((label, row) => (row === into ? `${label} + ${rows[from]}` : label)).filter((_label, row) => row !== from),
    cells: cells.map((line, row) => (row === into ? merged : line)).filter((_line, row) => row !== from),
  };
}

/** The same for the two smallest columns. */
export function mergeColumns(table: CountedTable): CountedTable | undefined {
  const merged = mergeRows(turned(table));
  return merged && turned(merged);
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
