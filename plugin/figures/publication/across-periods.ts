import { indicator } from "../indicators.ts";
import { type Identity, keyOf } from "./cell.ts";
import type { Count, Model } from "./model.ts";

/**
 * Periods that overlap are cut into the shortest pieces between their ends; every period is the sum of its pieces, and so is
 * what one period has more than another that begins or ends with it (January to June, less January to March).
 */
export function acrossPeriods(model: Model): void {
  const flows = model.counts.flatMap((count, position) => (!count.rest && isFlow(count) ? [{ count, position }] : []));
  for (const group of Map.groupBy(flows, ({ count }) => keyOf({ ...count.identity, from: "", to: "" })).values()) {
    const identities = group.map(({ count }) => count.identity);
    for (const identity of [...identities, ...differences(identities)]) {
      const pieces = piecesOf(identity, identities);
      if (pieces.length > 1)
        model.add(
          model.at(identity),
          pieces.map((piece) => model.at(piece)),
        );
    }
  }
}

const isFlow = ({ identity }: Count): boolean => indicator(identity.indicator).type === "flow";

/** The pieces of a period, cut at every end of the others that lies inside it. */
function piecesOf(identity: Identity, others: readonly Identity[]): Identity[] {
  const touching = others.filter(({ from, to }) => from <= identity.to && to >= identity.from);
  const starts = [identity.from, ...touching.flatMap(({ from, to }) => [from, next(to)])];
  const inside = [...new Set(starts)].filter((day) => day >= identity.from && day <= identity.to).sort();
  return inside.map((from, index) => ({
    ...identity,
    from,
    to: index + 1 < inside.length ? before(inside[index + 1] as string) : identity.to,
  }));
}

/** What a period has more than a shorter one with the same beginning or end. */
function differences(identities: readonly Identity[]): Identity[] {
  return identities.flatMap((outer) =>
    identities.flatMap((inner): Identity[] => {
      if (outer.from === inner.from && inner.to < outer.to) return [{ ...outer, from: next(inner.to) }];
      return outer.to === inner.to && inner.from > outer.from ? [{ ...outer, to: before(inner.from) }] : [];
    }),
  );
}

const next = (day: string): string => shifted(day, 1);
const before = (day: string): string => shifted(day, -1);

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
