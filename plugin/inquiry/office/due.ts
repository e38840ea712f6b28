import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { addDays } from "../deadline/days.ts";
import { isWorkingDay } from "../deadline/holidays.ts";

/**
 * When an office should reply: so many working days before the case is due. Where that day has come or passed already, the next
 * working day, and `because` says so.
 */
export function requestDue(
  of: { readonly due: string },
  workingDays: number,
  today: string,
  land: string,
): { due: string; because: string } {
  let day = of.due;
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day, land)) left -= 1;
  }
  while (!isWorkingDay(day, land)) day = addDays(day, -1);
  const values = { days: workingDays, due: formatDate(of.due) };
  if (day > today) return { due: day, because: say(workingDays === 1 ? "office-request.due-1" : "office-request.due", values) };
  let next = addDays(today, 1);
  while (!isWorkingDay(next, land)) next = addDays(next, 1);
  return { due: next, because: say("office-request.due-late", values) };
}
