import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Cell, type Identity, identityOf, keyOf } from "./cell.ts";
import type { Count, Model } from "./model.ts";
import { fits } from "./plausible.ts";

const Classes = z.record(z.string(), z.string());
const Term = z.strictObject({ indicator: z.string(), classes: Classes.default({}) });
const Relations = z.strictObject({
  /** `complete`: the parts are the whole; otherwise something is left over. */
  sums: z.array(z.strictObject({ whole: Term, parts: z.array(Term), complete: z.boolean() })),
  /** Persons who are in at least one of several counts. */
  unions: z.array(z.strictObject({ union: z.string(), of: z.array(z.string()) })),
  /** What is open grows by what comes and shrinks by what leaves. */
  balances: z.array(z.strictObject({ stock: z.string(), coming: z.string(), leaving: z.string() })),
  /** A printed ratio bounds its numerator; of the classes of the denominator the first one that is printed counts. */
  ratios: z.array(z.strictObject({ ratio: z.string(), numerator: z.string(), denominator: z.string(), classes: z.array(Classes) })),
});

export const relations = Relations.parse(JSON.parse(readFileSync(new URL("./relations.json", import.meta.url), "utf8")));

/** Every indicator that has to do with one of these, directly or by others. */
export function familyOf(indicators: readonly string[]): ReadonlySet<string> {
  const groups = [
    ...relations.sums.map(({ whole, parts }) => [whole.indicator, ...parts.map(({ indicator }) => indicator)]),
    ...relations.unions.map(({ union, of }) => [union, ...of]),
    ...relations.balances.map(({ stock, coming, leaving }) => [stock, coming, leaving]),
    ...relations.ratios.map(({ ratio, numerator, denominator }) => [ratio, numerator, denominator]),
  ];
  const family = new Set(indicators);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const group of groups) if (group.some((one) => family.has(one))) for (const one of group) family.add(one);
  }
  return family;
}

/** What indicators have to do with each other (relations.json): "davon", titles taken together, at least one rule. */
export function acrossIndicators(model: Model): void {
  const spoken = model.counts.flatMap((count, position) => (count.rest ? [] : [{ count, position }]));
  for (const { whole, parts, complete } of relations.sums) {
    for (const { count, position } of spoken.filter(({ count }) => is(count.identity, whole))) {
      const found = parts.flatMap((part) =>
        spoken.filter((one) => is(one.count.identity, part) && sameOtherwise(one.count.identity, part, count.identity, whole)),
      );
      const positions = found.map((one) => one.position);
      if (found.length === 0 || !fits(model, position, positions, "at-most")) continue;
      const all = complete && found.length === parts.length;
      const without = found.map((one) => one.count.identity.indicator);
      model.add(position, all ? positions : [...positions, model.at(count.identity, { kind: "indicator", without })]);
    }
  }
  for (const { union, of } of relations.unions) overlaps(model, spoken, union, of);
}

/** Of two counts and those in at least one of them follows how many are in both; of any, how many are only in others. */
function overlaps(model: Model, spoken: readonly { count: Count; position: number }[], union: string, of: readonly string[]): void {
  for (const { count, position } of spoken.filter(({ count }) => count.identity.indicator === union)) {
    const place = placeOf(count.identity);
    const members = spoken.filter((one) => of.includes(one.count.identity.indicator) && placeOf(one.count.identity) === place);
    const only = members.map((member) => {
      const rest = model.at(count.identity, { kind: "indicator", without: [member.count.identity.indicator] });
      if (fits(model, position, [member.position], "at-most")) model.add(position, [member.position, rest]);
      return rest;
    });
    const [left, right] = members;
    if (members.length !== 2 || !left || !right || !unites(count.identity, 2)) continue;
    if (count.low > left.count.high + right.count.high) continue;
    // Whoever is not in one of two is in the other alone: union = left + (right alone), right = both + (right alone).
    const both = model.at(count.identity, { kind: "both", of: members.map((member) => member.count.identity.indicator) });
    model.add(right.position, [both, only[0] as number]);
    model.add(left.position, [both, only[1] as number]);
  }
}

/** Whether a union is of so many rules; of one that does not name them (`25a@2022-12-31+25b@2022-12-31`) it must be assumed. */
const unites = ({ rule }: Identity, rules: number): boolean => !rule.includes("+") || rule.split("+").length === rules;

/** Bounds numerators by printed ratios and denominators, each within what its last decimal leaves open. */
export function byRatio(model: Model, cells: readonly Cell[]): void {
  for (const { ratio, numerator, denominator, classes } of relations.ratios) {
    for (const quotient of cells.filter((cell) => cell.indicator === ratio && cell.value !== null)) {
      const near = (cell: Cell) =>
        cell.area.ags === quotient.area.ags && JSON.stringify(cell.reference) === JSON.stringify(quotient.reference);
      const divisors = cells.filter((cell) => cell.indicator === denominator && cell.value !== null && near(cell));
      const divisor = classes.flatMap((wanted) =>
        divisors.filter(({ dimensions }) => JSON.stringify(dimensions) === JSON.stringify(wanted)),
      )[0];
      if (!divisor) continue;
      const [least, most] = product(quotient.value as string, divisor.value as string);
      const count = model.counts[model.at(numeratorOf(quotient, numerator))] as Count;
      if (Math.max(count.low, least) > Math.min(count.high, most)) continue;
      if (quotient.figure !== null) count.figures.add(quotient.figure);
      count.low = Math.max(count.low, least);
      count.high = Math.min(count.high, most);
    }
  }
}

/** The counts that become known by a ratio, or by what it is divided by, though these count no persons themselves. */
export function numerators(cells: readonly Cell[]): Identity[] {
  return relations.ratios.flatMap(({ ratio, numerator, denominator }) =>
    cells.filter(({ indicator }) => indicator === ratio || indicator === denominator).map((cell) => numeratorOf(cell, numerator)),
  );
}

const numeratorOf = (cell: Cell, indicator: string): Identity => ({ ...identityOf(cell), indicator, rule: "", classes: {} });

/** The whole numbers that a rounded ratio allows; the divisor is what it says, or, if then none fits, rounded as well. */
function product(ratio: string, divisor: string): readonly [number, number] {
  const half = (text: string) => 0.5 * 10 ** -(text.split(".")[1]?.length ?? 0);
  const within = (slack: number): readonly [number, number] => {
    const low = (Number(ratio) - half(ratio)) * Math.max(0, Number(divisor) - slack);
    const high = (Number(ratio) + half(ratio)) * (Number(divisor) + slack);
    return [Math.max(0, Math.ceil(low - 1e-9)), Math.floor(high + 1e-9)];
  };
  const exact = within(0);
  return exact[0] <= exact[1] ? exact : within(half(divisor));
}

const is = ({ indicator, classes }: Identity, term: z.infer<typeof Term>): boolean =>
  indicator === term.indicator && Object.entries(term.classes).every(([dimension, one]) => classes[dimension] === one);

/** Same place, time and rule, and the same classes but for those that the relation itself names. */
function sameOtherwise(part: Identity, partTerm: z.infer<typeof Term>, whole: Identity, wholeTerm: z.infer<typeof Term>): boolean {
  const rest = (identity: Identity, term: z.infer<typeof Term>): string => {
    const classes = Object.fromEntries(Object.entries(identity.classes).filter(([dimension]) => !(dimension in term.classes)));
    return keyOf({ ...identity, indicator: "", classes });
  };
  return rest(part, partTerm) === rest(whole, wholeTerm);
}

/** Rules have versions of their own; persons are compared by place, day and classes. */
const placeOf = (identity: Identity): string => keyOf({ ...identity, indicator: "", rule: "" });
