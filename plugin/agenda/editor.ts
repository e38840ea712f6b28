import type { Figure, Statement } from "../figures/figure.ts";
import { blockOf } from "./editor/blocks.ts";
import type { Sheet } from "./sheet.ts";
import type { suggest } from "./suggest.ts";

/** What may be put on a sheet. */
export type Offer = ReturnType<typeof suggest>;

/** How a sheet is put together, before it is frozen. */
export interface Arrangement {
  /** Keys of blocks of figures and ids of statements, in the order in which they are to stand. */
  readonly order: readonly string[];
  /** Ids of the figures and statements taken. */
  readonly taken: ReadonlySet<string>;
  /** Keys of blocks and ids of statements that are shown on the page only, and not printed. */
  readonly online: ReadonlySet<string>;
}

const keysOf = ({ figures, statements }: Offer): string[] => [
  ...new Set([...figures.map(({ fact }) => blockOf(fact)), ...statements.map(({ fact }) => fact.id)]),
];

const takable = ({ figures, statements }: Offer): Set<string> =>
  new Set([...figures, ...statements].filter(({ barred }) => barred === null).map(({ fact }) => fact.id));

/** The first choice, made for the office. */
export function suggested(offer: Offer): Arrangement {
  const taken = [...offer.figures, ...offer.statements].filter((one) => one.suggested).map(({ fact }) => fact.id);
  return { order: keysOf(offer), taken: new Set(taken), online: new Set() };
}

/** As an earlier version of the sheet was, as far as its facts still hold: what was corrected since has to be taken anew. */
export function asBefore(offer: Offer, { figures, statements, online = [] }: Sheet): Arrangement {
  const may = takable(offer);
  const first = [...figures.map(blockOf), ...statements.map(({ id }) => id)];
  const hidden = new Set(online);
  return {
    order: ordered(keysOf(offer), first),
    taken: new Set([...figures, ...statements].map(({ id }) => id).filter((id) => may.has(id))),
    online: new Set([
      ...figures.filter(({ id }) => hidden.has(id)).map(blockOf),
      ...statements.filter(({ id }) => hidden.has(id)).map(({ id }) => id),
    ]),
  };
}

/** As the form says; what it does not name stands behind, in its own order. */
export function asTyped(
  offer: Offer,
  form: { order: readonly string[]; taken: readonly string[]; online: readonly string[] },
): Arrangement {
  const may = takable(offer);
  return {
    order: ordered(keysOf(offer), form.order),
    taken: new Set(form.taken.filter((id) => may.has(id))),
    online: new Set(form.online),
  };
}

/** One block or statement one place up or down, among its own kind. `move` is `up:KEY` or `down:KEY`; an unknown one changes nothing. */
export function moved(offer: Offer, arrangement: Arrangement, move: string): Arrangement {
  const [, direction, key = ""] = /^(up|down):(.*)$/s.exec(move) ?? [];
  const words = new Set(offer.statements.map(({ fact }) => fact.id));
  const kind = arrangement.order.filter((one) => words.has(one) === words.has(key));
  const at = kind.indexOf(key);
  const other = kind[direction === "up" ? at - 1 : at + 1];
  if (at < 0 || !direction || other === undefined) return arrangement;
  const order = arrangement.order.map((one) => (one === key ? other : one === other ? key : one));
  return { ...arrangement, order };
}

/** The facts taken, in their order, and the ids of those that are not printed. */
export function factsOf({ figures, statements }: Offer, { order, taken, online }: Arrangement) {
  const place = new Map(order.map((key, index) => [key, index]));
  const at = (key: string) => place.get(key) ?? order.length;
  const chosenFigures: Figure[] = figures.map(({ fact }) => fact).filter(({ id }) => taken.has(id));
  const chosenStatements: Statement[] = statements.map(({ fact }) => fact).filter(({ id }) => taken.has(id));
  return {
    figures: chosenFigures.toSorted((one, other) => at(blockOf(one)) - at(blockOf(other))),
    statements: chosenStatements.toSorted((one, other) => at(one.id) - at(other.id)),
    online: onlineIds([...chosenFigures, ...chosenStatements], online),
  };
}

/** Of these facts, the ids of those that are marked by themselves or by their block. */
export function onlineIds(facts: readonly (Figure | Statement)[], online: ReadonlySet<string>): string[] {
  return facts.filter((fact) => online.has(fact.id) || ("indicator" in fact && online.has(blockOf(fact)))).map(({ id }) => id);
}

function ordered(keys: readonly string[], first: readonly string[]): string[] {
  const there = new Set(keys);
  return [...new Set([...first.filter((key) => there.has(key)), ...keys])];
}
