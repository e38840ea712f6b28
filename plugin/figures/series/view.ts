import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { indicators } from "../indicators.ts";
import { mergeSmallPosts } from "../merge-posts.ts";
import type { Form } from "../table/drawing.ts";
import { grids } from "../table/grids.ts";
import { methods, type NamedSource, numberIn, type Sign, signs, sources } from "../table/notes.ts";
import { type TableView, tableView } from "../table/table.ts";
import type { Town } from "../table/wording.ts";

/** Which values: an indicator in an area, by none or more dimensions (`Baustein,Mittel`). */
export interface Wanted {
  readonly indicator: string;
  readonly area: string;
  readonly by: string;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** What can be chosen of some figures, and the tables of what was chosen. Every word in it is final. */
export interface SeriesView extends Wanted {
  readonly heading: string;
  readonly indicators: readonly Option[];
  readonly areas: readonly Option[];
  readonly dimensions: readonly Option[];
  readonly tables: readonly TableView[];
  readonly sources: readonly NamedSource[];
  readonly methods: readonly string[];
  readonly signs: readonly Sign[];
  readonly example: boolean;
}

/** The figures of a choice: those of exactly these dimensions, with the total over all classes. Filled posts of single employees are merged. */
export function figuresOf(figures: readonly Figure[], { indicator, area, by }: Wanted): Figure[] {
  const alike = figures.filter((figure) => figure.indicator === indicator && figure.area.ags === area);
  return mergeSmallPosts(alike).filter((figure) => figure.area.ags === area && (byOf(figure) === by || isTotal(figure)));
}

const byOf = ({ dimensions }: Figure): string => Object.keys(dimensions).sort().join(",");
const isTotal = ({ dimensions }: Figure): boolean => Object.keys(dimensions).length === 0;

/** What is shown of some figures when only this much was asked for: the first indicator, the town before its Kreis, totals before classes. */
export function wantedOf(figures: readonly Figure[], asked: Partial<Wanted>): Wanted | null {
  const ids = indicators.map(({ id }) => id).filter((id) => figures.some(({ indicator }) => indicator === id));
  const indicator = ids.find((id) => id === asked.indicator) ?? (asked.indicator === undefined ? ids[0] : undefined);
  if (indicator === undefined) return null;
  const alike = figures.filter((figure) => figure.indicator === indicator);
  const areas = [...new Set(alike.map(({ area }) => area.ags))].sort((left, right) => right.length - left.length);
  const area = areas.find((ags) => ags === asked.area) ?? areas[0] ?? "";
  const bys = divisions(alike.filter((figure) => figure.area.ags === area));
  return { indicator, area, by: bys.find((by) => by === asked.by) ?? bys[0] ?? "" };
}

const divisions = (figures: readonly Figure[]): string[] =>
  [...new Set(mergeSmallPosts(figures).map(byOf))].sort((left, right) => left.length - right.length || (left < right ? -1 : 1));

/**
 * The series page of whatever figures are given: all current ones of a town for its staff, or those of approved sheets for everybody.
 * @param request `day`: what is older than its indicator allows by then is called so; `least`: with fewer days there is no chart
 */
export function seriesView(
  figures: readonly Figure[],
  request: { town: Town; wanted: Wanted; form: Form; day: string; least?: number },
): SeriesView {
  const { town, wanted, form, day, least = 0 } = request;
  const chosen = figuresOf(figures, wanted);
  const named = sources(chosen);
  const options = { town, sourceNumber: numberIn(named), day, form, least, changes: true };
  const tables = grids(chosen).map((grid, index) => tableView(grid, { ...options, id: `reihe-${index + 1}` }));
  const alike = figures.filter(({ indicator }) => indicator === wanted.indicator);
  return {
    ...{ ...wanted, heading: chosen[0]?.label ?? "", tables },
    indicators: indicators
      .filter(({ id }) => figures.some(({ indicator }) => indicator === id))
      .map(({ id, label }) => ({ value: id, label, chosen: id === wanted.indicator })),
    areas: [...new Map(alike.map(({ area }) => [area.ags, area.name]))].map(([value, label]) => ({
      value,
      label,
      chosen: value === wanted.area,
    })),
    dimensions: divisions(alike.filter(({ area }) => area.ags === wanted.area)).map((by) => ({
      value: by,
      label: by === "" ? say("print.total") : say("series.by", { dimensions: by.split(",").join(", ") }),
      chosen: by === wanted.by,
    })),
    ...{ sources: named, methods: methods(chosen) },
    signs: signs(
      chosen,
      tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))),
    ),
    example: chosen.some(({ example }) => example),
  };
}
