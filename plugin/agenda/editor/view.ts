import type { Figure } from "../../figures/figure.ts";
import type { Arrangement, Offer } from "../editor.ts";
import type { Suggested } from "../suggest.ts";
import { blockName, blockOf } from "./blocks.ts";

/** The form of the editor as its template prints it. */
export function editorView(offer: Offer, { order, taken, online }: Arrangement) {
  const place = new Map(order.map((key, index) => [key, index]));
  const sorted = <T extends { readonly key: string }>(rows: readonly T[]) =>
    rows.toSorted((one, other) => (place.get(one.key) ?? 0) - (place.get(other.key) ?? 0)).map(withNeighbours);
  const row = <Fact extends { readonly id: string }>(one: Suggested<Fact>) => ({ ...one, taken: taken.has(one.fact.id) });
  const blocks = [...Map.groupBy(offer.figures, ({ fact }) => blockOf(fact))].flatMap(([key, rows]) => {
    const head: Figure | undefined = rows[0]?.fact;
    return head ? [{ key, name: blockName(head), area: head.area.name, online: online.has(key), rows: rows.map(row) }] : [];
  });
  return {
    blocks: sorted(blocks),
    statements: sorted(offer.statements.map((one) => ({ key: one.fact.id, online: online.has(one.fact.id), ...row(one) }))),
  };
}

const withNeighbours = <T>(one: T, index: number, all: readonly T[]) => ({
  ...one,
  index,
  first: index === 0,
  last: index === all.length - 1,
});
