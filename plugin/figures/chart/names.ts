import type { Frame } from "./frame.ts";
import { characterWidth, lineHeight, stack, wrap } from "./labels.ts";

const fewestCharacters = 15;
/** With more the plot would be too narrow; longer words go on in the next line. */
const mostCharacters = 22;
const beside = 24;

export interface NameSpace {
  readonly lines: readonly (readonly string[])[];
  /** Width of the column of names, and the height that all of them need. */
  readonly width: number;
  readonly height: number;
}

/** The names beside a drawing, wrapped to a column that is as narrow as their longest word allows. */
export function nameSpace(labels: readonly string[]): NameSpace {
  const longest = Math.max(...labels.flatMap((label) => label.split(/\s+/).map(({ length }) => length)));
  const characters = Math.min(mostCharacters, Math.max(fewestCharacters, longest));
  const lines = labels.map((label) => wrap(label, characters));
  return {
    lines,
    width: beside + characters * characterWidth,
    height: lines.reduce((all, { length }) => all + heightOf(length), 0),
  };
}

const heightOf = (lines: number): number => lines * lineHeight + 6;

/** Where each name stands: as near to its `at` as the others allow, its mark, of the given style, at `markX`. */
export function names(
  { lines }: NameSpace,
  at: readonly number[],
  styles: readonly number[],
  { right, top, bottom }: Pick<Frame, "right" | "top" | "bottom">,
) {
  const boxes = lines.map(({ length }, index) => ({ centre: at[index] ?? bottom, height: heightOf(length) }));
  const centres = stack(boxes, [top, bottom]);
  return lines.map((texts, place) => {
    const y = centres[place] ?? 0;
    const style = styles[place] ?? 0;
    const first = y + 4 - ((texts.length - 1) * lineHeight) / 2;
    return {
      style,
      markX: right + 12,
      markY: y,
      lines: texts.map((text, index) => ({ x: right + 21, y: first + index * lineHeight, text })),
    };
  });
}
