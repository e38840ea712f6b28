import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { dimensions, findIndicator } from "../indicators.ts";
import type { Grid } from "./grids.ts";
import { day } from "./grids.ts";

/** Why figures must not share a drawing, as a sentence: another unit, or a stock beside a flow. Null if they may. */
export function mixed(figures: readonly Figure[]): string | null {
  const units = [...new Set(figures.map(({ unit }) => unit))];
  if (units.length > 1) return say("chart.refused.units", { units: units.join(", ") });
  const kinds = new Set(figures.map(({ indicator, reference }) => `${findIndicator(indicator)?.type} ${reference.kind}`));
  return kinds.size > 1 ? say("chart.refused.kinds") : null;
}

/** Rounded to fives, each class and the total may be two off. */
const roundingError = 2;

/** Why the columns of a table must not be stacked, as a sentence: only the disjoint classes of one dimension add up. Null if they do. */
export function unstackable({ columns, references, dimensions: names }: Grid): string | null {
  const [name, another] = names;
  const classes = columns.filter(({ label }) => label !== "");
  if (name === undefined || another !== undefined || classes.length < 2) return say("chart.refused.dimensions");
  const dimension = dimensions.get(name);
  const figures = columns.flatMap((column) => column.figures);
  const types = figures.map(({ indicator }) => findIndicator(indicator)?.type);
  if (types.some((type) => type === "ratio" || type === "duration")) return say("chart.refused.no-sum");
  const nested = dimension && (!dimension.disjoint || ("nested" in dimension && dimension.nested === true));
  const total = columns.find(({ label }) => label === "");
  const at = (of: readonly Figure[], reference: string) => Number(of.find((figure) => day(figure.reference) === reference)?.value ?? 0);
  const tooMuch = references.some((reference) => {
    const whole = total ? at(total.figures, day(reference)) : 0;
    const sum = classes.reduce((all, column) => all + at(column.figures, day(reference)), 0);
    return whole > 0 && sum > whole + roundingError * (classes.length + 1);
  });
  return nested || tooMuch ? say("chart.refused.not-disjoint", { dimension: name }) : null;
}
