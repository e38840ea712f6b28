import { say } from "../messages.ts";
import type { Figure, Statement } from "./figure.ts";
import { formatDate } from "./format.ts";
import { findIndicator, indicator } from "./indicators.ts";

/** After so many months a statement without an end of its own is old. */
const statementMonths = 24;

/** Whether a value is older than its indicator allows. It may still be shown, with its Stand; it must not be called current. */
export function isOldFigure({ indicator: id, reference }: Pick<Figure, "indicator" | "reference">, day: string): boolean {
  return monthsBetween(lastDay(reference), day) >= indicator(id).freshMonths;
}

/** Whether the office should be asked again before a statement is used. */
export function isOldStatement({ asOf, validUntil }: Pick<Statement, "asOf" | "validUntil">, day: string): boolean {
  return validUntil === undefined ? monthsBetween(asOf, day) >= statementMonths : validUntil < day;
}

/**
 * `veraltet: älter als 18 Monate`, what must stand beside an old value; null while it is fresh, and for a frozen figure whose
 * indicator the catalogue no longer has.
 */
export function oldFigureText(figure: Pick<Figure, "indicator" | "reference">, day: string): string | null {
  const months = findIndicator(figure.indicator)?.freshMonths;
  if (months === undefined || !isOldFigure(figure, day)) return null;
  return months === 1 ? say("fresh.figure-one") : say("fresh.figure", { months });
}

/** The same for a statement: its end has passed, or its Stand is too long ago. */
export function oldStatementText(statement: Pick<Statement, "asOf" | "validUntil">, day: string): string | null {
  if (!isOldStatement(statement, day)) return null;
  const { validUntil } = statement;
  return validUntil ? say("fresh.statement-ended", { day: formatDate(validUntil) }) : say("fresh.statement", { months: statementMonths });
}

/** The last day of which a value speaks. */
export const lastDay = (reference: Figure["reference"]): string => (reference.kind === "date" ? reference.date : reference.to);

/** Whole calendar months from one day to another, both `YYYY-MM-DD`. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}
