import { tenth } from "./scale.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rising diagonals clipped to a box, as one path. Plain lines instead of an SVG pattern: a pattern is found by its id, and ids
 * collide on foreign pages and get lost in some printers.
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
