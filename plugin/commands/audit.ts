import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Audit, type AuditedCell, audit } from "../figures/disclosure/audit.ts";
import { readLedger } from "../figures/disclosure/ledger.ts";
import { auditLinked } from "../figures/disclosure/linked.ts";
import { readTable } from "../figures/disclosure/read-table.ts";
import { assertSums } from "../figures/disclosure/sums.ts";
import type { Method, Table } from "../figures/disclosure/table.ts";
import { say } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import type { CommandContext, ExitStatus } from "./command.ts";

export interface AuditCommandOptions {
  method: Method;
  threshold: string;
  zeros?: boolean;
  ledger?: string;
  json?: boolean;
}

/** `audit TABLE…`: attacks tables as their readers could; 1 when a small count can be worked out, groups alone do not change the status. */
export async function auditTables(_context: CommandContext, paths: string[], options: AuditCommandOptions): Promise<ExitStatus> {
  const { method, zeros = false } = options;
  const given = paths.map((path) => readTable(readFileSync(path, "utf8"), basename(path)));
  if (method === "suppress") given.forEach((table, index) => void assertSums(table, basename(paths[index] as string)));
  const tables = [...given, ...ledgerOf(options)];
  const how = { method, zeros, threshold: thresholdOf(options.threshold) };
  const [only, ...others] = tables;
  const found = only && others.length === 0 ? audit(only, how) : await auditLinked(tables, how);
  process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : text(found));
  return found.recovered > 0 ? 1 : 0;
}

/** The tables of `--ledger`. A file that is not there is an error: an attack that left it out would say "safe" where it is not. */
export const ledgerOf = ({ ledger }: AuditCommandOptions): Table[] =>
  ledger === undefined ? [] : readLedger(readFileSync(ledger, "utf8"), basename(ledger));

/** The threshold as typed; throws a Refusal (422) unless it is a whole number of 3 or more. */
export function thresholdOf(typed: string): number {
  if (!/^\d{1,4}$/.test(typed) || Number(typed) < 3) throw new Refusal("disclosure.threshold", { values: { found: typed }, status: 422 });
  return Number(typed);
}

function text({ cells, recovered, narrow, groups }: Audit): string {
  const lines = [
    ...cells.filter((cell) => cell.recovered).map(({ row, column, low }) => say("disclosure.audit.recovered", { row, column, low })),
    ...cells.filter((cell) => !cell.recovered).map(interval),
    ...groups.map(({ axis, group, category }) => say(`disclosure.audit.group-${axis}`, { group, category })),
    say("disclosure.audit.summary", { recovered, narrow, groups: groups.length }),
  ];
  return `${lines.join("\n")}\n`;
}

const interval = ({ row, column, low, high }: AuditedCell): string =>
  high === null ? say("disclosure.audit.unbounded", { row, column, low }) : say("disclosure.audit.interval", { row, column, low, high });
