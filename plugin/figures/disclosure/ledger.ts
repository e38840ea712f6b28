import { Refusal } from "../../refusal.ts";
import { auditLinked } from "./linked.ts";
import { assertOneMethod } from "./one-method.ts";
import { type Protected, type Protection, type ProtectOptions, protect } from "./protect.ts";
import { readTable } from "./read-table.ts";
import type { CountedTable, Table } from "./table.ts";

/**
 * Reads the tables that are public already: the table form one after the other, an empty line between them; an empty file
 * is an empty ledger. They must be of the same persons and day. Throws what `readTable` throws, with the line of the file.
 */
export function readLedger(text: string, file: string): Table[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const starts = lines.flatMap((line, at) => (line.trim() && !lines[at - 1]?.trim() ? [at] : []));
  // Empty lines in front keep the numbers of the lines right.
  return starts.map((start, index) => readTable("\n".repeat(start) + lines.slice(start, starts[index + 1]).join("\n"), file));
}

/**
 * `protect`, beside what is public already: a result that the ledger helps to unpick is dropped. Secondary cells are not
 * chosen with the ledger in view, so that this may refuse more than it must, never less. Throws a Refusal (422) if the
 * ledger gives something away by itself or was protected by the other method, and what `auditLinked` throws.
 */
export async function protectBeside(table: CountedTable, options: ProtectOptions, ledger: readonly Table[]): Promise<Protection> {
  assertOneMethod(ledger, options.method);
  const { safe, coarser } = protect(table, options);
  if (ledger.length === 0) return { ...(safe && { safe }), ...(coarser && { coarser }) };
  if (await leaks(ledger, options)) throw new Refusal("disclosure.ledger-leaks", { status: 422 });
  const held = async (done: Protected | undefined) => done && !(await leaks([done.table, ...ledger], options));
  return { ...((await held(safe)) && safe && { safe }), ...((await held(coarser)) && coarser && { coarser }) };
}

async function leaks(tables: readonly Table[], options: ProtectOptions): Promise<boolean> {
  const { recovered, groups } = await auditLinked(tables, options);
  return recovered > 0 || groups.length > 0;
}
