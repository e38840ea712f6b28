import { type Hiding, hidingOf, isLone } from "./hiding.ts";
import { cheapestWay, type Way } from "./paths.ts";
import type { CountedTable, Table } from "./table.ts";

export interface Suppressed {
  readonly table: Table;
  /** Counts below the threshold, and the printed cells of groups that lie in one category. */
  readonly primary: number;
  /** Hidden only so that the others cannot be worked out. */
  readonly secondary: number;
}

/**
 * Hides every count from 1 to threshold - 1 and, one after the other, the cheapest cells that keep each of them from being
 * worked out, even by a lone person of another cell who knows that cell to be 1. Hiding more never makes a cell less safe,
 * so one pass is enough. `zeros` true prints every 0 (then none is ever hidden), false none. Undefined if no choice of
 * cells is safe, or if nothing would be left to say.
 */
export function suppress(table: CountedTable, threshold: number, zeros: boolean): Suppressed | undefined {
  const hiding = begin(table, threshold, zeros);
  const small = [...hiding.counts.keys()].filter((cell) => between(hiding.counts[cell] as number, threshold));
  const groups = groupsOf(hiding);
  for (const { whole } of groups) hiding.hide(whole);
  const primary = hiding.hidden.reduce((total, one, cell) => total + (one && hiding.counts[cell] ? 1 : 0), 0);
  const safe = groups.every(({ others }) => openGroup(hiding, others)) && closeGaps(hiding, small);
  if (!safe || saysNothing(hiding)) return undefined;
  const all = hiding.hidden.reduce((total, one, cell) => total + (one && hiding.counts[cell] ? 1 : 0), 0);
  const cells = table.cells.map((line, row) => line.map((count, column) => (hiding.hidden[row * hiding.width + column] ? null : count)));
  return { table: { ...table, cells }, primary, secondary: all - primary };
}

const between = (count: number, threshold: number) => count > 0 && count < threshold;

function begin(table: CountedTable, threshold: number, zeros: boolean): Hiding {
  const height = table.rows.length + 1;
  const width = table.columns.length + 1;
  const counts = table.cells.flat();
  const hidden = Uint8Array.from(counts, (count) => (between(count, threshold) || (count === 0 && !zeros) ? 1 : 0));
  const cost = counts.map((count, cell) => {
    if (count === 0 || cell === counts.length - 1) return Number.POSITIVE_INFINITY;
    const margin = cell >= (height - 1) * width || cell % width === width - 1;
    // A margin says as much as many cells; among cells the smaller one is missed less.
    return (margin ? 20 : 1) * (10 + Math.log2(1 + count));
  });
  return hidingOf({ height, width, counts, floor: zeros || !counts.includes(0) ? 1 : 0, cost }, hidden);
}

/** Lines and columns with all their members in one category: its cell, and the empty ones. */
function groupsOf({ height, width, counts }: Hiding): { whole: number; others: number[] }[] {
  const lines = Array.from({ length: height - 1 }, (_, row) => Array.from({ length: width - 1 }, (_, column) => row * width + column));
  const columns = Array.from({ length: width - 1 }, (_, column) => Array.from({ length: height - 1 }, (_, row) => row * width + column));
  return [...lines, ...columns].flatMap((cells) => {
    const [whole, ...more] = cells.filter((cell) => (counts[cell] as number) > 0);
    if (cells.length < 2 || whole === undefined || more.length > 0) return [];
    return [{ whole, others: cells.filter((cell) => cell !== whole) }];
  });
}

/** Makes room for a member in one of the empty categories, so that nobody can tell where all of them are. */
function openGroup(hiding: Hiding, others: readonly number[]): boolean {
  return hide(hiding, cheapest(others.map((cell) => cheapestWay(hiding, cell, 1, -1))));
}

/** Hides what more must be so that none of these cells can be worked out; false if nothing helps. */
export const closeGaps = (hiding: Hiding, cells: readonly number[]): boolean => cells.every((cell) => secure(hiding, cell));

function secure(hiding: Hiding, cell: number): boolean {
  const way = wayAround(hiding, cell, -1);
  if (!hide(hiding, way)) return false;
  const insiders = (way as Way).cells.filter((one) => one !== cell && isLone(hiding, one));
  return insiders.every((insider) => hide(hiding, wayAround(hiding, cell, insider)));
}

const wayAround = (hiding: Hiding, cell: number, avoid: number) =>
  cheapest([cheapestWay(hiding, cell, 1, avoid), cheapestWay(hiding, cell, -1, avoid)]);

function hide(hiding: Hiding, way: Way | undefined): boolean {
  for (const cell of way?.cells ?? []) if (!hiding.hidden[cell]) hiding.hide(cell);
  return way !== undefined;
}

function cheapest(ways: readonly (Way | undefined)[]): Way | undefined {
  return ways.reduce((best, way) => (way && (!best || way.cost < best.cost) ? way : best), undefined);
}

/** The grand total is too small itself, or no count of a cell is left. */
function saysNothing({ counts, hidden, height, width }: Hiding): boolean {
  const isCount = (cell: number) => cell % width < width - 1 && cell < (height - 1) * width;
  return hidden.at(-1) === 1 || !counts.some((count, cell) => count > 0 && isCount(cell) && !hidden[cell]);
}
