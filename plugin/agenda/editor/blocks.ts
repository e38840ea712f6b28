import type { Figure } from "../../figures/figure.ts";

/** What makes one series of figures: they are chosen one by one, but ordered and printed together, because they share a table. */
export function blockOf({ indicator, area, unit, reference, dimensions }: Figure): string {
  return [indicator, area.ags, unit, reference.kind, Object.keys(dimensions).sort().join(",")].join("|");
}

/** `Duldungen, nach Geschlecht`: what the figures of a block have in common. */
export function blockName({ label, dimensions }: Figure): string {
  const by = Object.keys(dimensions).sort().join(", ");
  return by ? `${label}, nach ${by}` : label;
}
