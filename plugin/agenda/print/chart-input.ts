import type { ChartInput, ChartPoint } from "../../figures/chart/input.ts";
import type { Figure, Reference } from "../../figures/figure.ts";
import { formatNumber, formatReference, protectedSign } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { type Column, day, type Grid } from "./grids.ts";

const most = 4;
const at = ({ figures }: Column, reference: Reference) => figures.find((figure) => day(figure.reference) === day(reference));

/** A table as series on one time axis. Of a breakdown into more than four classes only the total is drawn, if there is one. */
export function chartInput(grid: Grid, { id, area }: { id: string; area: string }): ChartInput {
  const columns = grid.columns.length > most ? grid.columns.filter(({ label }) => label === "") : grid.columns;
  const figures = columns.flatMap((column) => column.figures);
  const unit = figures[0]?.unit ?? "";
  const known = figures.filter(({ value }) => value !== null).sort((a, b) => Number(a.value) - Number(b.value));
  const text = (figure: Figure | undefined) => formatNumber(figure?.value ?? null, unit);
  const [first, last] = [grid.references[0], grid.references.at(-1)];
  return {
    id,
    title: [grid.heading, ...(columns.length < grid.columns.length ? [say("print.total")] : []), area].join(", "),
    description: say("chart.description", {
      ...{ count: grid.references.length, unit, lowest: text(known[0]), highest: text(known.at(-1)) },
      ...{ first: first ? formatReference(first) : "", last: last ? formatReference(last) : "" },
    }),
    series: columns.map((column) => ({
      label: column.label || say("print.total"),
      points: grid.references.map((one) => point(at(column, one), one)),
    })),
    breaks: breaks(grid.references, columns),
    secret: protectedSign,
    tick: (value) => formatNumber(String(value)),
  };
}

function point(figure: Figure | undefined, reference: Reference): ChartPoint {
  const { from, to } = reference.kind === "date" ? { from: reference.date, to: reference.date } : reference;
  const value = figure?.value ?? null;
  return {
    ...{ from, to, value: value === null ? null : Number(value), secret: figure !== undefined && value === null },
    text: formatNumber(value, figure?.unit ?? ""),
    provisional: figure?.status === "provisional",
  };
}

/** Where a value was counted by another rule or protected by another method than the one before it. */
function breaks(references: readonly Reference[], columns: readonly Column[]): ChartInput["breaks"] {
  const manner = (reference: Reference) =>
    columns
      .map((column) => at(column, reference))
      .map((figure) => `${figure?.ruleVersion ?? ""}|${figure?.protection ?? ""}`)
      .join();
  const start = (reference: Reference) => (reference.kind === "date" ? reference.date : reference.from);
  return references.flatMap((reference, index) => {
    const before = references[index - 1];
    return before && manner(before) !== manner(reference) ? [{ before: start(before), after: start(reference) }] : [];
  });
}
