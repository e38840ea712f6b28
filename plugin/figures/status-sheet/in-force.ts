import type { Figure, Reference } from "../figure.ts";
import { indicator } from "../indicators.ts";

/**
 * The value that held on a day, out of values for one and the same cell. A stock: the last Stichtag up to then. Money and terms,
 * which are known beforehand: the period the day lies in, the shortest of several, else the last that had ended. Counts of a period:
 * the last that had ended, the longest of several, because what was counted to the year's end was not known in autumn.
 * Null when there is none; a later value is never taken for an earlier day.
 */
export function inForce(figures: readonly Figure[], day: string): Figure | null {
  const [running, ended] = [figures.filter((one) => ahead(one) && covers(one.reference, day)), figures.filter((one) => end(one) <= day)];
  const byStart = running.toSorted((left, right) => (start(left) < start(right) ? 1 : -1));
  const byEnd = ended.toSorted((left, right) => compare(end(right), end(left)) || compare(start(left), start(right)));
  return byStart[0] ?? byEnd[0] ?? null;
}

/** The first value after a day: not shown for it, but named, so that nobody thinks there never was one. */
export function firstAfter(figures: readonly Figure[], day: string): Figure | null {
  const later = figures.filter((one) => end(one) > day).toSorted((left, right) => compare(end(left), end(right)));
  return later[0] ?? null;
}

const ahead = ({ indicator: id }: Figure): boolean => indicator(id).ahead === true;
const start = ({ reference }: Figure): string => (reference.kind === "date" ? reference.date : reference.from);
const end = ({ reference }: Figure): string => (reference.kind === "date" ? reference.date : reference.to);
const covers = (reference: Reference, day: string): boolean => reference.kind === "period" && reference.from <= day && day <= reference.to;
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
