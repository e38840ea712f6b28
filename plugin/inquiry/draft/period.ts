import type { Reference } from "../../figures/figure.ts";
import { addDays, addMonths, daysBetween } from "../deadline/days.ts";
import { monthOf } from "../words/german.ts";

const year = "(?<!\\d|[-/.–]|§ ?)((?:19|20)\\d\\d)(?![\\d/]|[-–]\\d{2}/)";
const date = "(\\d{1,2}\\. ?(?:\\d{1,2}\\.|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) ?\\d{4})";
const ordinals = ["1.", "2.", "3.", "4.", "erste", "zweite", "dritte", "vierte", "I.", "II.", "III.", "IV.", "I", "II", "III", "IV"];
const part = "(\\d\\.|(?:erste|zweite|dritte|vierte)[ns]?|I{1,3}V?\\.?|IV\\.?) (Halbjahr|Quartal)";

// "die Anfrage vom 21. Juni 2022" fixes nothing.
const incidental = new RegExp(`vom ${date}(?! ?(?:bis|–|-))`, "giu");

type Reader = (found: readonly string[], sitting: string) => Reference;
const rule = (pattern: string, read: Reader) => ({ pattern: new RegExp(pattern, "iu"), read });

// In the order of precision: the first that matches is what was asked for.
const rules = [
  rule(`${date} (?:bis|und|–|-)(?: zum)? ${date}`, ([from = "", to = ""]) => period(iso(from), iso(to))),
  rule(`seit (?:dem )?${date}`, ([from = ""], sitting) => period(iso(from), sitting)),
  rule(`(?:zum|am|per|Stichtag|Stand|bis|ab)(?: zum)?(?: Stichtag)? ${date}`, ([day = ""]) => onDay(iso(day))),
  rule(`${year} ?(?:bis|und|–|-) ?((?:19|20)\\d\\d)(?![\\d/])`, ([from = "", to = ""]) => period(`${from}-01-01`, `${to}-12-31`)),
  rule(`${part} (?:des Jahres )?${year}`, ([which = "", unit = "", of = ""]) => partOfYear(which, unit, of)),
  rule(`(?:ende|jahresende|zum ende des jahres) (?:des jahres )?${year}`, ([of = ""]) => onDay(`${of}-12-31`)),
  rule(`(?:anfang|jahresbeginn|jahresanfang|beginn des jahres) ${year}`, ([of = ""]) => onDay(`${of}-01-01`)),
  rule(`seit (?:dem jahr |anfang |beginn )?${year}`, ([from = ""], sitting) => period(`${from}-01-01`, sitting)),
  rule(`(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) ${year}`, ([name = "", of = ""]) =>
    month(name, of),
  ),
  rule(year, ([of = ""]) => period(`${of}-01-01`, `${of}-12-31`)),
  rule("(?:jahresbeginn|jahresanfang|anfang des jahres|beginn des jahres)", (_found, sitting) => onDay(`${yearOf(sitting)}-01-01`)),
  rule("(?:jahresende|ende des (?:vergangenen|letzten) jahres)", (_found, sitting) => onDay(`${yearOf(sitting) - 1}-12-31`)),
  rule("(?:laufenden|diesem|aktuellen) jahr(?!\\p{L})", (_found, sitting) => period(`${yearOf(sitting)}-01-01`, sitting)),
  rule("(?:vorjahr|(?:letzten|vergangenen|vorigen) jahr)(?:es|s)?(?!\\p{L})", (_found, sitting) => wholeYear(yearOf(sitting) - 1)),
] as const;

/**
 * The Stichtag or period that a question fixes itself, or null when it asks for the present.
 * Paper numbers and paragraphs of laws are no years.
 * @param sitting day on which it was asked: what "im laufenden Jahr" refers to
 */
export function askedReference(question: string, sitting: string): Reference | null {
  const text = question
    .replace(/§§? ?\d+\p{L}*/gu, "§")
    .replace(/\d+\/\d{4}|\d{2,4}[-–]\d{2}\/\d+/gu, "")
    .replace(incidental, "");
  for (const { pattern, read } of rules) {
    const found = pattern.exec(text);
    const reference = found && read(found.slice(1), sitting);
    if (reference && real(reference)) return reference;
  }
  return null;
}

/** The 31.02. is no day, and nothing may be looked up for it. */
function real(reference: Reference): boolean {
  const { from, to } = bounds(reference);
  return [from, to].every((day) => !Number.isNaN(Date.parse(day)) && addDays(day, 0) === day);
}

/** Days between two references; 0 = the same, or one lies within the other. */
export function distance(reference: Reference, wanted: Reference): number {
  const [a, b] = [bounds(reference), bounds(wanted)];
  if (within(a, b) || (wanted.kind === "date" && reference.kind === "period" && within(b, a))) return 0;
  return Math.abs(daysBetween(a.from, b.from)) + Math.abs(daysBetween(a.to, b.to));
}

/** The last day of a reference: what makes one newer than another. */
export const lastDay = (reference: Reference) => bounds(reference).to;

interface Bounds {
  readonly from: string;
  readonly to: string;
}
const bounds = (reference: Reference): Bounds => (reference.kind === "date" ? { from: reference.date, to: reference.date } : reference);
const within = (inner: Bounds, outer: Bounds) => outer.from <= inner.from && inner.to <= outer.to;
const onDay = (day: string): Reference => ({ kind: "date", date: day });
const period = (from: string, to: string): Reference =>
  from <= to ? { kind: "period", from, to } : { kind: "period", from: to, to: from };
const wholeYear = (of: number) => period(`${of}-01-01`, `${of}-12-31`);
const yearOf = (day: string) => Number(day.slice(0, 4));
const months = (first: string, count: number) => period(first, addDays(addMonths(first, count), -1));
const month = (name: string, of: string) => months(`${of}-${String(monthOf(name)).padStart(2, "0")}-01`, 1);

function partOfYear(which: string, unit: string, of: string): Reference {
  const position = ordinals.findIndex((ordinal) => ordinal.toLowerCase() === which.toLowerCase().replace(/e[ns]$/u, "e")) % 4;
  const length = unit.toLowerCase() === "quartal" ? 3 : 6;
  const start = Math.max(0, position) * length;
  return start < 12 ? months(addMonths(`${of}-01-01`, start), length) : wholeYear(Number(of));
}

function iso(text: string): string {
  const [, day = "", middle = "", of = ""] = /^(\d{1,2})\. ?(\d{1,2}\.|\p{L}+) ?(\d{4})$/u.exec(text) ?? [];
  const number = middle.endsWith(".") ? middle.slice(0, -1) : String(monthOf(middle));
  return `${of}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
