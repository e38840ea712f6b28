import { band, bars, extent } from "./chart/bars.ts";
import { axes, type Frame, frame, plotBottom, size } from "./chart/frame.ts";
import type { ChartInput, ChartPoint } from "./chart/input.ts";
import { line, mostLines, names, values } from "./chart/lines.ts";
import { dayNumber } from "./chart/scale.ts";

export type Chart = NonNullable<ReturnType<typeof chart>>;

const fewest = 3;
const mostBars = 8;
const narrowestBar = 14;

/**
 * The geometry of a small chart, in numbers and path data for templates/public/sheet/chart.hbs: bars for one short series,
 * lines for a long one or for two to four. Values from zero, time as long as it was, protected values as hatched bands.
 * Null when a chart would say nothing or something false: fewer than three dates, fewer than two known values, negative
 * values, more than four series, or periods that overlap. The table beside it always says everything.
 */
export function chart(input: ChartInput) {
  const [first] = input.series;
  if (!first || first.points.length < fewest || input.series.length > mostLines) return null;
  const points = input.series.flatMap((series) => series.points);
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length < 2 || Math.min(...known) < 0 || overlapping(first.points)) return null;
  const single = input.series.length === 1;
  const bar = single && first.points.length <= mostBars ? barWidth(first.points) : 0;
  const area = frame(
    points,
    bar > 0 && first.points[0]?.from === first.points[0]?.to ? bar / 2 + 8 : 8,
    single ? size.width - size.right : 246,
  );
  const drawn = bar > 0 ? { ...bars(first.points, area, bar), lines: [], names: [] } : lined(input, area);
  const secret = first.points.filter((_point, index) => input.series.some((series) => series.points[index]?.secret === true));
  return {
    ...{ id: input.id, title: input.title, description: input.description, width: size.width, height: size.height },
    ...axes(area, first.points, input.tick),
    ...drawn,
    kind: bar > 0 ? ("bars" as const) : ("lines" as const),
    bands: secret.map((point) => band({ ...point, text: "g" }, area, Math.max(bar, narrowestBar))),
    breaks: input.breaks.map((change) => ({ path: `M${gap(change, first.points, area, bar)} ${size.top - 14}V${plotBottom}` })),
    provisional: points.some(({ provisional, value }) => provisional && value !== null),
    unequal: unequal(first.points),
  };
}

function lined(input: ChartInput, area: Frame) {
  const [first] = input.series;
  const single = input.series.length === 1 && first ? values(first, area) : [];
  return {
    bars: [],
    labels: single,
    lines: input.series.map((series, style) => line(series, style, area, input.breaks)),
    names: input.series.length > 1 ? names(input.series, area) : [],
  };
}

/** The width of a bar for a day: as wide as its nearest neighbour allows; 0 when that would be too narrow to see. */
function barWidth(points: readonly ChartPoint[]): number {
  const wide = frame(points, 24, size.width - size.right);
  const places = points.map((point) => extent(point, wide, 0));
  if (points.some(({ from, to }) => from !== to)) return Math.min(...places.map(({ width }) => width)) < narrowestBar ? 0 : narrowestBar;
  const gaps = places.slice(1).map(({ x }, index) => x - (places[index]?.x ?? 0));
  const width = Math.min(34, Math.min(...gaps) * 0.62);
  return width < narrowestBar ? 0 : width;
}

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
function gap(change: ChartInput["breaks"][number], points: readonly ChartPoint[], area: Frame, bar: number): number {
  const edge = (day: string, side: 0 | 1) => {
    const point = points.find(({ from }) => from === day);
    const { x, width } = point ? extent(point, area, bar) : { x: area.right, width: 0 };
    return x + side * width;
  };
  return Math.round((edge(change.before, 1) + edge(change.after, 0)) * 5) / 10;
}
