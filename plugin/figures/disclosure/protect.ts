import { Refusal } from "../../refusal.ts";
import { type Audit, audit } from "./audit.ts";
import { loneLearns } from "./insiders.ts";
import { mergeColumns, mergeRows } from "./merge.ts";
import { roundTable } from "./round.ts";
import { type Suppressed, suppress } from "./suppress.ts";
import type { CountedTable, Method, Table } from "./table.ts";

export interface ProtectOptions {
  readonly method: Method;
  /** Counts from 1 to threshold - 1 are protected; 3 at least (facts: domain.md §5.5). */
  readonly threshold: number;
  /** Suppression only: print every 0 instead of hiding each of them. */
  readonly zeros: boolean;
}

/** A table that may leave the house, with the audit that says so. */
export interface Protected {
  readonly table: Table;
  readonly audit: Audit;
  /** Cells hidden as small, and hidden beside them; both 0 when rounded. */
  readonly primary: number;
  readonly secondary: number;
}

export interface Protection {
  /** Undefined: no publication possible in this form, the numbers are too small. */
  readonly safe?: Protected;
  /** The finest table found that can be published instead, or that loses less when too much had to be hidden. */
  readonly coarser?: Protected;
}

/** Above this share of hidden counts a coarser table says more. */
const sparse = 0.5;

/**
 * Protects a counted table and attacks the result; what the attack recovers is never returned. Throws a Refusal (422) for a
 * threshold below 3 and what `audit` throws.
 */
export function protect(table: CountedTable, options: ProtectOptions): Protection {
  if (!Number.isInteger(options.threshold) || options.threshold < 3)
    throw new Refusal("disclosure.threshold", { values: { found: options.threshold }, status: 422 });
  const safe = attempt(table, options);
  if (safe && hiddenShare(safe.table, table) <= sparse) return { safe };
  const coarser = coarsen(table, options);
  return { ...(safe && { safe }), ...(coarser && { coarser }) };
}

function attempt(table: CountedTable, options: ProtectOptions): Protected | undefined {
  const { method, threshold, zeros } = options;
  const done: Suppressed | undefined =
    method === "round5" ? { table: roundTable(table), primary: 0, secondary: 0 } : suppress(table, threshold, zeros);
  if (!done || (method === "round5" && loneLearns(table, done.table, threshold))) return undefined;
  // No zero among the counts: a reader who takes hidden cells for at least 1 is right, whatever we say. Attack as that reader.
  const noneHidden = method === "suppress" && (zeros || !table.cells.flat().includes(0));
  const found = audit(done.table, { method, threshold, zeros: noneHidden });
  return found.recovered > 0 || found.groups.length > 0 ? undefined : { ...done, audit: found };
}

/**
 * Joins lines or columns (`merge`) until the table can be published without hiding most of it. A table whose small counts
 * alone are most of it is not tried, and a large one is joined by several pairs at a time: this is advice, not the best table.
 */
function coarsen(table: CountedTable, options: ProtectOptions): Protected | undefined {
  let rest: CountedTable | undefined = table;
  while (rest) {
    const choices: CountedTable[] = [mergeRows(rest), mergeColumns(rest)].filter((one) => one !== undefined);
    const tried = choices.filter((choice) => !isHopeless(choice, options)).map((choice) => ({ choice, done: attempt(choice, options) }));
    const good = tried.filter(({ choice, done }) => done && hiddenShare(done.table, choice) <= sparse);
    const [best] = good.sort((a, b) => printedCounts(b.done) - printedCounts(a.done));
    if (best?.done) return best.done;
    // Neither is enough: go on from the one that keeps more cells.
    rest = choices.sort((a, b) => size(b) - size(a))[0];
    for (let more = Math.floor((rest ? rest.rows.length + rest.columns.length : 0) / 20); rest && more > 0; more -= 1)
      rest = rest.rows.length >= rest.columns.length ? (mergeRows(rest) ?? mergeColumns(rest)) : (mergeColumns(rest) ?? mergeRows(rest));
  }
  return undefined;
}

function isHopeless(table: CountedTable, { method, threshold }: ProtectOptions): boolean {
  if (method === "round5") return false;
  const counts = table.cells.flat().filter((count) => count > 0);
  return counts.filter((count) => count < threshold).length > sparse * counts.length;
}

const size = ({ rows, columns }: Table): number => rows.length * columns.length;

const printedCounts = (done: Protected | undefined): number =>
  done?.table.cells.flat().filter((cell) => cell !== null && cell > 0).length ?? 0;

function hiddenShare(table: Table, counted: CountedTable): number {
  const counts = counted.cells.flatMap((line, row) =>
    line.flatMap((count, column) => (count > 0 ? [table.cells[row]?.[column] ?? null] : [])),
  );
  return counts.length === 0 ? 0 : counts.filter((cell) => cell === null).length / counts.length;
}
