import { type Rule, rules, type Version, versionOn } from "../../figures/eligibility/rule.ts";
import type { Figure } from "../../figures/figure.ts";
import { fill } from "../words/fill.ts";
import { lastDay } from "./period.ts";
import type { Phrases } from "./phrases.ts";

/**
 * By which criteria a Potenzial was counted, from the version of the rule that counted it, or from the one in force on its day.
 * Null for any other figure. What nobody looked at stands in the caveat of the indicator; nobody may be called entitled.
 */
export function criteriaNote(figure: Figure, phrases: Phrases): string | null {
  const rule = [...rules.values()].find(({ indicator }) => indicator !== undefined && indicator === figure.indicator);
  const version = rule && versionFor(rule, figure);
  if (!version) return null;
  return fill(phrases.criteria, { criteria: version.criteria_countable.join("; ") });
}

function versionFor(rule: Rule, { ruleVersion, reference }: Figure): Version | undefined {
  return rule.versions.find(({ id }) => id === ruleVersion) ?? versionOn(rule, lastDay(reference));
}
