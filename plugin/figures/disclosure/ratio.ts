/** Fewer persons make no ratio and no median (facts: domain.md §5.5). */
const fewest = 10;

/** Least and greatest value readers must think possible. */
type Known = readonly [least: number, greatest: number];

export interface Ratio {
  /** The true counts: how many of how many. */
  readonly numerator: number;
  readonly denominator: number;
  /** Decimals of the printed percentage; 0 = whole per cent. */
  readonly decimals: number;
  /** What is published of both counts: `[n, n]` if printed as it is, `[n - 2, n + 2]` if rounded to 5, `[0, Infinity]` if not at all. */
  readonly numeratorKnown: Known;
  readonly denominatorKnown: Known;
}

/** `few`: under ten persons. `numerator`, `complement`, `denominator`: that count follows from the percentage and what is published. */
export type RatioVerdict =
  | { readonly publishable: true; readonly printed: number }
  | { readonly publishable: false; readonly because: "few" | "numerator" | "complement" | "denominator" };

/**
 * Whether a percentage may be printed: at least ten persons in the denominator, and neither count, nor those who are not in
 * the numerator, become known by it. Every pair of whole numbers that prints the same percentage within what is published is
 * a possible truth; a count that is the same in all of them was recovered, unless readers knew it before. `33.3 %` of 12 can
 * only be 4. The percentage is of the true counts, as a percentage of rounded ones would be wrong by more than its decimals say.
 */
export function ratio({ numerator, denominator, decimals, numeratorKnown, denominatorKnown }: Ratio): RatioVerdict {
  if (denominator < fewest) return { publishable: false, because: "few" };
  const printed = percentage(numerator, denominator, decimals);
  const seen = { numerator: new Set<number>(), complement: new Set<number>(), denominator: new Set<number>() };
  const [least, greatest] = near(denominator, denominatorKnown);
  for (let whole = Math.max(1, least); whole <= greatest; whole += 1) {
    for (const part of parts(printed, whole, decimals)) {
      if (part < numeratorKnown[0] || part > numeratorKnown[1]) continue;
      seen.numerator.add(part);
      seen.complement.add(whole - part);
      seen.denominator.add(whole);
    }
  }
  const before = {
    numerator: isExact(numeratorKnown),
    denominator: isExact(denominatorKnown),
    complement: isExact(numeratorKnown) && isExact(denominatorKnown),
  };
  const recovered = (["numerator", "complement", "denominator"] as const).find((count) => seen[count].size === 1 && !before[count]);
  return recovered ? { publishable: false, because: recovered } : { publishable: true, printed };
}

/** Whether a median, a quantile or a mean may be printed: of ten persons or more. It must be rounded to whole units of the catalogue. */
export const mayAverage = (persons: number): boolean => persons >= fewest;

const isExact = ([least, greatest]: Known): boolean => least === greatest;

/** Two worlds are enough: of an open range only what is near the truth is tried. */
function near(truth: number, [least, greatest]: Known): Known {
  const reach = 200;
  return [Math.max(least, truth - reach), Math.min(greatest, truth + reach)];
}

function percentage(part: number, whole: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round((100 * scale * part) / whole) / scale;
}

/** The parts of a whole that print that percentage: a short run around it. */
function parts(printed: number, whole: number, decimals: number): number[] {
  const slack = (whole * 0.5 * 10 ** -decimals) / 100 + 1;
  const middle = (printed * whole) / 100;
  const found: number[] = [];
  for (let part = Math.max(0, Math.floor(middle - slack)); part <= Math.min(whole, middle + slack); part += 1) {
    if (percentage(part, whole, decimals) === printed) found.push(part);
  }
  return found;
}
