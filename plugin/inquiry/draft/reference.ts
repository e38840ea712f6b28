import type { Reference } from "../../figures/figure.ts";
import { formatDate } from "../../figures/format.ts";
import { fill } from "../words/fill.ts";

/** A Stichtag or period within a sentence; a whole calendar year is called a year. */
export function sayReference(reference: Reference, patterns: { date: string; year: string; period: string }): string {
  if (reference.kind === "date") return fill(patterns.date, { date: formatDate(reference.date) });
  const { from, to } = reference;
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return fill(patterns.year, { year });
  return fill(patterns.period, { from: formatDate(from), to: formatDate(to) });
}
