import type { TownConfig } from "../config.ts";
import { isCountable, rules } from "../figures/eligibility/rule.ts";
import { frame } from "./frame.ts";

/** How the figures come about and what they do not say. @param day which version of a rule is in force */
export function methodPage(town: TownConfig, day: string) {
  const counted = [...rules.values()].filter(isCountable).map(({ norm, title, checked_until, url, versions }) => {
    const version = versions.find(({ valid_from, valid_to }) => valid_from <= day && (valid_to === null || day <= valid_to));
    return { norm, title, url, checked: checked_until, since: version?.valid_from ?? null, closed: version?.new_applicants === false };
  });
  return { ...frame(town), threshold: town.threshold, below: town.threshold - 1, rules: counted };
}
