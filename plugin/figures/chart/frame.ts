import { axisText } from "./axis-text.ts";
import type { ChartInput, ChartPoint } from "./input.ts";
import { keepApart, widthOf } from "./labels.ts";
import { dayNumber, linear, type Scale, zeroBased } from "./scale.ts";

/** The drawing area in the chart's own units; on the page one unit is about a third of a millimetre. */
export const size = { width: 360, height: 216, left: 46, right: 14, top: 26, bottom: 40 } as const;
export const plotBottom: number = size.height - size.bottom;

export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly right: number;
  readonly marks: readonly number[];
}

/** Where a point stands on the time axis: a day at itself, a period in its middle. */
export const middle = ({ from, to }: ChartPoint): number => (dayNumber(from) + dayNumber(to) + (from === to ? 0 : 1)) / 2;

/** Both scales: time proportional to real days, values from zero. `margin` is kept free at either end of the time axis. */
export function frame(points: readonly ChartPoint[], margin: number, right: number): Frame {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const marks = zeroBased(Math.max(...known), known.every(Number.isInteger));
  const period = points.some(({ from, to }) => from !== to);
  const first = Math.min(...points.map(({ from }) => dayNumber(from)));
  const last = Math.max(...points.map(({ to }) => dayNumber(to) + (period ? 1 : 0)));
  return {
    x: linear([first, last], [size.left + margin, right - margin]),
    y: linear([0, marks.at(-1) ?? 1], [plotBottom, size.top]),
    right,
    marks,
  };
}

/** The lines and texts of both axes. */
export function axes({ x, y, right, marks }: Frame, points: readonly ChartPoint[], tick: ChartInput["tick"]) {
  const candidates = points.map((point) => {
    const lines = axisText(point.from, point.to);
    return { x: x(middle(point)), width: Math.max(...lines.map(widthOf)), lines };
  });
  // The last and the first date matter most; those in between follow as they come.
  const [first, ...between] = candidates;
  const last = between.pop();
  const byImportance = [last, first, ...between].flatMap((candidate) => (candidate ? [candidate] : []));
  return {
    grid: marks.map((mark) => ({ path: `M${size.left} ${y(mark)}H${right}`, y: y(mark) + 4, text: tick(mark), base: mark === 0 })),
    tickX: size.left - 6,
    dates: keepApart(byImportance).flatMap(({ x: at, lines }) =>
      lines.map((text, line) => ({ x: at, y: plotBottom + 16 + line * 14, text })),
    ),
  };
}
