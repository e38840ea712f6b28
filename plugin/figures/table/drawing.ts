import { say } from "../../messages.ts";
import { refusal } from "../chart/refusal.ts";
import { type Chart, chart } from "../chart.ts";
import { rowBreaks } from "./changes.ts";
import { chartInput } from "./chart-input.ts";
import { mixed, unstackable } from "./drawable.ts";
import type { Column, Grid } from "./grids.ts";

/** `auto`: lines or bars, of more than four classes a stack if they add up, else the total alone. */
export type Form = "auto" | "time" | "stack";

/** A chart with the sentences below it, or the sentence why there is none. */
export interface Drawing {
  readonly chart: Chart | null;
  readonly refused: string | null;
  readonly notes: readonly string[];
}

const mostLines = 4;

/** Draws a table. `least`: with fewer dates, or one known value, there is nothing to see, and the table is enough; 0 draws whatever there is. */
export function drawing(grid: Grid, options: { id: string; area: string; form: Form; least: number }): Drawing {
  const { columns, form } = chosen(grid, options.form);
  const figures = columns.flatMap((column) => column.figures);
  const known = figures.filter(({ value }) => value !== null).length;
  const against =
    grid.references.length < options.least || known < Math.min(options.least, 2)
      ? say("chart.refused.few", { least: options.least })
      : (mixed(figures) ?? (form === "stack" ? unstackable(grid) : null));
  if (against) return { chart: null, refused: against, notes: [] };
  const input = chartInput(grid, { ...options, form, columns });
  const refused = refusal(input);
  const drawn = chart(input);
  const bounded = input.series.some(({ points }) => points.some(({ range }) => range));
  const limited = rowBreaks(grid.references, columns).every(({ kinds }) => kinds.every((kind) => kind === "source"));
  return { chart: drawn, refused, notes: drawn ? notes(drawn, { bounded, limited }) : [] };
}

function chosen(grid: Grid, form: Form): { columns: readonly Column[]; form: "time" | "stack" } {
  if (form !== "auto") return { columns: grid.columns, form };
  const { columns } = grid;
  if (columns.length <= mostLines) return { columns, form: "time" };
  if (unstackable(grid) === null && refusal(chartInput(grid, { id: "", area: "", form: "stack", columns })) === null)
    return { columns, form: "stack" };
  const total = columns.filter(({ label }) => label === "");
  return { columns: total.length > 0 ? total : columns, form: "time" };
}

function notes(
  { hidden, bands, breaks, breakKey, provisional, undrawn, unequal, stacked }: Chart,
  { bounded, limited }: { bounded: boolean; limited: boolean },
): string[] {
  const secret = stacked ? say("chart.note.secret-stack") : say(bounded ? "chart.note.secret-range" : "chart.note.secret");
  return [
    ...(hidden && bands.length > 0 ? [secret] : []),
    ...(undrawn.length > 0 ? [say("chart.note.undrawn", { series: undrawn.join(", ") })] : []),
    ...(provisional ? [say(stacked ? "chart.note.provisional-stack" : "chart.note.provisional")] : []),
    ...(breaks.length > 0 ? [say(limited ? "chart.note.break-limited" : "chart.note.break")] : []),
    ...(breakKey.length > 0 ? [`${breakKey.map(({ number, label }) => `${number} ${label}`).join("; ")}.`] : []),
    ...(unequal ? [say("chart.note.unequal")] : []),
  ];
}
