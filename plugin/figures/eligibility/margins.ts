import type { Dimension } from "./classes.ts";

/** A sum of persons by classes; an absent dimension means all. */
export interface Margin {
  /** Index of the class per dimension; null = all. */
  readonly places: readonly (number | null)[];
  readonly dimensions: Readonly<Record<string, string>>;
  readonly sum: number;
}

/** All cells of one or two dimensions and their margins, without the grand total. Empty classes too: which ones are absent would tell. */
export function marginsOf(counts: Float64Array, by: readonly Dimension[]): Margin[] {
  const [first, second] = by.map(({ classes }) => [...classes.keys()]);
  if (!first) return [];
  if (!second) return first.map((row) => margin([row]));
  return [
    ...first.map((row) => margin([row, null])),
    ...second.map((column) => margin([null, column])),
    ...first.flatMap((row) => second.map((column) => margin([row, column]))),
  ];

  function margin(places: readonly (number | null)[]): Margin {
    const dimensions = by.flatMap(({ name, classes }, axis) => {
      const place = places[axis];
      return place === null || place === undefined ? [] : [[name, classes[place] ?? ""]];
    });
    return { places, dimensions: Object.fromEntries(dimensions), sum: sumOf(places) };
  }

  function sumOf([row, column = 0]: readonly (number | null)[]): number {
    const width = second?.length ?? 1;
    return counts.reduce((sum, persons, cell) => {
      const fits = (row === null || Math.floor(cell / width) === row) && (column === null || cell % width === column);
      return fits ? sum + persons : sum;
    }, 0);
  }
}
