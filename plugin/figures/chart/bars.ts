import { type Frame, frame, middle, plotBottom, size } from "./frame.ts";
import { type Box, hatch } from "./hatch.ts";
import type { ChartPoint } from "./input.ts";
import { keepApart, type Label, widthOf } from "./labels.ts";
import { dayNumber, tenth } from "./scale.ts";

export interface Bar extends Box {
  /** Hatching of a provisional value; null = final, filled. */
  readonly hatch: string | null;
}

/** Left edge and width: a period takes up its time on the axis, a day a fixed width that leaves room to its neighbours. */
export function extent(point: ChartPoint, { x }: Frame, width: number): { x: number; width: number } {
  if (point.from === point.to) return { x: tenth(x(middle(point)) - width / 2), width: tenth(width) };
  const left = x(dayNumber(point.from));
  const right = x(dayNumber(point.to) + 1);
  const gap = Math.min(6, (right - left) * 0.12);
  return { x: tenth(left + gap), width: tenth(right - left - 2 * gap) };
}

export const narrowestBar = 14;
const widestBar = 34;
const mostBars = 8;
const narrowestPeriod = 5;

/** The width of a bar for a day, as wide as its nearest neighbour allows. Null where bars would be too many or too thin to see. */
export function barWidth(points: readonly ChartPoint[]): number | null {
  if (points.length > mostBars) return null;
  const whole = frame(points, widestBar, size.width - size.right);
  const places = points.map((point) => extent(point, whole, 0));
  if (points.some(({ from, to }) => from !== to)) return Math.min(...places.map(({ width }) => width)) < narrowestPeriod ? null : 0;
  const nearest = Math.min(...places.slice(1).map(({ x }, index) => x - (places[index]?.x ?? 0)));
  return nearest * 0.62 < narrowestBar ? null : tenth(Math.min(widestBar, nearest * 0.62));
}

/** One bar per known value, standing on zero, with its value above it as far as there is room. */
export function bars(points: readonly ChartPoint[], area: Frame, width: number): { bars: Bar[]; labels: Label[] } {
  const known = points.flatMap((point) => (point.value === null ? [] : [{ point, value: point.value }]));
  const drawn = known.map(({ point, value }): Bar => {
    const box = { ...extent(point, area, width), y: area.y(value), height: tenth(plotBottom - area.y(value)) };
    return { ...box, hatch: point.provisional ? hatch(box, 5) : null };
  });
  const labels = known.map(({ point, value }) => ({
    x: area.x(middle(point)),
    y: tenth(area.y(value) - 6),
    text: point.text,
    width: widthOf(point.text),
  }));
  return { bars: drawn, labels: keepApart([...labels].reverse()).map(({ x, y, text }) => ({ x, y, text })) };
}

/** The hatched band over the whole height that stands for a value which is kept secret. */
export function band(point: ChartPoint, area: Frame, width: number) {
  const box = { ...extent(point, area, width), y: size.top, height: plotBottom - size.top };
  return { ...box, hatch: hatch(box, 7), labelX: area.x(middle(point)), labelY: size.top - 11 };
}
