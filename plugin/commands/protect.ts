import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { protectBeside } from "../figures/disclosure/ledger.ts";
import type { Protected, Protection } from "../figures/disclosure/protect.ts";
import { readCounted } from "../figures/disclosure/read-table.ts";
import { assertSums } from "../figures/disclosure/sums.ts";
import type { Table } from "../figures/disclosure/table.ts";
import { writeTable } from "../figures/disclosure/write-table.ts";
import { say } from "../messages.ts";
import { type AuditCommandOptions, ledgerOf, thresholdOf } from "./audit.ts";
import type { CommandContext, ExitStatus } from "./command.ts";

/**
 * `protect TABLE`: for the office that counted. Prints the protected table, notes on standard error; 1 and the coarser
 * table that would work, when this one cannot be published. What the audit recovers is never printed.
 */
export async function protectTable(_context: CommandContext, path: string, options: AuditCommandOptions): Promise<ExitStatus> {
  const { method, zeros = false } = options;
  const counted = readCounted(readFileSync(path, "utf8"), basename(path));
  assertSums(counted, basename(path));
  const how = { method, zeros, threshold: thresholdOf(options.threshold) };
  const result = await protectBeside(counted, how, ledgerOf(options));
  const { safe, coarser } = result;
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ published: safe !== undefined, ...report(safe), coarser: coarser ? report(coarser) : null })}\n`,
    );
  else print(result, say(`disclosure.foot.${method}`, { threshold: options.threshold }));
  return safe ? 0 : 1;
}

function print({ safe, coarser }: Protection, foot: string): void {
  if (safe) {
    process.stdout.write(writeTable(safe.table));
    process.stderr.write(
      `${[foot, ...narrowNote(safe), ...(coarser ? [say("disclosure.sparse"), ...advice(coarser.table)] : [])].join("\n")}\n`,
    );
    return;
  }
  process.stdout.write(`${say("disclosure.impossible")}\n`);
  if (coarser) process.stdout.write(`${say("disclosure.coarser")}\n${advice(coarser.table).join("\n")}\n\n${writeTable(coarser.table)}`);
  else process.stdout.write(`${say("disclosure.no-coarser")}\n`);
}

const narrowNote = ({ audit: { narrow } }: Protected): string[] => (narrow > 0 ? [say("disclosure.narrow", { narrow })] : []);

/** Which lines and columns to join; the labels of the coarser table say it. */
function advice({ rows, columns }: Table): string[] {
  const joined = (labels: readonly string[]) => labels.filter((label) => label.includes(" + "));
  return [
    ...joined(rows).map((label) => say("disclosure.join-rows", { label })),
    ...joined(columns).map((label) => say("disclosure.join-columns", { label })),
  ];
}

function report(done: Protected | undefined) {
  if (!done) return {};
  const { table, primary, secondary, audit } = done;
  return { table: writeTable(table), primary, secondary, recovered: audit.recovered, narrow: audit.narrow, groups: audit.groups };
}
