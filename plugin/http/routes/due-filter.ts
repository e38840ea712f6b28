import { addDays } from "../../inquiry/deadline/days.ts";
import type { CaseFilter } from "../../store/case-list.ts";

/** How urgent, as an address says it. */
export const dueChoices = ["overdue", "week", "month"] as const;

/** Overdue, or due within seven or thirty days from today; what is overdue is due within them too. */
export function dueFilter(choice: (typeof dueChoices)[number], day: string): CaseFilter {
  if (choice === "overdue") return { dueBefore: day };
  return { dueUntil: addDays(day, choice === "week" ? 7 : 30) };
}
