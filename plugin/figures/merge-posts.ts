import { say } from "../messages.ts";
import { keyOf, versionId } from "../store/versions.ts";
import type { Figure } from "./figure.ts";

/** Breakdowns in which a filled post can be one colleague; a Baustein is a part of the programme, not of the staff. */
const personal = ["Behörde", "Laufbahngruppe", "Träger"] as const;
/** A cell of at most one full-time post may be one employee. */
const onePost = 1;

/**
 * Filled posts so that no cell shows what one employee works (facts: domain.md §2.2, "no person-level"): in a breakdown by
 * Träger, Behörde or Laufbahngruppe a cell of up to 1.00 VZÄ is shown together with the smallest cell beside it, until more
 * than one post is in it. Where even all cells together are not more, the breakdown is left out and only the sum of the
 * Baustein stays. Of a breakdown by two of these dimensions with such a cell nothing stays: its margins would give the cell away.
 * Funded and established posts are not persons and stay, as does everything else, in the order given.
 */
export function mergeSmallPosts(figures: readonly Figure[]): Figure[] {
  const tables = Map.groupBy(figures.filter(brokenDown), tableOf);
  const shown = new Map<Figure, readonly Figure[]>();
  for (const cells of tables.values()) {
    const [first] = cells;
    if (first) shown.set(first, guarded(cells));
  }
  return figures.flatMap((figure) => (brokenDown(figure) ? (shown.get(figure) ?? []) : [figure]));
}

const filled = ({ indicator, dimensions }: Figure): boolean =>
  indicator === "KIM.POST.FILL" || (indicator === "ORG.ABH.POST" && dimensions.Planstand !== "Soll");
const personalOf = ({ dimensions }: Figure) => personal.filter((name) => name in dimensions);
const brokenDown = (figure: Figure): boolean => filled(figure) && personalOf(figure).length > 0;

/** The cells of one table: the same indicator, area, day, Baustein and dimensions. */
function tableOf(figure: Figure): string {
  const { indicator, area, reference, dimensions, ruleVersion = "" } = figure;
  const fixed = Object.entries(dimensions).map(([name, value]) =>
    personalOf(figure).some((one) => one === name) ? [name] : [name, value],
  );
  return JSON.stringify([indicator, area.ags, reference, ruleVersion, fixed.sort()]);
}

function guarded(cells: readonly Figure[]): readonly Figure[] {
  const small = ({ value }: Figure) => value !== null && Number(value) > 0 && Number(value) <= onePost;
  if (!cells.some(small)) return cells;
  const [dimension, another] = cells[0] ? personalOf(cells[0]) : [];
  if (dimension === undefined || another !== undefined) return [];
  let merged = cells.map((cell) => [cell]);
  for (;;) {
    const bySize = merged.toSorted((left, right) => sum(left) - sum(right));
    const single = bySize.find((group) => sum(group) > 0 && sum(group) <= onePost);
    if (!single) return merged.map((group) => together(group, dimension));
    const neighbour = bySize.find((group) => group !== single && sum(group) > 0);
    if (!neighbour) return [];
    merged = merged.flatMap((group) => (group === neighbour ? [] : group === single ? [[...single, ...neighbour]] : [group]));
  }
}

/** In hundredths, so that 0.1 + 0.2 is 0.3. */
const hundredths = (group: readonly Figure[]): number => group.reduce((all, { value }) => all + Math.round(Number(value ?? 0) * 100), 0);
const sum = (group: readonly Figure[]): number => hundredths(group) / 100;

function together(group: readonly Figure[], dimension: string): Figure {
  const [first] = group;
  if (!first) throw new Error("a cell of no figure");
  if (group.length === 1) return first;
  const classes = group.map(({ dimensions }) => dimensions[dimension] ?? "").join(" und ");
  const notes = [...new Set(group.flatMap(({ note }) => note ?? []))];
  return {
    ...first,
    id: versionId(keyOf(group.map(({ id }) => id)), 1),
    parts: group.map(({ id }) => id),
    value: sum(group).toFixed(2),
    dimensions: { ...first.dimensions, [dimension]: classes },
    source: [...new Set(group.map(({ source }) => source))].join("; "),
    status: group.every(({ status }) => status === first.status) ? first.status : "provisional",
    example: group.some(({ example }) => example),
    note: [...notes, say("posts.merged")].join(" "),
  };
}
