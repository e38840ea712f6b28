export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A cautious width of a text in the chart's own units; digits of the fonts in question are narrower. */
export const widthOf = (text: string): number => text.length * 6.4;

/**
 * The labels that fit side by side, taken in the order of importance given: the rest is left out, because the table beside the
 * chart says every value. Centres are at `x`.
 */
export function keepApart<T extends { readonly x: number; readonly width: number }>(byImportance: readonly T[]): T[] {
  const kept: T[] = [];
  for (const label of byImportance) {
    if (kept.every((other) => Math.abs(other.x - label.x) >= (other.width + label.width) / 2 + 3)) kept.push(label);
  }
  return kept;
}

/** Breaks a text into two lines at most; what does not fit ends in an ellipsis. */
export function twoLines(text: string, length: number): string[] {
  if (text.length <= length) return [text];
  const cut = text.lastIndexOf(" ", length);
  const first = text.slice(0, cut > 0 ? cut : length);
  const rest = text.slice(first.length).trimStart();
  return [first, rest.length <= length ? rest : `${rest.slice(0, length - 1).trimEnd()}…`];
}

/** Moves centres apart until each has its height, upwards or downwards as little as possible, inside the two bounds. */
export function stack(centres: readonly number[], height: number, [top, bottom]: readonly [number, number]): number[] {
  const order = centres.map((centre, index) => ({ centre, index })).sort((a, b) => a.centre - b.centre);
  const placed: number[] = [];
  let next = top;
  order.forEach(({ centre }, position) => {
    const room = bottom - (order.length - 1 - position) * height;
    const at = Math.min(Math.max(centre, next), Math.max(room, next));
    placed.push(at);
    next = at + height;
  });
  const result = new Array<number>(centres.length).fill(0);
  order.forEach(({ index }, position) => {
    result[index] = placed[position] ?? 0;
  });
  return result;
}
