import { axisText } from "./axis-text.ts";
import type { ChartInput, ChartPoint } from "./input.ts";
import { keepApart, widthOf } from "./labels.ts";
import { dayNumber, linear, type Scale, tenth, zeroBased } from "./scale.ts";

/** The drawing area in the chart's own units; on the page one unit is about a third of a millimetre. */
export const width = 360;
const leftLeast = 46;
const bottomSpace = 40;
const plotLeast = 150;
/** Room above the plot for a value that stands on the highest bar. */
const headroom = 30;

export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
  readonly marks: readonly number[];
}

export interface Space {
  /** Kept free at either end of the time axis. */
  readonly margin: number;
  readonly right: number;
  /** Height of what stands above the plot, and of what must find room beside it. */
  readonly above: number;
  readonly beside: number;
}

/** Where a point stands on the time axis: a day at itself, a period in its middle. */
export const middle = ({ from, to }: Pick<ChartPoint, "from" | "to">): number =>
  (dayNumber(from) + dayNumber(to) + (from === to ? 0 : 1)) / 2;

/** Both scales: time proportional to real days, values from zero to the highest given; none at all, when everything is kept secret. */
export function frame(points: readonly ChartPoint[], heights: readonly number[], tick: ChartInput["tick"], space: Space): Frame {
  const marks = heights.length === 0 ? [0] : zeroBased(Math.max(...heights), heights.every(Number.isInteger));
  const period = points.some(({ from, to }) => from !== to);
  const first = Math.min(...points.map(({ from }) => dayNumber(from)));
  const last = Math.max(...points.map(({ to }) => dayNumber(to) + (period ? 1 : 0)));
  const left = Math.max(leftLeast, tenth(Math.max(...marks.map((mark) => widthOf(tick(mark)))) + 10));
  const top = headroom + space.above;
  const bottom = top + Math.max(plotLeast, space.beside);
  return {
    x: linear([first, last], [left + space.margin, space.right - space.margin]),
    y: linear([0, marks.at(-1) || 1], [bottom, top]),
    ...{ left, right: space.right, top, bottom, height: bottom + bottomSpace, marks },
  };
}

/** The lines and texts of both axes. */
export function axes({ x, y, left, right, bottom, marks }: Frame, points: readonly ChartPoint[], tick: ChartInput["tick"]) {
  const candidates = points.map((point) => {
    const lines = axisText(point.from, point.to);
    return { x: x(middle(point)), width: Math.max(...lines.map(widthOf)), lines };
  });
  // The last and the first date matter most; those in between follow as they come.
  const [first, ...between] = candidates;
  const last = between.pop();
  const byImportance = [last, first, ...between].flatMap((candidate) => (candidate ? [candidate] : []));
  return {
    grid: marks.map((mark) => ({ path: `M${left} ${y(mark)}H${right}`, y: y(mark) + 4, text: tick(mark), base: mark === 0 })),
    tickX: left - 6,
    dates: keepApart(byImportance).flatMap(({ x: at, lines }) => lines.map((text, line) => ({ x: at, y: bottom + 16 + line * 14, text }))),
  };
}
