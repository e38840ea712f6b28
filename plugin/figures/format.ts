import { say } from "../messages.ts";
import type { Figure, Reference } from "./figure.ts";
import { singularOf } from "./indicators.ts";

/** Shown for a protected value: a letter, because screen readers do not announce a lone dot or dash (facts: domain.md §8). */
export const protectedSign = "g";

const narrowNoBreakSpace = "\u202f";
const noBreakSpace = "\u00a0";
const money = "€";
const posts = "VZÄ";

/**
 * A decimal with a point as German text, `g` for null. Digits are grouped in threes from the fourth on (DIN 5008): by a
 * narrow no-break space, in amounts of money by a point, so that nobody can write a digit into the gap.
 * Posts always show two decimals, money two or none; everything else as many as it came with.
 */
export function formatNumber(value: string | null, unit = ""): string {
  if (value === null) return protectedSign;
  const [whole = "", fraction = ""] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, unit === money ? "." : narrowNoBreakSpace);
  const least = unit === posts || (unit === money && fraction !== "") ? 2 : 0;
  const decimals = fraction.padEnd(least, "0");
  return decimals === "" ? grouped : `${grouped},${decimals}`;
}

/** Value and unit, never parted at a line end: `2 766 Personen`, `1 Person`, `3,50 VZÄ`; a protected value is `g` alone. */
export function formatValue({ value, unit }: Pick<Figure, "value" | "unit">): string {
  if (value === null) return protectedSign;
  return `${formatNumber(value, unit)}${noBreakSpace}${value === "1" ? singularOf(unit) : unit}`;
}

/** `30.04.2025` for `2025-04-30` (DIN 5008). */
export function formatDate(day: string): string {
  const [year, month, date] = day.split("-");
  return `${date}.${month}.${year}`;
}

const monthName = new Intl.DateTimeFormat("de-DE", { month: "long", year: "numeric", timeZone: "UTC" });

/** `2017` for a whole year, `März 2018` for a whole month, `19.05.2022` for a single day, else `01.10.2018 bis 31.03.2021`. */
export function formatPeriod(from: string, to: string): string {
  if (from === to) return formatDate(to);
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year;
  if (from.endsWith("-01") && to === lastOfMonth(from)) return monthName.format(new Date(`${from}T00:00:00Z`));
  return say("format.period", { from: formatDate(from), to: formatDate(to) });
}

/** The day or the period alone, as in the head of a table. */
export function formatReference(reference: Reference): string {
  return reference.kind === "date" ? formatDate(reference.date) : formatPeriod(reference.from, reference.to);
}

/** `Stand 30.04.2025` or `Zeitraum 2017`: what must stand beside every value. */
export function stand(reference: Reference): string {
  return say(reference.kind === "date" ? "format.stand" : "format.span", { reference: formatReference(reference) });
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
