import { fill } from "../words/fill.ts";
import type { Phrases } from "./phrases.ts";

/**
 * An amount in euros as the house writes it (`25.000,--`), from what a person typed: `25000`, `25.000`, `25.000,50`.
 * Null when it is no amount.
 */
export function money(given: string, patterns: Phrases["money"]): string | null {
  const typed = given.replace(/\s*(?:€|Euro|EUR)$/u, "").replace(/,(?:--|-|–)$/u, "");
  const [, whole = "", cents] = /^(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{2}))?$/u.exec(typed) ?? [];
  if (whole === "") return null;
  const euros = whole.replaceAll(".", "").replace(/\B(?=(\d{3})+$)/gu, ".");
  return cents && cents !== "00" ? fill(patterns.cents, { euros, cents }) : fill(patterns.whole, { euros });
}
