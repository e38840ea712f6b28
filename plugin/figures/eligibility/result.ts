import { type CountedCells, cellsOf } from "./cells.ts";
import type { Counted, Rejected } from "./count.ts";
import { type Cell, guard, type Method } from "./guard.ts";
import { announcedOn, transitionsOn } from "./rule.ts";
import { type PrintedSets, printSets, subsets } from "./sets.ts";
import { type Applied, maskOf } from "./tally.ts";
import { type Transition, transitionOf } from "./transition.ts";

/** What `count` prints (design §9); `potential` and `missing` are null for a rule nobody new can apply under. */
export interface RuleResult {
  readonly rule: string;
  readonly norm: string;
  /** Null before the norm existed. */
  readonly version: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly applicable: boolean;
  readonly potential: Cell | null;
  readonly missing: Cell | null;
  readonly law: string | null;
  readonly url: string;
  readonly checkedUntil: string;
  readonly applied: readonly string[];
  readonly notApplied: readonly string[];
  readonly notes: readonly string[];
  readonly uncertain?: string;
  /** For § 104c after its end. */
  readonly transition?: Transition;
}

export interface Result {
  readonly asOf: string;
  readonly records: Cell;
  readonly results: readonly RuleResult[];
  readonly overlaps: readonly { readonly rules: readonly string[]; readonly potential: Cell }[];
  /** Null if no chosen rule is in force. */
  readonly atLeastOne: Cell | null;
  /** Only with dimensions. */
  readonly cells?: CountedCells["cells"];
  readonly withheld?: CountedCells["withheld"];
  readonly rejected: readonly Rejected[];
  readonly rejectedLines: number;
  /** Records whose status began only after the Stichtag: the export is younger than the day it is counted for. */
  readonly laterStatus: Cell;
  /** The law was read up to this day. */
  readonly checkedUntil: string;
  readonly protected: boolean;
  readonly method: Method;
}

/** A count in the printed form. Protected, no small number in it follows from the others, tables by classes included. */
export function resultOf(counted: Counted, method: Method): Result {
  const { asOf, records, applied, by, tally, rejected, rejectedLines } = counted;
  const cell = guard(method);
  const { cells, withheld, totals } = cellsOf(counted, method);
  const chosen = applied.flatMap(({ test }, index) => (test ? [index] : []));
  const told = (index: number) => totals.get(index);
  const sets = printSets({ exactly: tally.exactly, applied, chosen, overlaps: true, method, told });
  return {
    asOf,
    records: cell(records),
    results: applied.map((one, index) => ruleResult(one, index, { counted, method, sets })),
    overlaps: subsets(chosen)
      .map((mask) => ({ mask, rules: chosen.filter((index) => mask & (1 << index)).map((index) => applied[index]?.rule.rule ?? "") }))
      .filter(({ rules }) => rules.length > 1)
      .map(({ mask, rules }) => ({ rules, potential: sets.of(mask) })),
    atLeastOne: chosen.length === 0 ? null : sets.any,
    ...(by.length === 0 ? {} : { cells, withheld }),
    rejected,
    rejectedLines,
    laterStatus: cell(tally.laterStatus()),
    checkedUntil: applied.reduce((day, { rule }) => (rule.checked_until < day ? rule.checked_until : day), "9999-12-31"),
    protected: method !== "none",
    method,
  };
}

interface Context {
  readonly counted: Counted;
  readonly method: Method;
  readonly sets: PrintedSets;
}

function ruleResult(one: Applied, index: number, { counted, method, sets }: Context): RuleResult {
  const { rule, version, test, ends } = one;
  const { asOf, applied, tally } = counted;
  const older = transitionsOn(rule, asOf).map(({ text, law_ref }) => `${text} (${law_ref})`);
  const unread = announcedOn(rule, asOf).map(({ text, law_ref }) => `${text} (${law_ref})`);
  return {
    rule: rule.rule,
    norm: rule.norm,
    version: version?.id ?? null,
    validFrom: version?.valid_from ?? null,
    validTo: version?.valid_to ?? null,
    applicable: test !== undefined,
    potential: test ? sets.of(maskOf([index])) : null,
    missing: test ? guard(method)(tally.missing[index] ?? 0) : null,
    law: version?.law_ref ?? null,
    url: version?.url ?? rule.url,
    checkedUntil: rule.checked_until,
    applied: version?.criteria_countable ?? [],
    notApplied: [...(version?.criteria_partly ?? []), ...(version?.criteria_judgement ?? [])],
    notes: [rule.note, version?.note, ...older, ...unread].filter((note) => note !== undefined),
    ...(version?.uncertain === undefined ? {} : { uncertain: version.uncertain }),
    ...(ends ? { transition: transitionOf(tally, applied, ends, method) } : {}),
  };
}
