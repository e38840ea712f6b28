import { say } from "../../messages.ts";
import { formatDate, formatReference, protectedSign } from "../format.ts";
import { indicator } from "../indicators.ts";
import type { Cell, Identity } from "./cell.ts";
import type { Count, Model, Rest, Sum } from "./model.ts";

/** Names of areas by their key, as they stand in the published cells. */
export type AreaNames = ReadonlyMap<string, string>;

export const areaNames = (cells: readonly Cell[]): AreaNames => new Map(cells.map(({ area }) => [area.ags, area.name]));

/** `Laufende CM-Fälle, Aachen, 31.12.2025, SGB II`: what a count is about, for staff. */
export function nameOf({ identity, rest }: Pick<Count, "identity" | "rest">, areas: AreaNames): string {
  const { indicator: id, ags, classes } = identity;
  const words = [indicator(id).label, areas.get(ags) ?? ags, referenceOf(identity), ...Object.values(classes)];
  return [...words, ...(rest ? [restName(rest, areas)] : [])].join(", ");
}

function restName(rest: Rest, areas: AreaNames): string {
  const labels = (ids: readonly string[]) => ids.map((id) => indicator(id).label).join(", ");
  switch (rest.kind) {
    case "classes":
      return rest.without === undefined
        ? say("publication.rest.classes", { dimension: rest.dimension })
        : say("publication.rest.below", { lower: rest.without });
    case "bounds": {
      const { dimension, from, to } = rest;
      const values = { dimension, from: span(from), to: span(to ?? 0) };
      return say(to === null ? "publication.rest.from" : "publication.rest.bounds", values);
    }
    case "turnover":
      return say("publication.rest.turnover", { day: formatDate(rest.since) });
    case "between":
      return rest.upper === "" ? say("publication.rest.below", { lower: rest.lower }) : say("publication.rest.between", rest);
    case "area":
      return say("publication.rest.area", { areas: rest.without.map((ags) => areas.get(ags) ?? ags).join(", ") });
    case "indicator":
      return say("publication.rest.indicator", { indicators: labels(rest.without) });
    case "both":
      return say("publication.rest.both", { indicators: labels(rest.of) });
  }
}

/** Months as years where they are whole ones. */
const span = (months: number): string =>
  months % 12 === 0 ? say("publication.years", { count: months / 12 }) : say("publication.months", { count: months });

/** `Laufende CM-Fälle, Aachen, 31.12.2025: 75 = SGB II 46 + SGB III g + übrige nicht genannt`: how a reader gets there. */
export function pathOf(model: Model, { whole, parts }: Sum, areas: AreaNames): string {
  const all = model.counts[whole] as Count;
  const shown = ({ printed }: Count): string => (printed === undefined ? say("publication.unprinted") : (printed ?? protectedSign));
  const terms = parts.map((position) => {
    const part = model.counts[position] as Count;
    return `${difference(part, all.identity, areas)} ${shown(part)}`;
  });
  return say("publication.path", { whole: `${nameOf(all, areas)}: ${shown(all)}`, parts: terms.join(" + ") });
}

/** What a part is beside its whole: only the words in which it differs. */
function difference(part: Count, whole: Identity, areas: AreaNames): string {
  const { identity, rest } = part;
  const words = [
    identity.indicator === whole.indicator ? "" : indicator(identity.indicator).label,
    identity.ags === whole.ags ? "" : (areas.get(identity.ags) ?? identity.ags),
    identity.from === whole.from && identity.to === whole.to ? "" : referenceOf(identity),
    ...Object.entries(identity.classes).map(([dimension, one]) => (whole.classes[dimension] === one ? "" : one)),
    rest ? restName(rest, areas) : "",
  ];
  return words.filter(Boolean).join(", ");
}

function referenceOf({ indicator: id, from, to }: Identity): string {
  return indicator(id).cut === "date" ? formatDate(from) : formatReference({ kind: "period", from, to });
}

/** `Laufende CM-Fälle, Aachen: 31.12.2023 (12) und 31.12.2024 (13)` */
export function changeName(
  { identity: earlier }: Pick<Count, "identity">,
  { identity: later, rest }: Pick<Count, "identity" | "rest">,
  areas: AreaNames,
): string {
  const days = { from: formatDate(earlier.from), to: formatDate(later.from) };
  const words = [indicator(later.indicator).label, areas.get(later.ags) ?? later.ags, ...Object.values(later.classes)];
  return say("publication.change", { name: [...words, ...(rest ? [restName(rest, areas)] : [])].join(", "), ...days });
}
