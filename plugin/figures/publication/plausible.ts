import type { Count, Model } from "./model.ts";

/**
 * Whether the printed numbers allow that the parts are not more than their whole, or exactly as many. Where they do not, the
 * source counts something else than the words say (classes that overlap, a Kreis that leaves a town out), and nothing may
 * be concluded from it.
 */
export function fits(model: Model, whole: number, parts: readonly number[], how: "at-most" | "equal"): boolean {
  const { low, high } = model.counts[whole] as Count;
  const least = parts.reduce((total, part) => total + (model.counts[part] as Count).low, 0);
  const most = parts.reduce((total, part) => total + (model.counts[part] as Count).high, 0);
  return least <= high && (how === "at-most" || most >= low);
}
