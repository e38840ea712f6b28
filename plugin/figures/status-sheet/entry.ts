import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { oldFigureText } from "../fresh.ts";
import { indicator } from "../indicators.ts";
import { firstAfter, inForce } from "./in-force.ts";

/** One line of a status sheet. */
export interface Entry {
  readonly label: string;
  readonly indicator: string;
  /** The class this line is a part for (`Ausländerbehörde`); null for a line of its own. */
  readonly part: string | null;
  /** The value in force; null = none was reported, which is never 0. */
  readonly figure: Figure | null;
  /** `veraltet: …` on the day of the sheet; null while it is fresh. */
  readonly old: string | null;
  /** The data office's word that it may be used though it is old. */
  readonly word: string | null;
  /** Where there is none: the first value after that day. */
  readonly later: Figure | null;
}

/** What all lines of a sheet are chosen from and by. */
export interface Choosing {
  readonly figures: readonly Figure[];
  readonly asOf: string;
  /** The data office's word by the id of the figure. */
  readonly words: ReadonlyMap<string, string>;
}

/** The line for one cell: exactly these classes, in that area. */
export function entry(of: Choosing, ags: string, id: string, classes: Figure["dimensions"], label?: string): Entry {
  const wanted = JSON.stringify(Object.entries(classes).sort());
  const cell = of.figures.filter(
    (figure) => figure.indicator === id && figure.area.ags === ags && JSON.stringify(Object.entries(figure.dimensions).sort()) === wanted,
  );
  return line(of, id, inForce(cell, of.asOf), firstAfter(cell, of.asOf), { label: label ?? indicator(id).label, part: null });
}

/** The parts of a cell by one more dimension, all of the one day or period that held; empty without a breakdown. */
export function parts(of: Choosing, ags: string, id: string, classes: Figure["dimensions"], label: string): Entry[] {
  const fixed = Object.entries(classes);
  const broken = of.figures.filter(
    ({ indicator: own, area, dimensions }) =>
      own === id &&
      area.ags === ags &&
      Object.keys(dimensions).length === fixed.length + 1 &&
      fixed.every(([name, value]) => dimensions[name] === value),
  );
  const newest = inForce(broken, of.asOf);
  if (!newest) return [];
  const names = Object.keys(newest.dimensions).sort().join();
  const held = JSON.stringify(newest.reference);
  return broken
    .filter(({ reference, dimensions }) => JSON.stringify(reference) === held && Object.keys(dimensions).sort().join() === names)
    .map((figure) => {
      const added = Object.entries(figure.dimensions).find(([name]) => !(name in classes));
      return line(of, id, figure, null, { label: say("status.part", { label, part: added?.[1] ?? "" }), part: added?.[1] ?? null });
    });
}

function line(
  { asOf, words }: Choosing,
  id: string,
  figure: Figure | null,
  later: Figure | null,
  named: Pick<Entry, "label" | "part">,
): Entry {
  return {
    ...named,
    ...{ indicator: id, figure, later: figure ? null : later },
    old: figure && oldFigureText(figure, asOf),
    word: (figure && words.get(figure.id)) ?? null,
  };
}
