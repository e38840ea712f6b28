import { type Bounds, boundsOf, overlapping } from "./bounds.ts";
import type { Count, Model } from "./model.ts";
import { fits } from "./plausible.ts";

/**
 * Ages and durations that were cut in two ways: "unter 18" less "unter 16" leaves those of 16 and 17. All classes are cut into
 * the shortest pieces between their bounds, and each is the sum of its pieces, as is everybody.
 * @param complete nobody is without a class
 * @returns false if the classes do not overlap, or name no bounds; then they add up as any others
 */
export function acrossBounds(
  model: Model,
  { whole, dimension, parts }: { whole: number; dimension: string; parts: readonly number[] },
  complete: boolean,
): boolean {
  const name = (part: number): string => (model.counts[part] as Count).identity.classes[dimension] ?? "";
  const bounds = boundsOf(parts.map(name));
  if (!overlapping([...bounds.values()])) return false;
  const identity = (model.counts[whole] as Count).identity;
  const ends = [...bounds.values()].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([0, ...ends, Number.POSITIVE_INFINITY])].sort((left, right) => left - right);
  const pieces = cuts.slice(1).map((to, index) => {
    const from = cuts[index] as number;
    const printed = parts.find((part) => same(bounds.get(name(part)), { from, to }));
    const rest = { kind: "bounds", dimension, from, to: to === Number.POSITIVE_INFINITY ? null : to } as const;
    return { from, to, position: printed ?? model.at(identity, rest) };
  });
  for (const part of parts) {
    const own = bounds.get(name(part));
    if (!own) continue;
    const inside = pieces.filter(({ from, to }) => from >= own.from && to <= own.to).map(({ position }) => position);
    if (!inside.includes(part) && fits(model, part, inside, "equal")) model.add(part, inside);
  }
  const all = [...pieces.map(({ position }) => position), ...parts.filter((part) => !bounds.has(name(part)))];
  if (complete && fits(model, whole, all, "equal")) model.add(whole, all);
  else if (fits(model, whole, all, "at-most")) model.add(whole, [...all, model.at(identity, { kind: "classes", dimension })]);
  return true;
}

const same = (one: Bounds | undefined, other: Bounds): boolean => one?.from === other.from && one.to === other.to;
