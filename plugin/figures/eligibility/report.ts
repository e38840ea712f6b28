import { say } from "../../messages.ts";
import { formatDate } from "../format.ts";
import type { Result, RuleResult } from "./result.ts";
import type { Transition } from "./transition.ts";

/** What must be said beside the numbers, in German: which criteria were applied and which not, what is missing, what was rejected. */
export function reportOf(result: Result): string {
  const { asOf, checkedUntil, method, laterStatus } = result;
  const lines = [
    say("count.title", { asOf: formatDate(asOf), checked: formatDate(checkedUntil) }),
    say(`count.method-${method}`),
    ...result.results.flatMap(ruleLines),
    ...result.overlaps.map(({ rules, potential }) => say("count.overlap", { rules: rules.join(", "), potential })),
    ...(result.atLeastOne === null ? [] : [say("count.any", { potential: result.atLeastOne })]),
    ...withheldLines(result),
    ...(laterStatus === 0 ? [] : [say("count.later-status", { persons: laterStatus })]),
    ...rejectedLines(result),
  ];
  return `${lines.join("\n")}\n`;
}

function ruleLines(rule: RuleResult): string[] {
  const { norm, version, potential, missing, transition } = rule;
  if (version === null) return [say("count.before", { norm })];
  const first =
    potential === null || missing === null
      ? say("count.not-applicable", { norm, version })
      : say("count.rule", { norm, version, potential, missing });
  const details = [
    versionLine(rule),
    ...(transition ? transitionLines(transition) : []),
    ...(rule.applied.length > 0 ? [say("count.applied", { criteria: rule.applied.join("; ") })] : []),
    ...(rule.notApplied.length > 0 ? [say("count.not-applied", { criteria: rule.notApplied.join("; ") })] : []),
    ...rule.notes,
    ...(rule.uncertain === undefined ? [] : [say("count.uncertain", { what: rule.uncertain })]),
  ];
  return [first, ...details.map((line) => `  ${line}`)];
}

function versionLine({ validFrom, validTo, law, url, checkedUntil }: RuleResult): string {
  const values = { from: formatDate(validFrom ?? ""), law: law ?? "", url, checked: formatDate(checkedUntil) };
  return validTo === null ? say("count.version-open", values) : say("count.version", { ...values, to: formatDate(validTo) });
}

function transitionLines({ holders, potential, endings }: Transition): string[] {
  return [
    say("count.transition", { holders }),
    ...Object.entries(potential).map(([rule, persons]) => say("count.transition-to", { rule, persons })),
    ...endings.map(({ end, until, holders: persons }) =>
      say(`count.transition-end-${end}`, { holders: persons, ...(until === undefined ? {} : { until: formatDate(until) }) }),
    ),
    say("count.transition-pending"),
  ];
}

/** What could not be printed by classes, and which classes to join. */
function withheldLines({ cells, withheld = [], method }: Result): string[] {
  const joined = (labels: readonly string[]) => labels.filter((label) => label.includes(" + "));
  const advice = withheld.flatMap(({ rule, coarser }) => {
    const labels = coarser ? joined([...coarser.rows, ...coarser.columns]) : [];
    return [say("count.withheld", { rule }), ...(labels.length > 0 ? [say("count.withheld-join", { labels: labels.join("; ") })] : [])];
  });
  return cells === undefined || method === "none" ? advice : [...advice, say("count.any-classes")];
}

function rejectedLines({ rejected, rejectedLines: lines }: Result): string[] {
  const listed = rejected.map(({ line, column, code }) =>
    column === null
      ? say("count.rejected-line", { line, what: say(`count.fault.${code}`) })
      : say("count.rejected-cell", { line, column, what: say(`count.fault.${code}`) }),
  );
  return lines > rejected.length ? [...listed, say("count.rejected-more", { more: lines - rejected.length })] : listed;
}
