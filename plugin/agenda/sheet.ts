import type { Figure, Statement } from "../figures/figure.ts";

/**
 * What is attached to one agenda item, as it was approved: values, Stichtage, sources, method. Nothing in it refers to a
 * live table, so a later correction cannot change what the council was shown (design rule 6).
 */
export interface Sheet {
  readonly title: string;
  readonly town: { readonly key: string; readonly name: string; readonly ags: string };
  readonly agendaItem: { readonly id: string; readonly number: string; readonly name: string; readonly web?: string };
  readonly meeting: { readonly name: string; readonly organization: string; readonly start: string };
  readonly paper?: { readonly name: string; readonly reference: string; readonly paperType: string };
  /** In the order chosen by the council office. */
  readonly figures: readonly Figure[];
  readonly statements: readonly Statement[];
  /** Ids of those that stand on the page only and are not printed; absent = all are printed. */
  readonly online?: readonly string[];
}

/** What of a sheet is printed. */
export function printedPart(sheet: Sheet): Sheet {
  const { online, ...rest } = sheet;
  if (!online || online.length === 0) return rest;
  const printed = ({ id }: { readonly id: string }) => !online.includes(id);
  return { ...rest, figures: sheet.figures.filter(printed), statements: sheet.statements.filter(printed) };
}
