import type { Figure, Statement } from "./figure.ts";
import { indicator } from "./indicators.ts";

/** After so many months a statement without an end of its own is old. */
const statementMonths = 24;

/** Whether a value is older than its indicator allows. It may still be shown, with its Stand; it must not be called current. */
export function isOldFigure({ indicator: id, reference }: Pick<Figure, "indicator" | "reference">, day: string): boolean {
  return monthsBetween(reference.kind === "date" ? reference.date : reference.to, day) >= indicator(id).freshMonths;
}

/** Whether the office should be asked again before a statement is used. */
export function isOldStatement({ asOf, validUntil }: Pick<Statement, "asOf" | "validUntil">, day: string): boolean {
  return validUntil === undefined ? monthsBetween(asOf, day) >= statementMonths : validUntil < day;
}

/** Whole calendar months from one day to another, both `YYYY-MM-DD`. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}
