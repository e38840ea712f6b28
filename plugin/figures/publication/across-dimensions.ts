import { dimensions } from "../indicators.ts";
import { acrossBounds } from "./across-bounds.ts";
import type { Identity } from "./cell.ts";
import type { Count, Model } from "./model.ts";
import { fits } from "./plausible.ts";

/**
 * A count of all is the sum of its classes, dimension by dimension. Wholes that nobody printed are added, because they tie
 * tables together. A closed list that is printed in full leaves nothing over; of an open one readers may believe so
 * (`complete`), which is attacked as well whenever the numbers allow it.
 */
export function acrossDimensions(model: Model, complete: boolean): void {
  const groups = new Map<string, { whole: number; dimension: string; parts: number[] }>();
  // `counts` grows while wholes are added, and the loop reaches them too.
  for (let part = 0; part < model.counts.length; part += 1) {
    const { identity, rest } = model.counts[part] as Count;
    if (rest) continue;
    for (const dimension of Object.keys(identity.classes)) {
      const whole = model.at(without(identity, dimension));
      const key = `${whole} ${dimension}`;
      const group = groups.get(key) ?? { whole, dimension, parts: [] };
      group.parts.push(part);
      groups.set(key, group);
    }
  }
  for (const group of groups.values()) {
    const { nested, disjoint } = addingUp(group.dimension);
    if (nested) chain(model, group.whole, group.dimension, group.parts);
    else if (!disjoint) overlap(model, group);
    else if (!acrossBounds(model, group, complete)) addUp(model, group, complete);
  }
}

function addUp(model: Model, { whole, dimension, parts }: { whole: number; dimension: string; parts: number[] }, complete: boolean): void {
  if (!fits(model, whole, parts, "at-most")) {
    apart(model, { whole, dimension, parts });
    return;
  }
  const listed = closed(dimension);
  const full = listed !== undefined && listed.length === parts.length;
  const believed = complete && parts.length > 1 && fits(model, whole, parts, "equal");
  if (full || believed) model.add(whole, parts);
  else model.add(whole, [...parts, model.at((model.counts[whole] as Count).identity, { kind: "classes", dimension })]);
}

/**
 * Classes that together are more than all: a word meant something else in another table ("Übrige" before and after a class was
 * shown by itself). Readers take those that fit together; around each class the others are tried in both orders.
 */
function apart(model: Model, { whole, dimension, parts }: { whole: number; dimension: string; parts: readonly number[] }): void {
  const { identity } = model.counts[whole] as Count;
  const name = (part: number): string => (model.counts[part] as Count).identity.classes[dimension] ?? "";
  const around = (first: number, order: readonly number[]): number[] => {
    const set = [first];
    for (const part of order) if (!set.includes(part) && fits(model, whole, [...set, part], "at-most")) set.push(part);
    return set;
  };
  const sets = parts.flatMap((first) => [around(first, parts), around(first, parts.toReversed())]);
  const different = new Map(sets.map((set) => [set.map(name).sort().join(", "), set]));
  for (const [without, set] of different) {
    if (fits(model, whole, set, "at-most")) model.add(whole, [...set, model.at(identity, { kind: "classes", dimension, without })]);
  }
}

/** Where one person may be in several classes, each class leaves over those who are not in it. */
function overlap(model: Model, { whole, dimension, parts }: { whole: number; dimension: string; parts: number[] }): void {
  const { identity } = model.counts[whole] as Count;
  for (const part of parts.filter((one) => fits(model, whole, [one], "at-most"))) {
    const without = (model.counts[part] as Count).identity.classes[dimension] ?? "";
    model.add(whole, [part, model.at(identity, { kind: "classes", dimension, without })]);
  }
}

/** "more than 6 months" is part of "more than 3 months": what lies between two printed bounds is a count of its own. */
function chain(model: Model, whole: number, dimension: string, parts: readonly number[]): void {
  const order = closed(dimension) ?? [];
  const bound = (part: number): string => (model.counts[part] as Count).identity.classes[dimension] ?? "";
  const sorted = [whole, ...parts.toSorted((left, right) => order.indexOf(bound(left)) - order.indexOf(bound(right)))];
  sorted.slice(1).forEach((inner, index) => {
    const outer = sorted[index] as number;
    if (!fits(model, outer, [inner], "at-most")) return;
    const between = { kind: "between", dimension, upper: outer === whole ? "" : bound(outer), lower: bound(inner) } as const;
    model.add(outer, [inner, model.at((model.counts[whole] as Count).identity, between)]);
  });
}

function without(identity: Identity, dimension: string): Identity {
  const { [dimension]: _dropped, ...classes } = identity.classes;
  return { ...identity, classes };
}

function closed(name: string): readonly string[] | undefined {
  const dimension = dimensions.get(name);
  return dimension && "classes" in dimension ? dimension.classes : undefined;
}

function addingUp(name: string): { nested: boolean; disjoint: boolean } {
  const dimension = dimensions.get(name);
  return { nested: dimension !== undefined && "nested" in dimension, disjoint: dimension?.disjoint !== false };
}
