import { say } from "../../messages.ts";
import type { ChartInput, ChartPoint } from "../chart/input.ts";
import type { Figure, Reference } from "../figure.ts";
import { formatNumber, formatReference, protectedSign } from "../format.ts";
import { bounds, type Range } from "./bounds.ts";
import { type RowBreak, rowBreaks } from "./changes.ts";
import { type Column, day, type Grid } from "./grids.ts";

/** With more values the words beside a drawing would be longer than anybody listens to: then its ends and extremes are said. */
const mostSpoken = 24;

const at = ({ figures }: Column, reference: Reference) => figures.find((figure) => day(figure.reference) === day(reference));
const textOf = (value: string | null, unit: string) => formatNumber(value, unit);

/** A table as series on one time axis; `form` and the columns to be drawn are chosen by the caller. */
export function chartInput(
  grid: Grid,
  options: { id: string; area: string; form: ChartInput["form"]; columns: readonly Column[] },
): ChartInput {
  const { id, area, form, columns } = options;
  const classes = columns.filter(({ label }) => label !== "");
  const drawn = form === "stack" ? classes : columns;
  const total = grid.columns.find(({ label }) => label === "");
  const unit = columns[0]?.figures[0]?.unit ?? "";
  const breaks = rowBreaks(grid.references, drawn);
  const whole = columns.length < grid.columns.length && columns.every(({ label }) => label === "");
  const ranges = grid.references.map((reference) =>
    bounds(
      grid.columns.filter(({ label }) => label !== "").map((column) => at(column, reference)),
      total && at(total, reference),
    ),
  );
  return {
    ...{ id, form, breaks, secret: protectedSign },
    title: [grid.heading, ...(whole ? [say("print.total")] : []), area].join(", "),
    description: words(grid, drawn, unit, breaks),
    series: drawn.map((column) => ({
      label: column.label || say("print.total"),
      points: grid.references.map((one, index) => point(at(column, one), one, column === total ? null : (ranges[index] ?? null))),
    })),
    totals: grid.references.map((one) => {
      const figure = total && at(total, one);
      return figure?.value == null ? null : { value: Number(figure.value), text: textOf(figure.value, unit) };
    }),
    tick: (value) => formatNumber(String(value), unit === "€" ? unit : ""),
  };
}

function point(figure: Figure | undefined, reference: Reference, range: Range | null): ChartPoint {
  const { from, to } = reference.kind === "date" ? { from: reference.date, to: reference.date } : reference;
  const value = figure?.value ?? null;
  const secret = figure !== undefined && value === null;
  return {
    ...{ from, to, value: value === null ? null : Number(value), secret, range: secret ? range : null },
    text: textOf(value, figure?.unit ?? ""),
    provisional: figure?.status === "provisional",
  };
}

/** The drawing in words, for those who hear the page: every value, or of many the ends and extremes; then what must not be compared. */
function words({ references }: Grid, columns: readonly Column[], unit: string, breaks: readonly RowBreak[]): string {
  const few = references.length * columns.length <= mostSpoken;
  const named = columns.map((column) => {
    const spoken = few ? everyValue(column, references) : extremes(column, references, unit);
    return column.label || columns.length > 1 ? `${column.label || say("print.total")}: ${spoken}` : spoken;
  });
  const [first, last] = [references[0], references.at(-1)];
  const span = { first: first ? formatReference(first) : "", last: last ? formatReference(last) : "" };
  return [
    say("chart.description", { count: references.length, unit, ...span }),
    ...named.map((text) => `${text}.`),
    ...breaks.map(({ label, after }) => say("chart.described-break", { label, day: formatReference(referenceOf(references, after)) })),
  ].join(" ");
}

const referenceOf = (references: readonly Reference[], start: string): Reference =>
  references.find((one) => (one.kind === "date" ? one.date : one.from) === start) ?? { kind: "date", date: start };

function everyValue(column: Column, references: readonly Reference[]): string {
  return references
    .map((reference) => {
      const figure = at(column, reference);
      const hidden = figure ? say("print.meaning.secret") : say("print.meaning.absent");
      return `${formatReference(reference)} ${figure?.value == null ? hidden : textOf(figure.value, figure.unit)}`;
    })
    .join("; ");
}

function extremes(column: Column, references: readonly Reference[], unit: string): string {
  const known = references.flatMap((reference) => {
    const value = at(column, reference)?.value;
    return value == null ? [] : [{ value, reference }];
  });
  const sorted = known.toSorted((left, right) => Number(left.value) - Number(right.value));
  const said = (one: (typeof known)[number] | undefined) => (one ? `${textOf(one.value, unit)} (${formatReference(one.reference)})` : "");
  const [first, last, lowest, highest] = [known[0], known.at(-1), sorted[0], sorted.at(-1)].map(said);
  if (!first) return say("print.meaning.secret");
  return say("chart.described-extremes", { first, last: last ?? "", lowest: lowest ?? "", highest: highest ?? "" });
}
