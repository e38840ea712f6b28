import { tenth } from "./scale.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rising diagonals clipped to a box, as one path: they mean "kept secret" and nothing else. Plain lines instead of an SVG pattern:
 * a pattern is found by its id, and ids collide on foreign pages and get lost in some printers.
 */
export function hatch({ x, y, width, height }: Box, distance: number): string {
  const strokes: string[] = [];
  for (let offset = distance / 2; offset < width + height; offset += distance) {
    const left = Math.max(0, offset - height);
    const right = Math.min(offset, width);
    strokes.push(`M${tenth(x + left)} ${tenth(y + offset - left)}L${tenth(x + right)} ${tenth(y + offset - right)}`);
  }
  return strokes.join("");
}

const steps = (length: number, distance: number): number[] =>
  Array.from({ length: Math.floor(length / distance) }, (_, index) => (index + 0.5) * distance);
const horizontal = ({ x, y, width, height }: Box, distance: number) =>
  steps(height, distance)
    .map((at) => `M${x} ${tenth(y + at)}h${width}`)
    .join("");
const vertical = ({ x, y, width, height }: Box, distance: number) =>
  steps(width, distance)
    .map((at) => `M${tenth(x + at)} ${y}v${height}`)
    .join("");
const dots = ({ x, y, width, height }: Box, distance: number) =>
  steps(height, distance)
    .flatMap((down) => steps(width, distance).map((across) => `M${tenth(x + across - 0.8)} ${tenth(y + down)}h1.6`))
    .join("");

/** Falling diagonals: the rising ones of a mirrored box, mirrored back. */
const falling = (box: Box, distance: number) => {
  const axis = 2 * box.x + box.width;
  return hatch(box, distance).replace(/([ML])(-?[\d.]+) /g, (_all, letter: string, at: string) => `${letter}${tenth(axis - Number(at))} `);
};

/** What tells the classes of a stack apart without colour, after the first, which is filled. None of them looks like "kept secret". */
const patterns: readonly ((box: Box) => string)[] = [
  () => "",
  (box) => horizontal(box, 4),
  (box) => dots(box, 5),
  (box) => vertical(box, 4),
  () => "",
  (box) => falling(box, 5),
  (box) => horizontal(box, 6) + vertical(box, 6),
  (box) => dots(box, 3),
];
export const mostPatterns: number = patterns.length;

/** The pattern of a class as one path; the first is filled and the fifth empty, both without lines. */
export const pattern = (style: number, box: Box): string => (patterns[style] ?? patterns[0])?.(box) ?? "";
