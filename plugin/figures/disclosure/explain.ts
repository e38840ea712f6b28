import { type Audit, type AuditedCell, type AuditOptions, readersBalance } from "./audit.ts";
import { type Balance, signOf } from "./balance.ts";
import { labelsOf, type Table } from "./table.ts";
import { type Reason, reasoner } from "./why.ts";

/** A cell that can be worked out, and how. */
export interface Explained {
  readonly cell: AuditedCell;
  /** The table in which the reasons add up. */
  readonly table: Table;
  /** The cell in it, row-major. */
  readonly place: number;
  /** Undefined if only all lines and columns of several tables together tell. */
  readonly reasons: readonly [low: Reason, high: Reason] | undefined;
}

/**
 * How each recovered cell follows from what is printed. In several tables the reason is sought in one of them, with what
 * the joint attack found of its other cells.
 */
export function explain(tables: readonly Table[], options: AuditOptions, { cells }: Audit): Explained[] {
  const known = new Map(cells.map((cell) => [key(cell), cell]));
  const own = tables.map((table) => ({ table, balance: readersBalance(table, options) }));
  const reasoners = own.map(({ balance }) => reasoner(balance));
  return cells
    .filter(({ recovered }) => recovered)
    .map((cell) => {
      const places = own.flatMap(({ table, balance }, index) => placeOf(table, cell).map((place) => ({ table, balance, index, place })));
      const tries = places.flatMap(({ table, balance, index, place }) => {
        const alone = reasoners[index]?.(place);
        const joint = tables.length > 1 ? [reasoner(jointly(table, balance, known, place))(place)] : [];
        return [alone, ...joint].map((reasons) => ({ table, place, reasons }));
      });
      const found = tries.find(({ reasons }) => reasons && reasons[0].value === reasons[1].value);
      return { cell, table: found?.table ?? (tables[0] as Table), place: found?.place ?? 0, reasons: found?.reasons };
    });
}

const key = ({ row, column }: { row: string; column: string }): string => JSON.stringify([row, column]);

function placeOf(table: Table, cell: AuditedCell): number[] {
  const width = table.columns.length + 1;
  const count = (table.rows.length + 1) * width;
  const at = Array.from({ length: count }, (_cell, place) => place).find(
    (place) => key(labelsOf(table, Math.floor(place / width), place % width)) === key(cell),
  );
  return at === undefined ? [] : [at];
}

/** What the attack on all tables found of each cell but this one, of which only what is printed is taken. */
function jointly(table: Table, printed: Balance, known: ReadonlyMap<string, AuditedCell>, own: number): Balance {
  const { height, width } = printed;
  const low = Float64Array.from(printed.low);
  const high = Float64Array.from(printed.high);
  for (let cell = 0; cell < low.length; cell += 1) {
    const found = known.get(key(labelsOf(table, Math.floor(cell / width), cell % width)));
    if (cell === own || !found) continue;
    const most = found.high ?? Number.POSITIVE_INFINITY;
    const positive = signOf(printed, Math.floor(cell / width), cell % width) > 0;
    low[cell] = positive ? found.low : 0 - most;
    high[cell] = positive ? most : 0 - found.low;
  }
  return { height, width, low, high };
}
