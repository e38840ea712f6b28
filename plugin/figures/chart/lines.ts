import { type Frame, middle, width } from "./frame.ts";
import type { ChartBreak, ChartSeries } from "./input.ts";
import { inside, keepApart, type Label, widthOf } from "./labels.ts";
import { tenth } from "./scale.ts";

export interface Line {
  /** 0 to 3: its colour, its dashes and the shape of its marks, so that it is told apart in grey as well. */
  readonly style: number;
  readonly path: string;
  readonly marks: readonly { readonly path: string; readonly hollow: boolean }[];
}

const shapes = [
  (x: number, y: number) => `M${tenth(x - 3.5)} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
  (x: number, y: number) => `M${tenth(x - 3.2)} ${tenth(y - 3.2)}h6.4v6.4h-6.4z`,
  (x: number, y: number) => `M${x} ${tenth(y - 4.2)}l4.2 7.4h-8.4z`,
  (x: number, y: number) => `M${x} ${tenth(y - 4.6)}l4.6 4.6l-4.6 4.6l-4.6 -4.6z`,
] as const;

export const mostLines: number = shapes.length;

/** The mark of a line at a place: a disc, a square, a triangle or a diamond. */
export const markAt = (style: number, x: number, y: number): string => (shapes[style] ?? shapes[0])(x, y);

/** A line with a mark at every known value. It is interrupted where a value is kept secret and where the counting changed. */
export function line(series: ChartSeries, style: number, frame: Frame, breaks: readonly ChartBreak[]): Line {
  let path = "";
  let pen = false;
  for (const point of series.points) {
    if (breaks.some(({ after }) => after === point.from)) pen = false;
    if (point.value !== null) path += `${pen ? "L" : "M"}${frame.x(middle(point))} ${frame.y(point.value)}`;
    pen = point.value !== null;
  }
  const marks = series.points.flatMap((point) =>
    point.value === null ? [] : [{ path: markAt(style, frame.x(middle(point)), frame.y(point.value)), hollow: point.provisional }],
  );
  return { style, path, marks };
}

/** The values written at a single line: the last, the highest, the lowest and the first, as far as there is room. */
export function values({ points }: ChartSeries, frame: Frame): Label[] {
  const known = points.flatMap((point) => (point.value === null ? [] : [{ point, value: point.value }]));
  const ordered = [...known].sort((a, b) => a.value - b.value);
  const wanted = new Set([known.at(-1), ordered.at(-1), ordered[0], known[0]].flatMap((entry) => (entry ? [entry] : [])));
  const labels = [...wanted].map(({ point, value }) => ({
    x: tenth(inside(frame.x(middle(point)), widthOf(point.text), width)),
    y: tenth(frame.y(value) - 9),
    text: point.text,
    width: widthOf(point.text),
  }));
  return keepApart(labels).map(({ x, y, text }) => ({ x, y, text }));
}
