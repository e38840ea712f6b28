import { relations } from "./across-indicators.ts";
import { type Identity, keyOf } from "./cell.ts";
import type { Count, Model } from "./model.ts";

/**
 * What was open before and what came, less what was closed, is what is open now: of two Stichtage, new and closed cases any
 * three give the fourth away. Nothing is concluded where the books cannot balance (reopened cases, corrections).
 */
export function acrossBalances(model: Model): void {
  const spoken = model.counts.filter(({ rest, identity }) => !rest && Object.keys(identity.classes).length === 0);
  for (const { stock, coming, leaving } of relations.balances) {
    const stocks = spoken.filter(({ identity }) => identity.indicator === stock);
    for (const group of Map.groupBy(stocks, ({ identity }) => keyOf({ ...identity, from: "", to: "" })).values()) {
      const row = group.toSorted((left, right) => (left.identity.to < right.identity.to ? -1 : 1));
      row.slice(1).forEach((later, index) => {
        balance(model, { earlier: row[index] as Count, later, coming, leaving });
      });
    }
  }
}

function balance(model: Model, of: { earlier: Count; later: Count; coming: string; leaving: string }): void {
  const { earlier, later } = of;
  const flow = (indicator: string): Identity => ({ ...later.identity, indicator, from: dayAfter(earlier.identity.to) });
  const [came, left] = [flow(of.coming), flow(of.leaving)];
  const inside = ({ identity, rest }: Count) =>
    !rest && [came, left].some((one) => one.indicator === identity.indicator && one.ags === identity.ags && meets(one, identity));
  if (!model.counts.some(inside)) return;
  const before = model.at(earlier.identity);
  const after = model.at(later.identity);
  const [incoming, outgoing] = [model.at(came), model.at(left)];
  const sum = (positions: readonly number[], end: "low" | "high") =>
    positions.reduce((all, position) => all + (model.counts[position] as Count)[end], 0);
  const [had, have] = [
    [before, incoming],
    [after, outgoing],
  ] as const;
  if (sum(had, "low") > sum(have, "high") || sum(had, "high") < sum(have, "low")) return;
  const turnover = model.at(later.identity, { kind: "turnover", since: earlier.identity.to });
  model.add(turnover, had);
  model.add(turnover, have);
}

const meets = (one: Identity, other: Identity): boolean => one.from <= other.to && one.to >= other.from;

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
