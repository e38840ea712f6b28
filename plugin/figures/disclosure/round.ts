import type { CountedTable, Table } from "./table.ts";

/** The nearest multiple of 5: 0–2 → 0, 3–7 → 5, 8–12 → 10 (NRW school statistics; facts: domain.md §5.1). */
export const round5 = (count: number): number => Math.floor((count + 2) / 5) * 5;

/** Rounds every cell and every margin for itself: margins need not add up afterwards, and each stays within 2 of the truth. */
export function roundTable(table: CountedTable): Table {
  return { ...table, cells: table.cells.map((line) => line.map(round5)) };
}
