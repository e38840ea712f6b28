import type { Figure } from "../../figures/figure.ts";
import { formatReference, stand } from "../../figures/format.ts";
import { fill } from "../words/fill.ts";
import { locative } from "../words/german.ts";
import type { Phrases } from "./phrases.ts";
import { figureCell, sayDimensions } from "./sentences.ts";

/** A sentence as a template prints it: `sources` and `gap` are positions, as text; empty = none. */
export interface PartSentence {
  readonly text: string;
  readonly sources: string;
  readonly gap: string;
  readonly note: boolean;
}

/** A piece of the answer: a paragraph (`sentences`), or a table with one row per figure. */
export interface Part {
  readonly topic: string;
  readonly table: boolean;
  /** May share a paragraph with its neighbours: figures do, statements keep their own paragraphs. */
  readonly runsOn: boolean;
  readonly sentences: readonly PartSentence[];
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly sources: string; readonly cells: readonly string[] }[];
}

export const sentence = (text: string, what: Partial<PartSentence>): PartSentence => ({ text, sources: "", gap: "", note: false, ...what });

export function paragraph(topic: string, sentences: readonly PartSentence[]): Part {
  return { topic, table: false, runsOn: false, sentences, caption: "", columns: [], rows: [] };
}

/** A sentence about the facts, in the paragraph of the facts. */
export const note = (topic: string, text: string): Part => ({ ...paragraph(topic, [sentence(text, { note: true })]), runsOn: true });

/** One row per figure. A column in which every row would say the same goes into the title. */
export function tablePart(
  topic: string,
  figures: readonly Figure[],
  cite: (figure: Figure) => string,
  { table, ...phrases }: Phrases,
): Part[] {
  const [first] = figures;
  if (!first) return [];
  const oneStand = new Set(figures.map(({ reference }) => stand(reference))).size === 1;
  const totals = figures.every((figure) => sayDimensions(figure) === "");
  const words = { name: first.label, in: locative(first.area.name), stand: stand(first.reference) };
  const title = fill(oneStand ? table.titleStand : table.title, words);
  const [what = "", when = "", value = ""] = table.columns;
  const rows = figures.map((figure) => ({
    sources: cite(figure),
    cells: [
      ...(totals ? [] : [sayDimensions(figure) || table.all]),
      ...(oneStand ? [] : [formatReference(figure.reference)]),
      figureCell(figure, { table, ...phrases }),
    ],
  }));
  const columns = [...(totals ? [] : [what]), ...(oneStand ? [] : [when]), value];
  return [{ ...paragraph(topic, []), table: true, caption: title, columns, rows }];
}
