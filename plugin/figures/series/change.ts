import type { Figure } from "../figure.ts";
import { breaksBetween } from "./breaks.ts";

/** Below this many a per cent says less than the numbers themselves. */
const leastForPercent = 100;

/**
 * How a value differs from the one before: `difference` in the unit of the figures, `percent` rounded to whole numbers and
 * null below 100. Null where a difference would be false: across a change of law, method or source, beside a value that is
 * kept secret, or between periods of unequal length.
 */
export function change(before: Figure, after: Figure): { difference: number; percent: number | null } | null {
  if (before.value === null || after.value === null || breaksBetween(before, after).length > 0) return null;
  if (before.unit !== after.unit || days(after) / days(before) > longer || days(before) / days(after) > longer) return null;
  const base = Number(before.value);
  const difference = Math.round((Number(after.value) - base) * 100) / 100;
  return { difference, percent: base < leastForPercent ? null : Math.round((difference / base) * 100) };
}

/** Months and years differ by a few days; that is no other length. */
const longer = 1.15;

function days({ reference }: Figure): number {
  if (reference.kind === "date") return 1;
  return (Date.parse(reference.to) - Date.parse(reference.from)) / 86_400_000 + 1;
}
