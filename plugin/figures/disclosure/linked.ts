import { Refusal } from "../../refusal.ts";
import { type Audit, type AuditedCell, type AuditOptions, conclude, contradiction, readersBalance, tally } from "./audit.ts";
import { type Intervals, intervals } from "./intervals.ts";
import { ends } from "./programme.ts";
import { systemOf } from "./system.ts";
import type { Table } from "./table.ts";

/** Beyond this an integer programme per unknown takes minutes. */
const most = 600;

/**
 * Attacks several tables of the same persons together: cells with the same two labels are one count, so that what one
 * table hides may follow from another (facts: domain.md §5.3, linked tables). Exact, by integer programmes within what
 * each table says by itself. Throws a Refusal (422) as `audit` does, and for more unknowns than can be tried.
 */
export async function auditLinked(tables: readonly Table[], options: AuditOptions): Promise<Audit> {
  const alone = tables.map((table) => intervals(readersBalance(table, options)));
  if (!alone.every((one) => one !== undefined)) throw contradiction(tables, options);
  const system = systemOf(tables, alone);
  const open = system.low.filter((least, unknown) => least !== system.high[unknown]).length;
  if (open > most) throw new Refusal("disclosure.linked-size", { values: { found: open, most }, status: 422 });
  const found = await ends(system);
  if (!found) throw new Refusal("disclosure.contradiction-linked", { status: 422 });
  const audits = tables.map((table, index) => {
    const pick = (values: readonly number[]) =>
      Float64Array.from(system.unknowns[index] as number[], (unknown) => values[unknown] as number);
    const own: Intervals = { low: pick(found.low), high: pick(found.high) };
    return conclude(table, own, options);
  });
  return { ...tally(once(audits.flatMap(({ cells }) => cells)), options.threshold), groups: audits.flatMap(({ groups }) => groups) };
}

/** A cell that stands in several tables is one finding. */
function once(cells: readonly AuditedCell[]): AuditedCell[] {
  return [...new Map(cells.map((cell) => [JSON.stringify([cell.row, cell.column]), cell])).values()];
}
