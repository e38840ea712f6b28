import { type Audit, type AuditedCell, type AuditOptions, readersBalance } from "./audit.ts";
import { type Balance, signOf } from "./balance.ts";
import { intervals } from "./intervals.ts";
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
 * How each recovered cell follows from what is printed. Of several tables the reason is sought in one of them, with what
 * each of the others tells by itself of the cells they share; only then with what the joint attack found of cells that are
 * not recovered themselves, so that no reason leans on what it is to prove.
 */
export function explain(tables: readonly Table[], options: AuditOptions, { cells }: Audit): Explained[] {
  const own = tables.map((table) => ({ table, balance: readersBalance(table, options) }));
  const reasoners = own.map(({ balance }) => reasoner(balance));
  const alone = tables.length > 1 ? own.map(({ table, balance }) => toldBy(table, balance)) : [];
  const safe = new Map(
    cells.filter(({ recovered }) => !recovered).map((cell) => [key(cell), [cell.low, cell.high ?? Number.POSITIVE_INFINITY]]),
  );
  return cells
    .filter(({ recovered }) => recovered)
    .map((cell) => {
      const tries = own.flatMap(({ table, balance }, index) =>
        placeOf(table, cell).flatMap((place) => {
          const others = alone.filter((_told, other) => other !== index);
          const joint = [others, [...others, safe]].map((told) => () => reasoner(jointly(table, balance, told, place))(place));
          return [() => reasoners[index]?.(place), ...(others.length > 0 ? joint : [])].map((reasons) => ({ table, place, reasons }));
        }),
      );
      for (const { table, place, reasons } of tries) {
        const found = reasons();
        if (found && found[0].value === found[1].value) return { cell, table, place, reasons: found };
      }
      return { cell, table: tables[0] as Table, place: 0, reasons: undefined };
    });
}

/** What is known of cells by their labels: least and greatest value. */
type Told = ReadonlyMap<string, readonly number[]>;

function toldBy(table: Table, balance: Balance): Told {
  const found = intervals(balance);
  const width = table.columns.length + 1;
  const bounds = (cell: number): number[] => [found?.low[cell] ?? 0, found?.high[cell] ?? Number.POSITIVE_INFINITY];
  return new Map([...balance.low.keys()].map((cell) => [key(labelsOf(table, Math.floor(cell / width), cell % width)), bounds(cell)]));
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

/** What is told of each cell but this one, of which only what is printed is taken. */
function jointly(table: Table, printed: Balance, told: readonly Told[], own: number): Balance {
  const { height, width } = printed;
  const low = Float64Array.from(printed.low);
  const high = Float64Array.from(printed.high);
  for (let cell = 0; cell < low.length; cell += 1) {
    if (cell === own) continue;
    const positive = signOf(printed, Math.floor(cell / width), cell % width) > 0;
    const label = key(labelsOf(table, Math.floor(cell / width), cell % width));
    for (const [least = 0, most = 0] of told.map((one) => one.get(label) ?? [0, Number.POSITIVE_INFINITY])) {
      low[cell] = Math.max(low[cell] as number, positive ? least : 0 - most);
      high[cell] = Math.min(high[cell] as number, positive ? most : 0 - least);
    }
  }
  return { height, width, low, high };
}
