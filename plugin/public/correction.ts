import type { Figure } from "../figures/figure.ts";
import { countOf, differs, nameOf, type Place } from "./place.ts";

/** Which earlier version a sheet or an answer replaced, and what is other in it. Never what the earlier one said: it was taken back. */
export interface Correction {
  readonly version: number;
  /** Until when the earlier version could be read. */
  readonly until: string;
  /** Values that are others now, that were not there, that are gone: `Personen mit Duldung, 31.12.2024`. */
  readonly corrected: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** What is other than in the last version before it that was public; null for a first one. */
export function correction(place: Place, all: readonly Place[]): Correction | null {
  const earlier = all
    .filter(({ series, version }) => series === place.series && version < place.version)
    .toSorted((left, right) => right.version - left.version)[0];
  if (!earlier) return null;
  const old = new Map(earlier.figures.map((figure) => [countOf(figure), figure]));
  const now = new Set(place.figures.map(countOf));
  const other = (figure: Figure): boolean => {
    const was = old.get(countOf(figure));
    return was !== undefined && differs(was, figure);
  };
  return {
    ...{ version: earlier.version, until: earlier.decidedAt },
    corrected: place.figures.filter(other).map(nameOf),
    added: place.figures.filter((figure) => !old.has(countOf(figure))).map(nameOf),
    gone: earlier.figures.filter((figure) => !now.has(countOf(figure))).map(nameOf),
  };
}
