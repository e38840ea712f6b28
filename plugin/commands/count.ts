import { type Counted, count } from "../figures/eligibility/count.ts";
import { noDay, readDay } from "../figures/eligibility/days.ts";
import type { Method } from "../figures/eligibility/guard.ts";
import { readProfile } from "../figures/eligibility/profile.ts";
import { reportOf } from "../figures/eligibility/report.ts";
import { type Result, resultOf } from "../figures/eligibility/result.ts";
import { type CountableRule, isCountable, rules } from "../figures/eligibility/rule.ts";
import { rowsOf, type TableOptions, tableOf } from "../figures/eligibility/table.ts";
import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { systemClock, today } from "../ports/clock.ts";
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
 * law at the Stichtag was not read and nobody vouches for it by name, or a table by classes had to be withheld. A Stichtag
 * still to come is refused, but for the office's own eyes: who will be there on that day is not known. Nothing of a person
 * in any output.
 */
export async function countFile(_context: CommandContext, path: string, options: Options): Promise<ExitStatus> {
  const { asOf = "", protect: method, releasedBy } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || readDay(asOf) === noDay) throw new Refusal("count.as-of");
  const ahead = asOf > today(systemClock);
  if (ahead && method !== "none") throw new Refusal("count.ahead", { values: { asOf: formatDate(asOf) } });
  const profile = readProfile(options.profile);
  const ags = areaOf(options.ags ?? profile.ags ?? "");
  const counted = await count({ path, asOf, rules: chosen(options.rules), by: words(options.by ?? ""), profile });
  const result = resultOf(counted, method);
  const unread = asOf > result.checkedUntil;
  const stands = !ahead && (!unread || releasedBy !== undefined);
  const form = { ags, source: profile.source, provisional: !stands };
  if (options.json) process.stdout.write(`${JSON.stringify(forPrograms(counted, result, { releasedBy, form }))}\n`);
  else {
    if (ags === "") process.stderr.write(`${say("count.ags-missing")}\n`);
    process.stdout.write(tableOf(counted, result, form));
    process.stderr.write(reportOf(result));
  }
  const law = { asOf: formatDate(asOf), checked: formatDate(result.checkedUntil) };
  if (counted.records === 0) process.stderr.write(`${say("count.nobody")}\n`);
  if (ahead) process.stderr.write(`${say("count.preview", law)}\n`);
  else if (!stands) process.stderr.write(`${say("count.law", law)}\n`);
  else if (releasedBy !== undefined) process.stderr.write(`${say("count.released", { ...law, by: releasedBy })}\n`);
  return stands && result.rejectedLines === 0 && (result.withheld ?? []).length === 0 ? 0 : 1;
}

/** The printed result, and the same figures as rows that `import` takes. */
function forPrograms(
  counted: Counted,
  result: Result,
  { releasedBy, form }: { releasedBy: string | undefined; form: TableOptions },
): object {
  return {
    ...result,
    label: say("count.label"),
    ...(releasedBy === undefined ? {} : { releasedBy }),
    table: rowsOf(counted, result, form),
  };
}

function areaOf(ags: string): string {
  if (!/^(\d{5}|\d{8})?$/.test(ags)) throw new Refusal("count.ags");
  return ags;
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
