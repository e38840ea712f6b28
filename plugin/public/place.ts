import type { Sheet } from "../agenda/sheet.ts";
import type { Figure } from "../figures/figure.ts";
import { formatReference } from "../figures/format.ts";
import { cellOf, identityOf, keyOf } from "../figures/publication/cell.ts";
import type { PublicRow } from "../store/published.ts";

/** What a sheet or an answer says, as it was approved; `figures` are those of it that stand in the ledger. */
export interface Frozen {
  /** Null for an answer. */
  readonly sheet: Sheet | null;
  readonly figures: readonly Figure[];
  /** When its figures came into the ledger; null without figures. */
  readonly enteredAt: string | null;
}

/** A sheet or an answer with what it says. */
export interface Place extends PublicRow, Frozen {
  /** When it became public; of a withdrawn one without figures, when it was withdrawn. */
  readonly at: string;
}

/** The same text for values of the same count. */
export const countOf = (figure: Figure): string => keyOf(identityOf(cellOf(figure)));

/** Whether a reader would see a difference. */
export const differs = (one: Figure, other: Figure): boolean => one.value !== other.value || one.protection !== other.protection;

/** Which version of a value it is, from 1: ids are `key.version`. Figures put together begin anew with each set of parts. */
export const versionOf = ({ id }: Figure): number => Number(id.slice(id.lastIndexOf(".") + 1));

/** A value without the value: `Einbürgerungen, weiblich, 2024`. */
export const nameOf = ({ label, dimensions, reference }: Figure): string =>
  [label, ...Object.values(dimensions), formatReference(reference)].join(", ");
