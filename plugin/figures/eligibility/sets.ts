import { printedRange } from "../disclosure/balance.ts";
import { type Cell, guard, type Method, threshold } from "./guard.ts";
import { type Applied, atLeast, maskOf } from "./tally.ts";
import { staysOpen } from "./witnesses.ts";

/** Counts of persons by the rules they meet, as they may be printed. */
export interface PrintedSets {
  /** Meets that set of rules at least; the single rules and every set of two or more. */
  readonly of: (mask: number) => Cell;
  /** Meets at least one. */
  readonly any: Cell;
}

interface Request {
  /** How many meet exactly a set. */
  readonly exactly: Float64Array;
  readonly applied: readonly Applied[];
  /** Places of the rules that are counted. */
  readonly chosen: readonly number[];
  /** Whether the sets of two or more are printed, too. */
  readonly overlaps: boolean;
  readonly method: Method;
  /** What a table by classes tells of a rule's total; `undefined` if there is none. */
  readonly told: (index: number) => readonly [number, number] | undefined;
}

/**
 * The total of each rule is always printed (rounded, or hidden below the threshold). The union and the overlaps are printed
 * only if no small number follows from them by subtraction: 9 in all and 7 under one rule would tell of 2 under the other,
 * where nobody can meet both. What is withheld is `g`, the union first.
 */
export function printSets(request: Request): PrintedSets {
  const { exactly, applied, chosen, method } = request;
  const cell = guard(method);
  const everything = maskOf(chosen);
  const count = (mask: number): number => atLeast(exactly, mask);
  const any = atLeast(exactly, everything, true);
  const possible = subsets(chosen).filter((mask) => canMeet(applied, mask));
  const isSingle = (mask: number): boolean => (mask & (mask - 1)) === 0;
  const printed = ({ union, overlaps }: Level): PrintedSets => ({
    of: (mask) => (!possible.includes(mask) ? 0 : isSingle(mask) || overlaps ? cell(count(mask)) : "g"),
    any: union ? cell(any) : "g",
  });
  if (method === "none") return printed({ union: true, overlaps: true });
  const levels = [
    { union: true, overlaps: request.overlaps },
    { union: false, overlaps: request.overlaps },
  ];
  const safe = levels.find((level) => open(printed(level)));
  // Single rules alone tell nothing of each other.
  return printed(safe ?? { union: false, overlaps: false });

  function open(shown: PrintedSets): boolean {
    const tabled = possible.filter((mask) => request.told(Math.log2(mask)) !== undefined);
    return staysOpen(
      {
        masks: possible,
        truth: possible.map(count),
        candidates: possible.map((mask) => candidates(shown.of(mask), count(mask), method, request.told(Math.log2(mask)))),
        any: shown.any === "g" ? [0, any < threshold ? threshold - 1 : Number.POSITIVE_INFINITY] : rangeOf(shown.any, method),
        whole: tabled.map((mask) => possible.indexOf(mask)),
      },
      threshold,
    );
  }
}

interface Level {
  readonly union: boolean;
  readonly overlaps: boolean;
}

/** Of a hidden number only those near the truth are tried: two that fit are enough. A small one is known to be small. */
function candidates(shown: Cell, truth: number, method: Method, told: readonly [number, number] | undefined): number[] {
  const hidden = [Math.max(0, truth - 2), truth < threshold ? Math.min(threshold - 1, truth + 2) : truth + 2] as const;
  const [low, high] = shown === "g" ? hidden : rangeOf(shown, method);
  const [least, greatest] = shown !== "g" && told ? [Math.max(low, told[0]), Math.min(high, told[1])] : [low, high];
  return Array.from({ length: Math.max(0, greatest - least + 1) }, (_value, index) => least + index);
}

function rangeOf(shown: Cell, method: Method): readonly [number, number] {
  if (method === "none") throw new Error("nothing to conclude from unprotected counts");
  return printedRange(method, 0)(shown === "g" ? null : shown);
}

/** Whether one person can meet all rules of a set: they have a status in common. */
function canMeet(applied: readonly Applied[], mask: number): boolean {
  const [first = [], ...others] = applied
    .filter((_one, index) => (mask & (1 << index)) !== 0)
    .map(({ version }) => version?.statuses_in ?? []);
  return first.some((status) => others.every((list) => list.includes(status)));
}

/** Every set of one or more of the rules, as masks, small ones first. */
export function subsets(chosen: readonly number[]): number[] {
  const sets = Array.from({ length: 1 << chosen.length }, (_set, bits) => chosen.filter((_index, place) => (bits & (1 << place)) !== 0));
  return sets
    .filter((set) => set.length > 0)
    .sort((left, right) => left.length - right.length)
    .map(maskOf);
}
