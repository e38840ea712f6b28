/** Calendar days as `YYYY-MM-DD`, counted in UTC, so that summer time can neither add nor take a day. */
const at = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);

export function addDays(day: string, count: number): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + count);
  return text(date);
}

/** The same day-number `count` months later, in a shorter month its last day (§ 188(2), (3) BGB). */
export function addMonths(day: string, count: number): string {
  const start = at(day);
  const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count + 1, 0));
  date.setUTCDate(Math.min(start.getUTCDate(), date.getUTCDate()));
  return text(date);
}

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (day: string) => at(day).getUTCDay();

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string) => (at(to).getTime() - at(from).getTime()) / 86_400_000;
