import { addDays } from "./days.ts";
import { isWorkingDay } from "./holidays.ts";

/** So many days before a day, all days or working days only. */
export interface Lead {
  readonly count: number;
  readonly working: boolean;
}

/**
 * Day on which a lead before `day` ends, `YYYY-MM-DD`: never a Saturday, Sunday or holiday, because nobody would be there to keep it.
 * A period that is counted backwards ends on the working day before, not after: § 193 BGB is for periods that run forwards.
 */
export function before(day: string, { count, working }: Lead, land: string): string {
  let end = working ? day : addDays(day, -count);
  for (let left = working ? count : 0; left > 0; ) {
    end = addDays(end, -1);
    if (isWorkingDay(end, land)) left -= 1;
  }
  while (!isWorkingDay(end, land)) end = addDays(end, -1);
  return end;
}

/** The last day on which an answer can still be put on the agenda of a sitting: the earliest of its leads; without one the sitting itself. */
export function closing(sitting: string, leads: readonly Lead[], land: string): string {
  return [sitting, ...leads.map((lead) => before(sitting, lead, land))].sort()[0] ?? sitting;
}
