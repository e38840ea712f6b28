import { isCountable, rules } from "../eligibility/rule.ts";
import type { Figure } from "../figure.ts";
import { lastDay } from "../fresh.ts";

/**
 * The day up to which the law behind a potential had been read, if its Stichtag is later; null if there is nothing to vouch for.
 * Rules are found by their versions; where an office names versions of its own, by the indicator, and for "at least one of
 * them" the one that was read the longest ago counts.
 */
export function lawReadUntil({
  indicator,
  reference,
  ruleVersion,
}: Pick<Figure, "indicator" | "reference" | "ruleVersion">): string | null {
  if (ruleVersion === undefined && !indicator.startsWith("POT.")) return null;
  const countable = [...rules.values()].filter(isCountable);
  const ids = ruleVersion?.split("+") ?? [];
  const named = [...rules.values()].filter(({ versions }) => versions.some(({ id }) => ids.includes(id)));
  const known = named.length > 0 ? named : countable.filter((rule) => rule.indicator === indicator);
  const until = (known.length > 0 ? known : countable).map(({ checked_until }) => checked_until).sort()[0];
  return until !== undefined && lastDay(reference) > until ? until : null;
}
