/** Days since 1970 of a calendar day `YYYY-MM-DD`; never a point in time, so that no time zone moves it. */
export function dayNumber(iso: string): number {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

export type Scale = (value: number) => number;

/** Coordinates are rounded to a tenth of a unit: finer than any printer, and short in the markup. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A linear scale; a domain of a single point lies in the middle of the range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0];
  if (span === 0) return () => tenth((range[0] + range[1]) / 2);
  return (value) => tenth(range[0] + ((value - domain[0]) / span) * (range[1] - range[0]));
}

/**
 * Axis marks from zero to at least `highest`, four steps at most, each 1, 2 or 5 times a power of ten.
 * The axis always begins at zero, because a cut one exaggerates every change.
 */
export function zeroBased(highest: number, whole: boolean): number[] {
  const rough = (highest || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power, whole ? 1 : 0);
  const marks = [0];
  while ((marks.at(-1) ?? 0) < highest || marks.length < 2) marks.push(Number((marks.length * step).toPrecision(12)));
  return marks;
}
