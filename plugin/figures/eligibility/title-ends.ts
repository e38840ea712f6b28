import { addMonths, type Day, emptyDay, latestStart, readDay } from "./days.ts";
import type { Version } from "./rule.ts";

/** When the titles of a norm end that only lets them run out (§ 104c since 31.12.2025; facts: domain.md §3.3). */
export interface TitleEnds {
  /** Last days of the half-years, `YYYY-MM-DD`; the last one is the last day of all. */
  readonly until: readonly string[];
  /** Which class a title that began on that day is in: 0 over, 1 to n the half-years, n + 1 after the last day of all, n + 2 unknown. */
  of(began: Day): number;
}

/**
 * Reckoned from the beginning of the title, as an export seldom holds its end. A title that is over may go on by fiction
 * while an application under § 25a or § 25b is open (§ 81(4) AufenthG), which no export shows. Undefined for other versions.
 */
export function titleEnds({ new_applicants: open, title_months: months, expires }: Version, asOf: Day): TitleEnds | undefined {
  if (open || months === undefined || expires === undefined) return undefined;
  const until = halfYears(asOf, readDay(expires));
  const starts = until.map((day) => latestStart(day, months));
  return {
    until: until.map(text),
    of(began) {
      if (began === emptyDay) return until.length + 2;
      if (addMonths(began, months) < asOf) return 0;
      const place = starts.findIndex((latest) => began <= latest);
      return place < 0 ? until.length + 1 : place + 1;
    },
  };
}

function halfYears(from: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let year = Math.floor(from / 10_000); year <= Math.floor(last / 10_000); year += 1)
    days.push(year * 10_000 + 630, year * 10_000 + 1231);
  const open = days.filter((day) => day >= from && day < last);
  return from <= last ? [...open, last] : [];
}

const text = (day: Day): string => String(day).replace(/^(....)(..)(..)$/, "$1-$2-$3");
