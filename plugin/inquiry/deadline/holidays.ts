import { readFileSync } from "node:fs";
import { z } from "zod";
import { addDays, weekday } from "./days.ts";

const lands = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"] as const;
const Rule = z.strictObject({
  name: z.string(),
  month: z.int().optional(),
  day: z.int().optional(),
  /** Days after Easter Sunday. */
  easter: z.int().optional(),
  /** Wednesday before 23 November. */
  repentance: z.literal(true).optional(),
  in: z.array(z.enum(lands)).optional(),
  since: z.int().optional(),
  until: z.int().optional(),
});
const rules = z.array(Rule).parse(JSON.parse(readFileSync(new URL("./holidays.json", import.meta.url), "utf8")));

/**
 * Public holidays of a Land in one year: day → name. Holidays of single municipalities are not in it, except that
 * Mariä Himmelfahrt counts in all of Bavaria (it holds in the Catholic municipalities, München among them).
 * Throws on an unknown Land.
 */
export function holidays(year: number, land: string): ReadonlyMap<string, string> {
  if (!lands.some((known) => known === land)) throw new Error(`no holidays known for "${land}"`);
  const valid = rules.filter(
    (rule) => (!rule.in || rule.in.some((one) => one === land)) && year >= (rule.since ?? year) && year <= (rule.until ?? year),
  );
  return new Map(valid.map((rule) => [dayOf(rule, year), rule.name]));
}

/** Monday to Friday and no public holiday. Not the Werktag of the law, which includes Saturday. */
export function isWorkingDay(day: string, land: string): boolean {
  return weekday(day) % 6 !== 0 && !holidays(Number(day.slice(0, 4)), land).has(day);
}

function dayOf(rule: z.infer<typeof Rule>, year: number): string {
  if (rule.easter !== undefined) return addDays(easterSunday(year), rule.easter);
  if (rule.repentance) return addDays(`${year}-11-22`, -((weekday(`${year}-11-22`) + 4) % 7));
  return `${year}-${two(rule.month ?? 1)}-${two(rule.day ?? 1)}`;
}

/** Gregorian Easter after Meeus, Jones and Butcher; holds for every year of the calendar. */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const epact =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const days = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * days) / 451);
  const sum = epact + days - 7 * shift + 114;
  return `${year}-${two(Math.floor(sum / 31))}-${two((sum % 31) + 1)}`;
}

const two = (number: number) => String(number).padStart(2, "0");
