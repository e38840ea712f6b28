import { width as drawing, type Frame, middle } from "./frame.ts";
import { type Box, hatch } from "./hatch.ts";
import type { ChartPoint } from "./input.ts";
import { inside, keepApart, type Label, widthOf } from "./labels.ts";
import { dayNumber, tenth } from "./scale.ts";

export interface Bar extends Box {
  /** A provisional value is drawn as an outline, a final one filled. */
  readonly open: boolean;
}

type Time = Pick<Frame, "x">;

/** Left edge and width: a period takes up its time on the axis, a day a fixed width that leaves room to its neighbours. */
export function extent(point: Pick<ChartPoint, "from" | "to">, { x }: Time, width: number): { x: number; width: number } {
  if (point.from === point.to) return { x: tenth(x(middle(point)) - width / 2), width: tenth(width) };
  const left = x(dayNumber(point.from));
  const right = x(dayNumber(point.to) + 1);
  const gap = Math.min(6, (right - left) * 0.12);
  return { x: tenth(left + gap), width: tenth(right - left - 2 * gap) };
}

export const narrowestBar = 14;
const narrowestPeriod = 5;

/** The width of a bar for a day, as wide as its nearest neighbour allows; 0 for periods. Null where bars would be too thin to see. */
export function barWidth(points: readonly ChartPoint[], whole: Time, widest: number): number | null {
  const places = points.map((point) => extent(point, whole, 0));
  if (points.some(({ from, to }) => from !== to)) return Math.min(...places.map(({ width }) => width)) < narrowestPeriod ? null : 0;
  const nearest = Math.min(...places.slice(1).map(({ x }, index) => x - (places[index]?.x ?? 0)));
  return nearest * 0.62 < narrowestBar ? null : tenth(Math.min(widest, nearest * 0.62));
}

/** Whatever is more than nothing is seen. */
const leastHeight = 1;

/** One bar per known value, standing on zero, with its value above it as far as there is room. */
export function bars(points: readonly ChartPoint[], area: Frame, width: number): { bars: Bar[]; labels: Label[] } {
  const known = points.flatMap((point) => (point.value === null ? [] : [{ point, value: point.value }]));
  const drawn = known.map(({ point, value }): Bar => {
    const height = Math.max(area.bottom - area.y(value), value > 0 ? leastHeight : 0);
    return { ...extent(point, area, width), y: tenth(area.bottom - height), height: tenth(height), open: point.provisional };
  });
  const labels = known.map(({ point, value }) => ({
    x: tenth(inside(centre(point, area, width), widthOf(point.text), drawing)),
    y: tenth(area.y(value) - 6),
    text: point.text,
    width: widthOf(point.text),
  }));
  return { bars: drawn, labels: keepApart([...labels].reverse()).map(({ x, y, text }) => ({ x, y, text })) };
}

/** The middle of the drawing of a point. */
export function centre(point: ChartPoint, area: Time, width: number): number {
  const box = extent(point, area, width);
  return tenth(box.x + box.width / 2);
}

/**
 * The hatched band that stands for values kept secret at one date: from the lowest to the highest they can be by what is printed
 * around them, over the whole height where nothing can be concluded.
 */
export function band(secret: readonly ChartPoint[], area: Frame, width: number) {
  const [point] = secret;
  if (!point) throw new Error("a band of no value");
  const ranges = secret.flatMap(({ range }) => range ?? []);
  const bounded = ranges.length === secret.length;
  const top = bounded ? area.y(Math.max(...ranges.map(({ high }) => high))) : area.top;
  const bottom = bounded ? area.y(Math.min(...ranges.map(({ low }) => low))) : area.bottom;
  const box = { ...extent(point, area, width), y: top, height: tenth(Math.max(bottom - top, leastHeight)) };
  const tall = box.height > 18;
  return {
    ...box,
    hatch: hatch(box, 7),
    labelX: tenth(box.x + box.width / 2),
    labelY: tall ? tenth(top + box.height / 2 + 4) : tenth(top - 6),
  };
}
