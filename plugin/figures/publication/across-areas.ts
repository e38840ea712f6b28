import { keyOf } from "./cell.ts";
import type { Model } from "./model.ts";
import { fits } from "./plausible.ts";

/**
 * A Kreis contains its towns, a Land its Kreise: the official key of the smaller area begins with that of the larger one
 * (05 · 05562 · 05562012). What is left over is the rest of the larger area, of which the Kreis authority alone keeps the
 * files (Kreis Borken without Bocholt, facts: domain.md §5.3).
 */
export function acrossAreas(model: Model): void {
  const spoken = model.counts.flatMap((count, position) => (count.rest ? [] : [{ count, position }]));
  const alike = Map.groupBy(spoken, ({ count }) => keyOf({ ...count.identity, ags: "" }));
  for (const group of alike.values()) {
    for (const { count: outer, position: whole } of group) {
      const inside = group.filter(
        ({ count }) => count.identity.ags !== outer.identity.ags && count.identity.ags.startsWith(outer.identity.ags),
      );
      const parts = inside.filter(
        ({ count }) => !inside.some((other) => other.count !== count && count.identity.ags.startsWith(other.count.identity.ags)),
      );
      const positions = parts.map(({ position }) => position);
      if (parts.length === 0 || !fits(model, whole, positions, "at-most")) continue;
      const without = parts.map(({ count }) => count.identity.ags).sort();
      model.add(whole, [...positions, model.at(outer.identity, { kind: "area", without })]);
    }
  }
}
