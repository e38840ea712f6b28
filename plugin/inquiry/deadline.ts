import type { Town } from "../config/schema.ts";
import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { before, closing, type Lead } from "./deadline/closing.ts";
import { addDays, addMonths } from "./deadline/days.ts";
import { isWorkingDay } from "./deadline/holidays.ts";

/** How a town counts (facts: inquiries.md §4.3). */
export type DeadlineRule = Town["deadline"];

/** A sitting of the body that asked; `date` as day or point in time, `id` that of the RIS where it is known. */
export interface Sitting {
  readonly date: string;
  readonly id?: string;
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
 * @param leads Redaktionsschluss and Ladungsfrist of the body, where it has its own: then they count instead of `leadDays`
 * @param extension a later day that was agreed with who asked; it replaces the counted day, never shortens it
 */
export function due(input: {
  rule: DeadlineRule;
  asked: string;
  today: string;
  land: string;
  sittings: readonly Sitting[];
  leads?: readonly Lead[];
  extension?: { readonly until: string };
}): Deadline {
  const { leads = [], land } = input;
  const later = input.sittings.map(({ date }) => date.slice(0, 10)).filter((date) => date > input.asked);
  const counted = count({ ...input, leads }, later.toSorted());
  const until = input.extension?.until;
  if (until === undefined || until <= counted.due) return counted;
  const receiving = later.toSorted().find((date) => closing(date, leads, land) >= until) ?? null;
  return { due: until, receiving, because: say("deadline.extended", { until: formatDate(until), counted: formatDate(counted.due) }) };
}

function count(
  { rule, asked, today, land, leads }: { rule: DeadlineRule; asked: string; today: string; land: string; leads: readonly Lead[] },
  later: readonly string[],
): Deadline {
  if (rule.kind === "nextMeeting" && leads.length > 0) return beforeNextSitting(leads, land, asked, today, later);
  if (rule.kind === "nextMeeting") return forNextSitting(rule.leadDays, asked, today, later);
  if (rule.kind === "beforeMeeting") return beforeSitting(rule.count, asked, land);
  const counted = { days: addDays, months: addMonths, workingDays: (day: string, days: number) => addWorkingDays(day, days, land) }[
    rule.kind
  ](asked, rule.count);
  const end = addWorkingDays(addDays(counted, -1), 1, land);
  const because = say(`deadline.${rule.kind}${rule.count === 1 ? "-1" : ""}`, { count: rule.count, asked: formatDate(asked) });
  return {
    due: end,
    receiving: later.find((date) => closing(date, leads, land) >= end) ?? null,
    because: end === counted ? because : `${because} ${say("deadline.moved", { from: formatDate(counted) })}`,
  };
}

function forNextSitting(leadDays: number, asked: string, today: string, later: readonly string[]): Deadline {
  const receiving = later.find((date) => addDays(date, -leadDays) >= today && addDays(date, -leadDays) > asked);
  if (receiving === undefined) return withoutSitting(asked, today);
  const key = leadDays === 0 ? "deadline.nextMeeting" : "deadline.nextMeeting-lead";
  return { due: addDays(receiving, -leadDays), receiving, because: say(key, { sitting: formatDate(receiving), days: leadDays }) };
}

/** As `forNextSitting`, with the body's own Redaktionsschluss and Ladungsfrist. */
function beforeNextSitting(leads: readonly Lead[], land: string, asked: string, today: string, later: readonly string[]): Deadline {
  const receiving = later.find((date) => closing(date, leads, land) >= today && closing(date, leads, land) > asked);
  if (receiving === undefined) return withoutSitting(asked, today);
  const end = closing(receiving, leads, land);
  return { due: end, receiving, because: say("deadline.closing", { sitting: formatDate(receiving), closing: formatDate(end) }) };
}

function withoutSitting(asked: string, today: string): Deadline {
  const base = asked > today ? asked : today;
  return {
    due: addDays(base, lookAgainAfterDays),
    receiving: null,
    because: say("deadline.no-meeting", { days: lookAgainAfterDays, from: formatDate(base) }),
  };
}

/** A paper that a sitting decides: the letter is due so many days before it, or on the working day before that. */
function beforeSitting(count: number, sitting: string, land: string): Deadline {
  const end = before(sitting, { count, working: false }, land);
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
