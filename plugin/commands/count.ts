import { cellsOf } from "../figures/eligibility/cells.ts";
import { type Counted, count } from "../figures/eligibility/count.ts";
import { noDay, readDay } from "../figures/eligibility/days.ts";
import type { Method } from "../figures/eligibility/guard.ts";
import { type Profile, readProfile } from "../figures/eligibility/profile.ts";
import { reportOf } from "../figures/eligibility/report.ts";
import { type Result, resultOf } from "../figures/eligibility/result.ts";
import { type CountableRule, isCountable, rules } from "../figures/eligibility/rule.ts";
import { tableOf } from "../figures/eligibility/table.ts";
import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import type { CommandContext, ExitStatus } from "./command.ts";

interface Options {
  asOf?: string;
  rules: string;
  by?: string;
  protect: Method;
  profile?: string;
  ags?: string;
  releasedBy?: string;
  json?: boolean;
}

/**
 * `count FILE`: eligibility from a register export, inside the office that holds it. 1 when lines were rejected, or when the
 * law at the Stichtag was not read and nobody vouches for it by name. Nothing of a person in any output.
 */
export async function countFile(_context: CommandContext, path: string, options: Options): Promise<ExitStatus> {
  const { asOf = "", protect: method, releasedBy } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || readDay(asOf) === noDay) throw new Refusal("count.as-of");
  const profile = readProfile(options.profile);
  const counted = await count({ path, asOf, rules: chosen(options.rules), by: words(options.by ?? ""), profile });
  const result = resultOf(counted, method);
  const unread = asOf > result.checkedUntil;
  const stands = !unread || releasedBy !== undefined;
  if (options.json) process.stdout.write(`${JSON.stringify(forPrograms(counted, result, releasedBy))}\n`);
  else {
    process.stdout.write(table(counted, { profile, options, provisional: !stands }));
    process.stderr.write(reportOf(result));
  }
  const law = { asOf: formatDate(asOf), checked: formatDate(result.checkedUntil) };
  if (!stands) process.stderr.write(`${say("count.law", law)}\n`);
  else if (releasedBy !== undefined) process.stderr.write(`${say("count.released", { ...law, by: releasedBy })}\n`);
  return stands && result.rejectedLines === 0 ? 0 : 1;
}

function forPrograms(counted: Counted, result: Result, releasedBy: string | undefined): object {
  const cells = cellsOf(counted, result.method).map(({ index, ...cell }) => ({
    rule: index === null ? "atLeastOne" : (result.results[index]?.rule ?? ""),
    ...cell,
  }));
  return {
    ...result,
    label: say("count.label"),
    ...(cells.length > 0 ? { cells } : {}),
    ...(releasedBy === undefined ? {} : { releasedBy }),
  };
}

function table(counted: Counted, { profile, options, provisional }: { profile: Profile; options: Options; provisional: boolean }): string {
  const ags = options.ags ?? profile.ags ?? "";
  if (!/^(\d{5}|\d{8})?$/.test(ags)) throw new Refusal("count.ags");
  if (ags === "") process.stderr.write(`${say("count.ags-missing")}\n`);
  return tableOf(counted, { method: options.protect, ags, source: profile.source, provisional });
}

const words = (list: string): string[] =>
  list
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

function chosen(list: string): CountableRule[] {
  const known = [...rules.values()].filter(isCountable);
  const ids = [...new Set(words(list))];
  const found = known.filter(({ rule }) => ids.includes(rule));
  const other = ids.find((id) => !found.some(({ rule }) => rule === id));
  if (other !== undefined || found.length === 0) {
    throw new Refusal("count.rules", { values: { known: known.map(({ rule }) => rule).join(", ") } });
  }
  return ids.flatMap((id) => found.filter(({ rule }) => rule === id));
}
