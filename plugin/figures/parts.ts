import type { Figure, Reference } from "./figure.ts";
import { dimensions, indicator } from "./indicators.ts";

/** What is needed of a figure to add it up. */
export type Addend = Pick<Figure, "indicator" | "area" | "reference" | "dimensions" | "ruleVersion" | "value" | "protection">;

/** A published total that its published parts do not add up to. Nothing is ever repaired: the source stands as it is. */
export interface Mismatch<Fact extends Addend = Addend> {
  readonly total: Fact;
  /** What it was divided by: a dimension, or null for shorter periods. */
  readonly by: string | null;
  readonly parts: readonly Fact[];
  /** Explained by rounding each value for itself. */
  readonly rounded: boolean;
}

/**
 * Totals whose parts do not add up to them: all values of one dimension, or shorter periods that fill the longer one without
 * gap or overlap. Looks at one indicator, area and rule version at a time. Silent where a part is protected, where only one is
 * known, where classes overlap, and for ratios and durations, which are never added.
 */
export function mismatches<Fact extends Addend>(facts: readonly Fact[]): Mismatch<Fact>[] {
  const alike = Map.groupBy(facts, ({ indicator: id, area, ruleVersion = "" }) => JSON.stringify([id, area.ags, ruleVersion]));
  return [...alike.values()].flatMap((group) => (isCount(group[0]) ? [...byDimension(group), ...byPeriod(group)] : []));
}

const isCount = (fact: Addend | undefined): boolean => fact !== undefined && ["stock", "flow"].includes(indicator(fact.indicator).type);

function byDimension<Fact extends Addend>(group: readonly Fact[]): Mismatch<Fact>[] {
  const dated = Map.groupBy(group, ({ reference }) => JSON.stringify(reference));
  return [...dated.values()].flatMap((same) => {
    // A value in two dimensions is the total of nothing here and a part of each of them.
    const totals = Map.groupBy(same, ({ dimensions: classes }) => JSON.stringify(Object.entries(classes).sort()));
    return [...dimensions].flatMap(([name, dimension]) => {
      if (!dimension.disjoint) return [];
      const divided = Map.groupBy(
        same.filter((fact) => name in fact.dimensions),
        ({ dimensions: { [name]: _own, ...rest } }) => JSON.stringify(Object.entries(rest).sort()),
      );
      return [...divided].flatMap(([rest, parts]) => compared(totals.get(rest)?.[0], parts, name));
    });
  });
}

function byPeriod<Fact extends Addend>(group: readonly Fact[]): Mismatch<Fact>[] {
  const classed = Map.groupBy(group, ({ dimensions: classes }) => JSON.stringify(Object.entries(classes).sort()));
  return [...classed.values()].flatMap((same) => same.flatMap((total) => compared(total, filling(total, same), null)));
}

type Period = Extract<Reference, { kind: "period" }>;

/** The longest shorter periods that fill this one; none if a day is missing or covered twice. */
function filling<Fact extends Addend>({ reference: whole }: Fact, same: readonly Fact[]): Fact[] {
  if (whole.kind !== "period") return [];
  const found: Fact[] = [];
  for (let from = whole.from; from <= whole.to; ) {
    const next = same
      .filter(({ reference: one }) => one.kind === "period" && one.from === from && shorter(one, whole))
      .reduce<Fact | undefined>((best, one) => (best && end(best) > end(one) ? best : one), undefined);
    if (!next) return [];
    found.push(next);
    from = dayAfter(end(next));
  }
  return found;
}

const end = ({ reference }: Addend): string => (reference.kind === "period" ? reference.to : reference.date);
const shorter = (one: Period, whole: Period): boolean => one.to <= whole.to && (one.from > whole.from || one.to < whole.to);
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function compared<Fact extends Addend>(total: Fact | undefined, parts: readonly Fact[], by: string | null): Mismatch<Fact>[] {
  const known = parts.flatMap(({ value }) => (value === null ? [] : [Number(value)]));
  if (!total || total.value === null || known.length < 2 || known.length < parts.length) return [];
  // In hundredths, because posts and money have two decimals and binary fractions do not add up either.
  const sum = known.reduce((all, one) => all + Math.round(one * 100), 0);
  if (sum === Math.round(Number(total.value) * 100)) return [];
  return [{ total, by, parts, rounded: [total, ...parts].some(({ protection }) => protection === "round5") }];
}
