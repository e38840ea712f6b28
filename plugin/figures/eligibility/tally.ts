import type { Dimension } from "./classes.ts";
import { missing, potential, type Test } from "./criteria.ts";
import type { Day } from "./days.ts";
import { type Person, statusIndex } from "./person.ts";
import type { CountableRule, Version } from "./rule.ts";
import type { TitleEnds } from "./title-ends.ts";

/** A chosen rule with its version on the Stichtag; without a test it is not in force for new applicants. */
export interface Applied {
  readonly rule: CountableRule;
  readonly version: Version | undefined;
  readonly test: Test | undefined;
  /** For § 104c after its end. */
  readonly ends: TitleEnds | undefined;
}

/** Counts of persons, unprotected. Sets of rules are bit masks: bit n is the n-th chosen rule. */
export interface Tally {
  /** How many meet exactly this set of rules. */
  readonly exactly: Float64Array;
  /** The same among holders of § 104c. */
  readonly holders: Float64Array;
  /** Holders of § 104c by the class of `TitleEnds`; empty while the norm is open. */
  readonly holdersByEnd: Float64Array;
  /** Per rule. */
  readonly missing: Float64Array;
  /** One array per rule and one for "at least one of them"; a cell is the mixed-radix number of its classes. */
  readonly cells: readonly Float64Array[];
  /** Persons whose present status began only after the Stichtag. */
  laterStatus(): number;
  add(person: Person): void;
}

const cellCount = (by: readonly Dimension[]): number => by.reduce((product, { classes }) => product * classes.length, 1);

export function tallyOf(applied: readonly Applied[], by: readonly Dimension[], asOf: Day): Tally {
  const sets = 1 << applied.length;
  const exactly = new Float64Array(sets);
  const lacking = new Float64Array(applied.length);
  const cells = Array.from({ length: by.length > 0 ? applied.length + 1 : 0 }, () => new Float64Array(cellCount(by)));
  const tests = applied.map(({ test }) => test);
  const lawful = applied.map(({ rule }) => rule.residence === "rechtmaessig_seit");
  const { holders, holdersByEnd, addHolder } = holdersOf(applied);
  let later = 0;
  const cellOf = (person: Person, index: number): number => {
    let cell = 0;
    for (const dimension of by) cell = cell * dimension.classes.length + dimension.of(person, lawful[index] === true);
    return cell;
  };
  const spread = (person: Person, set: number): void => {
    let first = true;
    for (let index = 0; index < tests.length; index += 1) {
      if ((set & (1 << index)) === 0) continue;
      const cell = cellOf(person, index);
      increase(cells[index], cell);
      // One person is one cell of the union too, though two rules may count another residence: the first one's.
      if (first) increase(cells[applied.length], cell);
      first = false;
    }
  };
  return {
    exactly,
    holders,
    holdersByEnd,
    missing: lacking,
    cells,
    laterStatus: () => later,
    add(person) {
      let set = 0;
      for (let index = 0; index < tests.length; index += 1) {
        const verdict = tests[index]?.(person);
        if (verdict === potential) set |= 1 << index;
        else if (verdict === missing) increase(lacking, index);
      }
      increase(exactly, set);
      addHolder(person, set);
      if (person.statusSince > asOf) later += 1;
      if (set !== 0 && by.length > 0) spread(person, set);
    },
  };
}

function holdersOf(applied: readonly Applied[]) {
  const status = statusIndex("ae-104c");
  const ends = applied.find((one) => one.ends)?.ends;
  const holders = new Float64Array(1 << applied.length);
  const holdersByEnd = new Float64Array(ends ? ends.until.length + 3 : 0);
  const addHolder = (person: Person, set: number): void => {
    if (person.status !== status) return;
    increase(holders, set);
    if (ends) increase(holdersByEnd, ends.of(person.statusSince));
  };
  return { holders, holdersByEnd, addHolder };
}

function increase(counts: Float64Array | undefined, at: number): void {
  if (counts) counts[at] = (counts[at] ?? 0) + 1;
}

/** How many meet at least the rules of a set; with `any`, at least one of them. */
export function atLeast(exactly: Float64Array, set: number, any = false): number {
  return exactly.reduce((sum, persons, met) => ((any ? (met & set) !== 0 : (met & set) === set) ? sum + persons : sum), 0);
}

/** A set of rules, by their places, as a bit mask. */
export const maskOf = (chosen: readonly number[]): number => chosen.reduce((set, index) => set | (1 << index), 0);
