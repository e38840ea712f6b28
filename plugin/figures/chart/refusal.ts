import { say } from "../../messages.ts";
import { mostPatterns } from "./hatch.ts";
import type { ChartInput, ChartPoint } from "./input.ts";
import { mostLines } from "./lines.ts";
import { dayNumber } from "./scale.ts";
import { columns } from "./stacks.ts";

/**
 * Why values are not drawn, as a sentence: the drawing would be false, or could not be read. Null when nothing speaks against it.
 * The table says everything either way.
 */
export function refusal({ form, series, totals }: Pick<ChartInput, "form" | "series" | "totals">): string | null {
  const points = series[0]?.points ?? [];
  if (points.length === 0) return say("chart.refused.empty");
  if (series.some((one) => one.points.some(({ value }) => value !== null && value < 0))) return say("chart.refused.negative");
  if (overlapping(points)) return say("chart.refused.overlapping");
  if (form === "stack") return stackRefusal({ series, totals });
  if (series.length > mostLines) return say("chart.refused.lines", { most: mostLines });
  return series.length > 1 && unequal(points) ? say("chart.refused.unequal") : null;
}

function stackRefusal(input: Pick<ChartInput, "series" | "totals">): string | null {
  if (input.series.length > mostPatterns) return say("chart.refused.classes", { most: mostPatterns });
  return columns(input) ? null : say("chart.refused.incomplete");
}

const overlapping = (points: readonly ChartPoint[]): boolean =>
  points.some((point, index) => {
    const before = points[index - 1];
    return before !== undefined && dayNumber(point.from) <= dayNumber(before.to);
  });

/** Whether periods differ in length by more than months and leap years do: their heights must not be compared. */
export function unequal(points: readonly ChartPoint[]): boolean {
  const days = points.map(({ from, to }) => dayNumber(to) - dayNumber(from) + 1);
  return Math.max(...days) / Math.min(...days) > 1.15;
}
