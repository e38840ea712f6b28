import { Refusal } from "../../refusal.ts";
import type { Method, Table } from "./table.ts";

/**
 * One series is protected by one method (facts: domain.md §5.5): a rounded table beside a suppressed one of the same persons
 * unpicks both. Throws a Refusal (422) that says which method the public tables bear.
 */
export function assertOneMethod(published: readonly Table[], method: Method): void {
  const other = published.find((table) => methodOf(table) !== undefined && methodOf(table) !== method);
  if (other) throw new Refusal(`disclosure.ledger-${methodOf(other)}`, { values: { corner: other.corner }, status: 422 });
}

/** Enough numbers that none but rounded ones would all be multiples of 5; fewer may be chance. */
const enough = 4;

/** The method a printed table bears: hidden cells, or multiples of 5 throughout; undefined if it could be either. */
function methodOf({ cells }: Table): Method | undefined {
  const printed = cells.flat();
  if (printed.includes(null) || printed.some((cell) => cell !== null && cell % 5 !== 0)) return "suppress";
  return printed.filter((cell) => cell !== 0).length >= enough ? "round5" : undefined;
}
