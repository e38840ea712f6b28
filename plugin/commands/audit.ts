import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Audit, type AuditedCell, type AuditOptions, audit } from "../figures/disclosure/audit.ts";
import { auditDates } from "../figures/disclosure/dates.ts";
import { explain } from "../figures/disclosure/explain.ts";
import { adviceOf, pathOf } from "../figures/disclosure/in-words.ts";
import { readLedger } from "../figures/disclosure/ledger.ts";
import { auditLinked } from "../figures/disclosure/linked.ts";
import { assertOneMethod } from "../figures/disclosure/one-method.ts";
import { propose } from "../figures/disclosure/propose.ts";
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
  explain?: boolean;
  earlier?: string;
}

/** How a cell can be worked out, in German sentences. */
interface Finding {
  readonly row: string;
  readonly column: string;
  readonly path: readonly string[];
}

/** `audit TABLE…`: attacks tables as their readers could; 1 when a small count can be worked out, groups alone do not change the status. */
export async function auditTables(_context: CommandContext, paths: string[], options: AuditCommandOptions): Promise<ExitStatus> {
  const { method, zeros = false } = options;
  const given = paths.map((path) => readTable(readFileSync(path, "utf8"), basename(path)));
  if (method === "suppress") given.forEach((table, index) => void assertSums(table, basename(paths[index] as string)));
  if (options.earlier !== undefined) return changes(given, options.earlier, options);
  const ledger = ledgerOf(options);
  assertOneMethod(ledger, method);
  const tables = [...given, ...ledger];
  const how = { method, zeros, threshold: thresholdOf(options.threshold) };
  const [only, ...others] = tables;
  const found = only && others.length === 0 ? audit(only, how) : await auditLinked(tables, how);
  const explained = !options.json || options.explain ? findingsOf(tables, how, found) : undefined;
  if (options.json) process.stdout.write(`${JSON.stringify({ ...found, ...(explained && { findings: explained }) })}\n`);
  else if (explained) process.stdout.write(text(found, explained));
  return found.recovered > 0 ? 1 : 0;
}

/** The same table at an earlier day: 1 when a small change can be worked out. */
function changes(given: readonly Table[], path: string, { method, zeros = false, threshold, json }: AuditCommandOptions): ExitStatus {
  const [later, ...others] = given;
  if (!later || others.length > 0) throw new Refusal("disclosure.dates-one", { status: 422 });
  const earlier = readTable(readFileSync(path, "utf8"), basename(path));
  if (method === "suppress") assertSums(earlier, basename(path));
  assertOneMethod([earlier], method);
  const found = auditDates(earlier, later, { method, zeros, threshold: thresholdOf(threshold) });
  const told = found.cells.filter(({ recovered }) => recovered);
  const lines = [
    ...told.map(({ row, column, low }) => say("disclosure.dates-recovered", { row, column, change: low ?? 0 })),
    ...(told.length > 0 ? [say("disclosure.dates-proposal")] : []),
    say("disclosure.dates-summary", { recovered: found.recovered, narrow: found.narrow }),
  ];
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines.join("\n")}\n`);
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

interface Findings {
  readonly cells: readonly Finding[];
  /** What to do about all of them; null if nothing was recovered. */
  readonly proposal: string | null;
}

function findingsOf(tables: readonly Table[], how: AuditOptions, found: Audit): Findings {
  const cells = explain(tables, how, found).map((one) => ({ row: one.cell.row, column: one.cell.column, path: pathOf(one) }));
  const [only, ...others] = tables;
  if (found.recovered === 0 || !only) return { cells, proposal: null };
  return { cells, proposal: others.length > 0 ? say("disclosure.propose.linked") : adviceOf(propose(only, how, found)) };
}

function text({ cells, recovered, narrow, groups }: Audit, findings: Findings): string {
  const told = cells.filter((cell) => cell.recovered);
  const lines = [
    ...told.flatMap(({ row, column, low }, index) => [
      say("disclosure.audit.recovered", { row, column, low }),
      ...(findings.cells[index]?.path ?? []).map((line) => `  ${line}`),
    ]),
    ...(findings.proposal === null ? [] : [findings.proposal]),
    ...cells.filter((cell) => !cell.recovered).map(interval),
    ...groups.map(({ axis, group, category }) => say(`disclosure.audit.group-${axis}`, { group, category })),
    say("disclosure.audit.summary", { recovered, narrow, groups: groups.length }),
  ];
  return `${lines.join("\n")}\n`;
}

const interval = ({ row, column, low, high }: AuditedCell): string =>
  high === null ? say("disclosure.audit.unbounded", { row, column, low }) : say("disclosure.audit.interval", { row, column, low, high });
