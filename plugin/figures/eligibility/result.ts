import type { Counted, Rejected } from "./count.ts";
import { type Cell, guard, type Method } from "./guard.ts";
import { transitionsOn } from "./rule.ts";
import { type Applied, atLeast, type Tally } from "./tally.ts";

/** What `count` prints (design §9); `potential` and `missing` are null for a rule nobody new can apply under. */
export interface RuleResult {
  readonly rule: string;
  readonly norm: string;
  /** Null before the norm existed. */
  readonly version: string | null;
  readonly applicable: boolean;
  readonly potential: Cell | null;
  readonly missing: Cell | null;
  readonly law: string | null;
  readonly applied: readonly string[];
  readonly notApplied: readonly string[];
  readonly notes: readonly string[];
  readonly uncertain?: string;
  /** For § 104c after its end: its holders, and how many of them meet the times of the chosen titles that follow. */
  readonly transition?: { readonly holders: Cell; readonly potential: Readonly<Record<string, Cell>>; readonly atLeastOne: Cell };
}

export interface Result {
  readonly asOf: string;
  readonly records: Cell;
  readonly results: readonly RuleResult[];
  readonly overlaps: readonly { readonly rules: readonly string[]; readonly potential: Cell }[];
  /** Null if no chosen rule is in force. */
  readonly atLeastOne: Cell | null;
  readonly cells?: readonly { readonly rule: string; readonly dimensions: Readonly<Record<string, string>>; readonly potential: Cell }[];
  readonly rejected: readonly Rejected[];
  readonly rejectedLines: number;
  /** Records whose status began only after the Stichtag: the export is younger than the day it is counted for. */
  readonly laterStatus: Cell;
  /** The law was read up to this day. */
  readonly checkedUntil: string;
  readonly protected: boolean;
  readonly method: Method;
}

/** A count in the printed form, every number of persons guarded for itself. */
export function resultOf(counted: Counted, method: Method): Result {
  const { asOf, records, applied, tally, rejected, rejectedLines } = counted;
  const cell = guard(method);
  const inForce = applied.flatMap(({ test }, index) => (test ? [index] : []));
  return {
    asOf,
    records: cell(records),
    results: applied.map((one, index) => ruleResult(one, index, { tally, applied, asOf, cell })),
    overlaps: setsOf(inForce).map((chosen) => ({
      rules: chosen.map((index) => applied[index]?.rule.rule ?? ""),
      potential: cell(atLeast(tally.exactly, mask(chosen))),
    })),
    atLeastOne: inForce.length === 0 ? null : cell(atLeast(tally.exactly, mask(inForce), true)),
    rejected,
    rejectedLines,
    laterStatus: cell(tally.laterStatus()),
    checkedUntil: applied.reduce((day, { rule }) => (rule.checked_until < day ? rule.checked_until : day), "9999-12-31"),
    protected: method !== "none",
    method,
  };
}

type Context = { tally: Tally; applied: readonly Applied[]; asOf: string; cell: (count: number) => Cell };

function ruleResult({ rule, version, test }: Applied, index: number, { tally, applied, asOf, cell }: Context): RuleResult {
  const transition = rule.rule === "aufenthg-104c" && version && !test ? { transition: transitionOf(tally, applied, cell) } : {};
  return {
    rule: rule.rule,
    norm: rule.norm,
    version: version?.id ?? null,
    applicable: test !== undefined,
    potential: test ? cell(atLeast(tally.exactly, mask([index]))) : null,
    missing: test ? cell(tally.missing[index] ?? 0) : null,
    law: version?.law_ref ?? null,
    applied: version?.criteria_countable ?? [],
    notApplied: [...(version?.criteria_partly ?? []), ...(version?.criteria_judgement ?? [])],
    notes: [rule.note, version?.note, ...transitionsOn(rule, asOf).map(({ text, law_ref }) => `${text} (${law_ref})`)].filter(
      (note) => note !== undefined,
    ),
    ...(version?.uncertain === undefined ? {} : { uncertain: version.uncertain }),
    ...transition,
  };
}

/** The titles that may follow § 104c; only those that were chosen are known. */
const following = ["aufenthg-25a", "aufenthg-25b"];

function transitionOf({ holders }: Tally, applied: readonly Applied[], cell: Context["cell"]): NonNullable<RuleResult["transition"]> {
  const next = applied.flatMap(({ rule, test }, index) => (test && following.includes(rule.rule) ? [{ id: rule.rule, index }] : []));
  return {
    holders: cell(holders.reduce((sum, persons) => sum + persons, 0)),
    potential: Object.fromEntries(next.map(({ id, index }) => [id, cell(atLeast(holders, mask([index])))])),
    atLeastOne: cell(atLeast(holders, mask(next.map(({ index }) => index)), true)),
  };
}

const mask = (chosen: readonly number[]): number => chosen.reduce((set, index) => set | (1 << index), 0);

/** Every set of two or more, small ones first. */
function setsOf(indexes: readonly number[]): number[][] {
  const sets = Array.from({ length: 1 << indexes.length }, (_set, bits) => indexes.filter((_index, place) => (bits & (1 << place)) !== 0));
  return sets.filter((set) => set.length > 1).sort((left, right) => left.length - right.length);
}
