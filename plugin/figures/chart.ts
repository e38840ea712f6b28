import { band, bars, barWidth, extent, narrowestBar } from "./chart/bars.ts";
import { axes, type Frame, frame, plotBottom, size } from "./chart/frame.ts";
import type { ChartInput, ChartPoint, ChartSeries } from "./chart/input.ts";
import { line, mostLines, names, values } from "./chart/lines.ts";
import { dayNumber, tenth } from "./chart/scale.ts";

export type Chart = NonNullable<ReturnType<typeof chart>>;

const fewest = 3;
/** Right end of the drawing where names of lines stand beside it. */
const besideNames = 246;

/**
 * The geometry of a small chart, in numbers and path data for templates/public/sheet/chart.hbs: bars for one short series,
 * lines for a long one or for two to four. Values from zero, time as long as it was, protected values as hatched bands.
 * Null when a chart would say nothing or something false: fewer than three dates, fewer than two known values, negative values,
 * more than four series, overlapping periods, or a line through periods of unequal length. The table always says everything.
 */
export function chart(input: ChartInput) {
  const [first] = input.series;
  if (!first || first.points.length < fewest || input.series.length > mostLines) return null;
  const points = input.series.flatMap((series) => series.points);
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length < 2 || Math.min(...known) < 0 || overlapping(first.points)) return null;
  const bar = input.series.length === 1 ? barWidth(first.points) : null;
  if (bar === null && unequal(first.points)) return null;
  const area = frame(points, (bar ?? 0) / 2 + 8, input.series.length === 1 ? size.width - size.right : besideNames);
  const drawn = input.series.filter((series) => series.points.some(({ value }) => value !== null));
  const secret = first.points.filter((_point, index) => drawn.some((series) => series.points[index]?.secret === true));
  return {
    ...{ id: input.id, title: input.title, description: input.description, secret: input.secret, width: size.width, height: size.height },
    ...axes(area, first.points, input.tick),
    ...(bar === null ? lined(input, drawn, area) : { ...bars(first.points, area, bar), lines: [], names: [] }),
    bands: secret.map((point) => band(point, area, Math.max(bar ?? 0, narrowestBar))),
    breaks: input.breaks.map((change) => ({ path: `M${between(change, first.points, area, bar ?? 0)} ${size.top - 14}V${plotBottom}` })),
    undrawn: input.series.filter((series) => !drawn.includes(series)).map(({ label }) => label),
    provisional: points.some(({ provisional, value }) => provisional && value !== null),
    unequal: unequal(first.points),
  };
}

const lined = (input: ChartInput, drawn: readonly ChartSeries[], area: Frame) => ({
  bars: [],
  labels: input.series.length === 1 ? drawn.flatMap((series) => values(series, area)) : [],
  lines: drawn.map((series, style) => line(series, style, area, input.breaks)),
  names: input.series.length > 1 ? names(drawn, area) : [],
});

const overlapping = (points: readonly ChartPoint[]): boolean =>
  points.some((point, index) => {
    const before = points[index - 1];
    return before !== undefined && dayNumber(point.from) <= dayNumber(before.to);
  });

/** Whether periods differ in length by more than months and leap years do: their heights must not be compared. */
function unequal(points: readonly ChartPoint[]): boolean {
  const days = points.map(({ from, to }) => dayNumber(to) - dayNumber(from) + 1);
  return Math.max(...days) / Math.min(...days) > 1.15;
}

/** Half-way between the two drawings that a change of counting separates. */
function between(change: ChartInput["breaks"][number], points: readonly ChartPoint[], area: Frame, bar: number): number {
  const edge = (day: string, side: 0 | 1) => {
    const point = points.find(({ from }) => from === day);
    const { x, width } = point ? extent(point, area, bar) : { x: area.right, width: 0 };
    return x + side * width;
  };
  return tenth((edge(change.before, 1) + edge(change.after, 0)) / 2);
}
