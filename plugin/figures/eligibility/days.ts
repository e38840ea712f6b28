/**
 * Days as integers `yyyymmdd`: they compare like days, cost no object per cell, and can be read aloud in a debugger.
 * 0 is an empty cell, -1 no day at all.
 */
export type Day = number;
export const emptyDay = 0;
export const noDay = -1;

/** `YYYY-MM-DD` or `TT.MM.JJJJ`, with spaces around; years 1900 to 2199. The 31st of June is no day, and neither is 00.00.1990. */
export function readDay(text: string): Day {
  if (text.length !== 10) {
    const trimmed = text.trim();
    return trimmed === "" ? emptyDay : trimmed.length === 10 ? readDay(trimmed) : noDay;
  }
  if (text.charCodeAt(4) === dash && text.charCodeAt(7) === dash) {
    return dayOf(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }
  if (text.charCodeAt(2) === dot && text.charCodeAt(5) === dot) {
    return dayOf(number(text, 6, 10), number(text, 3, 5), number(text, 0, 2));
  }
  return text.trim() === "" ? emptyDay : noDay;
}

const dash = 45;
const dot = 46;

/** The digits of a part, or -1. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function dayOf(year: number, month: number, day: number): Day {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > lastOf(year, month)) return noDay;
  return year * 10_000 + month * 100 + day;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
/** The last day of a month, 1 to 12. */
const lastOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0));

/** The day a period of `months` that began on `day` is reached: same day-number, in a shorter month its last day (design §9). */
export function addMonths(day: Day, months: number): Day {
  const { year, month } = shifted(day, months);
  return year * 10_000 + month * 100 + Math.min(day % 100, lastOf(year, month));
}

/**
 * The latest day on which a period of `months` may have begun to be reached on `day`. Looked up once per count, so that
 * every record costs one comparison. On the last day of a month the longer months before it are reached too:
 * 31 January + 1 month is 28 February.
 */
export function latestStart(day: Day, months: number): Day {
  const { year, month } = shifted(day, -months);
  const endOfMonth = day % 100 === lastOf(Math.floor(day / 10_000), Math.floor(day / 100) % 100);
  const last = lastOf(year, month);
  return year * 10_000 + month * 100 + (endOfMonth ? last : Math.min(day % 100, last));
}

/**
 * The day on which somebody born on `birth` is that many years old: the birthday, and for 29 February in a year without
 * one 1 March, because the year of life is complete only at the end of 28 February (§ 187(2) S. 2, § 188(2) BGB).
 */
export function birthday(birth: Day, years: number): Day {
  const day = birth + years * 10_000;
  return day % 10_000 === 229 && !isLeap(Math.floor(day / 10_000)) ? day - 229 + 301 : day;
}

/** The latest day of birth of those who are `years` old on `day`; unlike a period of months, no age is reached on 28 February for the 29th. */
export function latestBirth(day: Day, years: number): Day {
  const birth = day - years * 10_000;
  return birth % 10_000 === 229 && !isLeap(Math.floor(birth / 10_000)) ? birth - 1 : birth;
}

/** Whole months from one day to another. */
export function monthsBetween(from: Day, to: Day): number {
  const index = (day: Day): number => Math.floor(day / 10_000) * 12 + (Math.floor(day / 100) % 100);
  const months = index(to) - index(from);
  return addMonths(from, months) <= to ? months : months - 1;
}

function shifted(day: Day, months: number): { year: number; month: number } {
  const index = Math.floor(day / 10_000) * 12 + (Math.floor(day / 100) % 100) - 1 + months;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}
