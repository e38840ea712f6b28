export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** The width of a character and the height of a line in the chart's own units; most characters of the fonts in question are narrower. */
export const characterWidth = 6.4;
export const lineHeight = 13;

/** A cautious width of a text. */
export const widthOf = (text: string): number => text.length * characterWidth;

/** A centre so far inside the drawing that the whole label is. */
export const inside = (x: number, labelWidth: number, drawing: number): number =>
  Math.min(Math.max(x, labelWidth / 2), drawing - labelWidth / 2);

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

/** Breaks a text into lines of at most so many characters. Nothing is ever cut: a word that is longer goes on in the next line. */
export function wrap(text: string, length: number): string[] {
  const pieces = text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => pieced(word, length));
  const lines: string[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + piece.length > length) lines.push(piece);
    else lines[lines.length - 1] = `${line} ${piece}`;
  }
  return lines.length > 0 ? lines : [""];
}

function pieced(word: string, length: number): string[] {
  if (word.length <= length) return [word];
  return [`${word.slice(0, length - 1)}-`, ...pieced(word.slice(length - 1), length)];
}

/** Moves boxes apart until none covers another, upwards or downwards as little as possible, inside the two bounds. */
export function stack(boxes: readonly { centre: number; height: number }[], [top, bottom]: readonly [number, number]): number[] {
  const order = boxes.map((box, index) => ({ ...box, index })).sort((a, b) => a.centre - b.centre);
  const result = new Array<number>(boxes.length).fill(0);
  let next = top;
  order.forEach(({ centre, height, index }, position) => {
    const below = order.slice(position).reduce((all, box) => all + box.height, 0);
    const start = Math.min(Math.max(centre - height / 2, next), Math.max(bottom - below, next));
    result[index] = start + height / 2;
    next = start + height;
  });
  return result;
}
