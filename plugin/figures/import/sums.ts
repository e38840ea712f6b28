import type { Finding } from "../../ports/kim.ts";
import { currentFigures, type FigureDraft, figureKey } from "../../store/figures.ts";
import { type Addend, type Mismatch, mismatches } from "../parts.ts";
import { nameFigure } from "./changes.ts";
import type { Reading } from "./handles.ts";

/** A figure as far as adding up goes, with its key. */
export type Taken = Addend & { readonly key: string };

export const takenOf = (draft: FigureDraft): Taken => {
  const { indicator, area, reference, dimensions, value, protection } = draft;
  const rule = draft.ruleVersion === undefined ? {} : { ruleVersion: draft.ruleVersion };
  return { indicator, area, reference, dimensions, value, protection, ...rule, key: figureKey(draft) };
};

/** What is said of totals; `code` is a key of templates/messages.de.json. */
export type Note = Pick<Finding, "code"> & { readonly values: Readonly<Record<string, string | number>> };

/**
 * Totals that their parts do not add up to, among the figures of a delivery together with what the store holds beside them.
 * Said and left as it is (facts: domain.md §2.1): a source is shown as it was published.
 */
export async function sumNotes(reading: Reading, town: string, taken: readonly Taken[]): Promise<Note[]> {
  const byKey = new Map(taken.map((one) => [one.key, one]));
  const stored = await currentFigures(reading, town, [...new Set(taken.map(({ indicator }) => indicator))]);
  for (const figure of stored) {
    const one = takenOf(figure);
    if (!byKey.has(one.key)) byKey.set(one.key, one);
  }
  const delivered = new Set(taken.map(({ key }) => key));
  return mismatches([...byKey.values()])
    .filter(({ total, parts }) => [total, ...parts].some(({ key }) => delivered.has(key)))
    .map(noteOf);
}

/** The sentence for a page or a report. */
export const noteOf = ({ total, rounded }: Mismatch): Note => ({
  code: rounded ? "import.parts-rounded" : "import.parts",
  values: { total: nameFigure(total) },
});
