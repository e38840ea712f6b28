import { band, bars, barWidth, narrowestBar } from "./chart/bars.ts";
import { type BreakSpace, breakMarks, breakSpace } from "./chart/breaks.ts";
import { axes, type Frame, frame, width } from "./chart/frame.ts";
import { pattern } from "./chart/hatch.ts";
import type { ChartInput, ChartPoint, ChartSeries } from "./chart/input.ts";
import { lineHeight } from "./chart/labels.ts";
import { line, markAt, values } from "./chart/lines.ts";
import { type NameSpace, nameSpace, names } from "./chart/names.ts";
import { refusal, unequal } from "./chart/refusal.ts";
import { centres, columns, stacks } from "./chart/stacks.ts";

export type Chart = NonNullable<ReturnType<typeof chart>>;

const mostBars = 8;
const widestBar = 34;
const widestStack = 56;
const edge = 14;
const swatch = 10;

/**
 * The geometry of a small chart, in numbers and path data for templates/public/sheet/chart.hbs. Values from zero, time as long as
 * it was, protected values as hatched bands, a gap and a labelled mark where values must not be compared.
 * `time`: bars for one short series, lines for a long one or for two to four. `stack`: one bar per date.
 * Null where `refusal` has a sentence. The table always says everything.
 */
export function chart(input: ChartInput) {
  const points = input.series[0]?.points ?? [];
  const stacked = input.form === "stack" ? columns(input) : null;
  if (refusal(input) !== null) return null;
  const drawn = drawable(input.series);
  const styles = drawn.map((series) => (stacked ? input.series.indexOf(series) : drawn.indexOf(series)));
  const shown = input.series.length > 1 && (!stacked || drawn.some(({ points: own }) => own.some(({ value }) => value !== null)));
  const named = shown ? nameSpace(drawn.map(({ label }) => label)) : null;
  const right = width - (named ? named.width : edge);
  const heights = stacked ? stacked.map(({ top }) => top) : drawn.flatMap((series) => series.points.flatMap(highest));
  const space = { right, above: 0, beside: named?.height ?? 0 };
  const wish = stacked ? widestStack : widestBar;
  const bar = barOf(input, points, frame(points, heights, input.tick, { ...space, margin: wish }), wish);
  const margin = (bar ?? 0) / 2 + 8;
  // Labels of breaks need the time axis to be placed, and their height is needed for the value axis.
  const marks = breakSpace(input.breaks, points, frame(points, heights, input.tick, { ...space, margin }), { width, bar: bar ?? 0 });
  const area = frame(points, heights, input.tick, { ...space, margin, above: marks.rows * lineHeight });
  const body = stacked ? stackBody(stacked, area, bar ?? widestStack, named, styles) : timeBody(input, drawn, area, bar, named, styles);
  return { ...frameOf(input, area, marks), ...body, ...remarks(input, drawn, points) };
}

function frameOf(input: ChartInput, area: Frame, marks: BreakSpace) {
  const points = input.series[0]?.points ?? [];
  return {
    ...{ id: input.id, title: input.title, description: input.description, secret: input.secret, width, height: area.height },
    ...axes(area, points, input.tick),
    breaks: breakMarks(marks, area),
    breakKey: marks.key,
  };
}

/** What must be said below the drawing. */
function remarks(input: ChartInput, drawn: readonly ChartSeries[], points: readonly ChartPoint[]) {
  const all = input.series.flatMap((series) => series.points);
  return {
    undrawn: input.form === "stack" ? [] : input.series.filter((series) => !drawn.includes(series)).map(({ label }) => label),
    hidden: all.some(({ secret }) => secret),
    provisional: all.some(({ provisional, value }) => provisional && value !== null),
    unequal: unequal(points),
    stacked: input.form === "stack",
  };
}

/** A series of which nothing is known would only add a name; when nothing is known of any, the bands say so. */
function drawable(series: readonly ChartSeries[]): readonly ChartSeries[] {
  const known = series.filter(({ points }) => points.some(({ value }) => value !== null));
  return known.length > 0 ? known : series;
}

const highest = ({ value, range }: ChartPoint): number[] => (value !== null ? [value] : range ? [range.high] : []);

function barOf(input: ChartInput, points: readonly ChartPoint[], whole: Frame, widest: number): number | null {
  if (input.form === "time" && (input.series.length > 1 || points.length > mostBars)) return null;
  return barWidth(points, whole, widest);
}

function timeBody(
  input: ChartInput,
  drawn: readonly ChartSeries[],
  area: Frame,
  bar: number | null,
  named: NameSpace | null,
  styles: readonly number[],
) {
  const points = input.series[0]?.points ?? [];
  const secret = points.flatMap((_point, index) => {
    const hidden = drawn.flatMap((series) => series.points[index] ?? []).filter((point) => point.secret);
    return hidden.length > 0 ? [band(hidden, area, Math.max(bar ?? 0, narrowestBar))] : [];
  });
  const ends = drawn.map((series) => area.y(series.points.findLast(({ value }) => value !== null)?.value ?? 0));
  const single = input.series.length === 1 ? drawn[0] : undefined;
  const body =
    bar === null
      ? {
          bars: [],
          lines: drawn.map((series, style) => line(series, style, area, input.breaks)),
          labels: single ? values(single, area) : [],
        }
      : { ...bars(points, area, bar), lines: [] };
  return {
    ...body,
    ...{ segments: [], bands: secret },
    names: named
      ? names(named, ends, styles, area).map((name) => ({ ...name, mark: markAt(name.style, name.markX, name.markY), box: null }))
      : [],
  };
}

function stackBody(
  stacked: NonNullable<ReturnType<typeof columns>>,
  area: Frame,
  bar: number,
  named: NameSpace | null,
  styles: readonly number[],
) {
  const { segments, secrets, labels } = stacks(stacked, area, bar);
  const bands = secrets.map((box) => ({ ...box, labelX: box.x + box.width / 2, labelY: box.y + box.height / 2 + 4 }));
  const beside = named ? names(named, centres(stacked, styles, area), styles, area) : [];
  return {
    ...{ segments, bands, labels, bars: [], lines: [] },
    names: beside.map((name) => {
      const box = { x: name.markX - swatch / 2, y: name.markY - swatch / 2, width: swatch, height: swatch };
      return { ...name, mark: null, box: { ...box, style: name.style, hatch: pattern(name.style, box) } };
    }),
  };
}
