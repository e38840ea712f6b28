import type { Town } from "../config/schema.ts";
import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { addDays, addMonths } from "./deadline/days.ts";
import { isWorkingDay } from "./deadline/holidays.ts";

/** How a town counts (facts: inquiries.md §4.3). */
export type DeadlineRule = Town["deadline"];

/** A sitting of the body that asked; `date` as day or point in time. */
export interface Sitting {
  readonly date: string;
}

export interface Deadline {
  /** Day by which the answer has to be ready, `YYYY-MM-DD`. */
  readonly due: string;
  /** Day of the sitting that receives the answer; null while none is known. */
  readonly receiving: string | null;
  /** How it was counted, in German. */
  readonly because: string;
}

/** Without a known sitting, after so many days somebody has to look again. It is a reminder, not a rule. */
const lookAgainAfterDays = 28;

/**
 * When an answer is due, and which sitting receives it.
 * Days and months end on the next working day if they end on a Saturday, Sunday or holiday (§§ 187, 188, 193 BGB);
 * working days are Monday to Friday without the Land's holidays; `nextMeeting` takes the first sitting whose
 * Redaktionsschluss (`leadDays` before it) has not passed.
 * `beforeMeeting` counts back from the sitting that decides, which then is `asked`.
 * @param asked day of the sitting in which it was asked
 * @param sittings the same body's sittings, in any order; those up to `asked` are ignored
 * @param extension a later day that was agreed with who asked; it replaces the counted day, never shortens it
 */
export function due(input: {
  rule: DeadlineRule;
  asked: string;
  today: string;
  land: string;
  sittings: readonly Sitting[];
  extension?: { readonly until: string };
}): Deadline {
  const later = input.sittings.map(({ date }) => date.slice(0, 10)).filter((date) => date > input.asked);
  const counted = count(input, later.toSorted());
  const until = input.extension?.until;
  if (until === undefined || until <= counted.due) return counted;
  const receiving = later.toSorted().find((date) => date >= until) ?? null;
  return { due: until, receiving, because: say("deadline.extended", { until: formatDate(until), counted: formatDate(counted.due) }) };
}

function count(
  { rule, asked, today, land }: { rule: DeadlineRule; asked: string; today: string; land: string },
  later: readonly string[],
): Deadline {
  if (rule.kind === "nextMeeting") return forNextSitting(rule.leadDays, asked, today, later);
  if (rule.kind === "beforeMeeting") return beforeSitting(rule.count, asked, land);
  const counted = { days: addDays, months: addMonths, workingDays: (day: string, days: number) => addWorkingDays(day, days, land) }[
    rule.kind
  ](asked, rule.count);
  const end = addWorkingDays(addDays(counted, -1), 1, land);
  const because = say(`deadline.${rule.kind}${rule.count === 1 ? "-1" : ""}`, { count: rule.count, asked: formatDate(asked) });
  return {
    due: end,
    receiving: later.find((date) => date >= end) ?? null,
    because: end === counted ? because : `${because} ${say("deadline.moved", { from: formatDate(counted) })}`,
  };
}

function forNextSitting(leadDays: number, asked: string, today: string, later: readonly string[]): Deadline {
  const receiving = later.find((date) => addDays(date, -leadDays) >= today && addDays(date, -leadDays) > asked);
  if (receiving === undefined) {
    const base = asked > today ? asked : today;
    return {
      due: addDays(base, lookAgainAfterDays),
      receiving: null,
      because: say("deadline.no-meeting", { days: lookAgainAfterDays, from: formatDate(base) }),
    };
  }
  const key = leadDays === 0 ? "deadline.nextMeeting" : "deadline.nextMeeting-lead";
  return { due: addDays(receiving, -leadDays), receiving, because: say(key, { sitting: formatDate(receiving), days: leadDays }) };
}

/** A paper that a sitting decides: the letter is due so many days before it, or on the working day before that. */
function beforeSitting(count: number, sitting: string, land: string): Deadline {
  let end = addDays(sitting, -count);
  while (!isWorkingDay(end, land)) end = addDays(end, -1);
  return { due: end, receiving: sitting, because: say("deadline.beforeMeeting", { days: count, sitting: formatDate(sitting) }) };
}

/** The `count`-th working day after `day`. */
export function addWorkingDays(day: string, count: number, land: string): string {
  let end = day;
  for (let left = count; left > 0; ) {
    end = addDays(end, 1);
    if (isWorkingDay(end, land)) left -= 1;
  }
  return end;
}
