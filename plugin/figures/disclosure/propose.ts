import { type Audit, type AuditOptions, audit, readersBalance } from "./audit.ts";
import { signOf } from "./balance.ts";
import { feasible } from "./feasible.ts";
import { hidingOf } from "./hiding.ts";
import { orderOf } from "./order.ts";
import { closeGaps } from "./suppress.ts";
import { labelsOf, type Table } from "./table.ts";

/** What to do about a table that leaks. `hide`: these cells, too. `join`: two lines or columns. `none`: only fewer classes or dimensions help. */
export type Proposal =
  | { readonly kind: "hide"; readonly cells: readonly { readonly row: string; readonly column: string }[] }
  | { readonly kind: "join"; readonly axis: "row" | "column"; readonly labels: readonly [string, string]; readonly proved: boolean }
  | { readonly kind: "none" };

/**
 * Looks for the least that mends a leaking table, knowing only what is printed. What is proposed for a suppressed table was
 * attacked again and holds; joined lines of a rounded table must be counted and rounded anew, so that nothing is proved.
 */
export function propose(table: Table, options: AuditOptions, found: Audit): Proposal {
  const leaks = found.cells.filter(({ recovered }) => recovered);
  if (options.method === "suppress") return hiding(table, options, leaks) ?? joining(table, options, leaks) ?? { kind: "none" };
  const [any] = pairs(table.rows, (label) => leaks.some(({ row }) => row === label));
  return any
    ? { kind: "join", axis: "row", labels: [table.rows[any[0]] as string, table.rows[any[1]] as string], proved: false }
    : { kind: "none" };
}

/** The cheapest cells that put every recovered one on a cycle again, chosen with some table that agrees with what is printed. */
function hiding(table: Table, options: AuditOptions, recovered: Audit["cells"]): Proposal | undefined {
  const balance = readersBalance(table, options);
  const { height, width } = balance;
  const counts = [...(feasible(balance)?.values ?? [])].map(
    (value, cell) => value * signOf(balance, Math.floor(cell / width), cell % width) + 0,
  );
  const printed = table.cells.flat();
  const margin = (cell: number): boolean => cell >= (height - 1) * width || cell % width === width - 1;
  const cost = counts.map((_count, cell) =>
    cell === printed.length - 1 || printed[cell] === 0 ? Number.POSITIVE_INFINITY : margin(cell) ? 20 : 1,
  );
  const floor = printed.includes(0) || options.zeros ? 1 : 0;
  const state = hidingOf(
    { height, width, counts, floor, cost },
    Uint8Array.from(printed, (cell) => (cell === null ? 1 : 0)),
  );
  const leaks = recovered.map(({ row, column }) => placeOf(table.rows, row) * width + placeOf(table.columns, column));
  for (const cell of leaks) if (!state.hidden[cell]) state.hide(cell);
  if (!closeGaps(state, leaks)) return undefined;
  const cells = table.cells.map((line, row) => line.map((cell, column) => (state.hidden[row * width + column] ? null : cell)));
  if (!holds({ ...table, cells }, options)) return undefined;
  const more = [...printed.keys()].filter((cell) => printed[cell] !== null && state.hidden[cell]);
  return { kind: "hide", cells: more.map((cell) => labelsOf(table, Math.floor(cell / width), cell % width)) };
}

const placeOf = (labels: readonly string[], label: string): number => (labels.indexOf(label) < 0 ? labels.length : labels.indexOf(label));

function joining(table: Table, options: AuditOptions, leaks: Audit["cells"]): Proposal | undefined {
  const row = pairs(table.rows, (label) => leaks.some((leak) => leak.row === label)).find((pair) => holds(joined(table, pair), options));
  if (row) return { kind: "join", axis: "row", labels: [table.rows[row[0]] as string, table.rows[row[1]] as string], proved: true };
  const column = pairs(table.columns, (label) => leaks.some((leak) => leak.column === label)).find((pair) =>
    holds(turned(joined(turned(table), pair)), options),
  );
  return (
    column && {
      kind: "join",
      axis: "column",
      labels: [table.columns[column[0]] as string, table.columns[column[1]] as string],
      proved: true,
    }
  );
}

/** So many are tried. */
const most = 20;

/** Which labels may be joined, those of leaking lines first: neighbours where they have an order, else any two. */
function pairs(labels: readonly string[], leaks: (label: string) => boolean): (readonly [number, number])[] {
  const { ordered, places } = orderOf(labels);
  const all = ordered
    ? places.slice(1).map((place, index) => [places[index] as number, place] as const)
    : labels.flatMap((_label, first) => labels.slice(first + 1).map((_other, index) => [first, first + 1 + index] as const));
  const leaking = (pair: readonly number[]): number => pair.filter((place) => leaks(labels[place] as string)).length;
  return all.toSorted((a, b) => leaking(b) - leaking(a)).slice(0, most);
}

/** What would be printed of two lines made one: their sum if both are printed. */
function joined(table: Table, [into, from]: readonly [number, number]): Table {
  const both = (table.cells[into] ?? []).map((cell, column) => {
    const other = table.cells[from]?.[column] ?? null;
    return cell === null || other === null ? null : cell + other;
  });
  return {
    ...table,
    rows: table.rows.filter((_label, row) => row !== from),
    cells: table.cells.map((line, row) => (row === into ? both : line)).filter((_line, row) => row !== from),
  };
}

const turned = ({ corner, rows, columns, cells }: Table): Table => ({
  corner,
  rows: columns,
  columns: rows,
  cells: (cells[0] ?? []).map((_cell, column) => cells.map((line) => line[column] ?? null)),
});

function holds(table: Table, options: AuditOptions): boolean {
  if (table.rows.length === 0 || table.columns.length === 0) return false;
  return audit(table, options).recovered === 0;
}
