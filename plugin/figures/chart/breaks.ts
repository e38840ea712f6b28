import { extent } from "./bars.ts";
import type { Frame } from "./frame.ts";
import type { ChartBreak, ChartPoint } from "./input.ts";
import { lineHeight, widthOf, wrap } from "./labels.ts";
import { dayNumber, tenth } from "./scale.ts";

const mostRows = 4;
/** Marks that lie closer than half a label cannot help crossing one; the label stays readable, because it is drawn above them. */
const lastRow = 8;
/** Where a label stands: above its mark, to the left or to the right of it, in the order in which these are tried. */
const sides = [
  [0, -1, 1],
  [-1, 0, 1],
  [1, 0, -1],
] as const;
const labelLength = 26;
const edge = 4;
/** Between the labels and the plot, for the value on the highest bar. */
const gapAbove = 24;

interface Placed {
  readonly x: number;
  readonly lines: readonly string[];
  readonly left: number;
  readonly right: number;
  /** The lowest of its rows, counted upwards from the plot. */
  readonly row: number;
}

export interface BreakSpace {
  readonly placed: readonly Placed[];
  readonly rows: number;
  /** Where labels would not fit, the marks are numbered, and this says what each number means. */
  readonly key: readonly { readonly number: number; readonly label: string }[];
}

/** Finds room above the plot for the labels of all breaks, so that no label covers another nor is crossed by the mark of another. */
export function breakSpace(
  breaks: readonly ChartBreak[],
  points: readonly ChartPoint[],
  area: Pick<Frame, "x">,
  drawing: { width: number; bar: number },
): BreakSpace {
  const at = breaks.map((change) => place(change, points, area, drawing.bar));
  const lowest = (texts: readonly (readonly string[])[]): Placed[] => {
    const labels = texts.map((lines, index) => ({ x: at[index] ?? 0, lines }));
    const tried = sides.map((order) => arrange(labels, drawing.width, order));
    return tried.reduce((best, one) => (rowsOf(one) < rowsOf(best) ? one : best));
  };
  const named = lowest(breaks.map(({ label }) => wrap(label, labelLength)));
  if (rowsOf(named) <= mostRows) return { placed: named, rows: rowsOf(named), key: [] };
  const numbered = lowest(breaks.map((_change, index) => [String(index + 1)]));
  return { placed: numbered, rows: rowsOf(numbered), key: breaks.map(({ label }, index) => ({ number: index + 1, label })) };
}

const rowsOf = (placed: readonly Placed[]): number => Math.max(0, ...placed.map(({ row, lines }) => row + lines.length));

function arrange(labels: readonly { x: number; lines: readonly string[] }[], width: number, order: readonly number[]): Placed[] {
  const placed: Placed[] = [];
  for (const { x, lines } of labels) {
    const half = Math.max(...lines.map(widthOf)) / 2;
    const inside = (at: number) => Math.min(Math.max(at, half + edge), width - half - edge);
    const box = (row: number, shift: number): Placed => {
      const middle = inside(x + shift * (half + 2));
      return { x, lines, left: middle - half - 2, right: middle + half + 2, row };
    };
    const places = Array.from({ length: lastRow }, (_, row) => order.map((shift) => box(row, shift))).flat();
    const free = places.find((one) => placed.every((other) => !collide(one, other)));
    placed.push(free ?? box(lastRow, 0));
  }
  return placed;
}

function collide(one: Placed, other: Placed): boolean {
  const crosses = (mark: Placed, label: Placed) => mark.row > label.row && label.left < mark.x && mark.x < label.right;
  const apart = one.right <= other.left || other.right <= one.left;
  const level = one.row < other.row + other.lines.length && other.row < one.row + one.lines.length;
  return (!apart && level) || crosses(one, other) || crosses(other, one);
}

/** At the day of the change, or half-way; always between the two drawings that it parts. */
function place(change: ChartBreak, points: readonly ChartPoint[], area: Pick<Frame, "x">, bar: number): number {
  const side = (day: string, which: 0 | 1) => {
    const point = points.find(({ from }) => from === day);
    if (!point) throw new Error(`a break at a date that is not drawn: ${day}`);
    const { x, width } = extent(point, area, bar);
    return x + which * width;
  };
  const [left, right] = [side(change.before, 1), side(change.after, 0)];
  const half = (left + right) / 2;
  if (change.day === null) return tenth(half);
  const distance = Math.min(3, Math.abs(right - left) / 2);
  return tenth(Math.min(Math.max(area.x(dayNumber(change.day)), left + distance), right - distance));
}

/** The marks, from the plot up to their labels, and the labels. */
export function breakMarks({ placed }: BreakSpace, { top, bottom }: Pick<Frame, "top" | "bottom">) {
  const base = top - gapAbove;
  return placed.map(({ x, lines, left, right, row }) => ({
    path: `M${x} ${tenth(base - row * lineHeight + 3)}V${bottom}`,
    lines: lines.map((text, index) => ({
      x: tenth((left + right) / 2),
      y: tenth(base - (row + lines.length - 1 - index) * lineHeight),
      text,
    })),
  }));
}
