import { isDeepStrictEqual } from "node:util";
import type { Figure, Reference } from "../../figures/figure.ts";
import { formatDate, formatNumber } from "../../figures/format.ts";
import type { Block, Draft, Sentence, Source } from "../draft/document.ts";
import { paragraphsOf } from "../draft/sentences.ts";

/**
 * Why an answer must not be released:
 * - `unknown-source`: a sentence cites a source that is not there
 * - `figure-changed`: the frozen figure is not among the given ones, or differs from it
 * - `number-missing`: a sentence does not show the value it cites
 * - `number-added`: a number stands in an answer that none of its sources carries
 * - `label-missing`: "Beispielwert" or "Potenzial" was taken away
 * - `statement-changed`: the words of a statement were altered
 */
export interface Finding {
  readonly code: "unknown-source" | "figure-changed" | "number-missing" | "number-added" | "label-missing" | "statement-changed";
  /** Position in `Draft.blocks`; null for a source that differs. */
  readonly block: number | null;
  /** The sentence, or the id of the figure. */
  readonly at: string;
}

/**
 * Compares an answer with its frozen facts: every number of a sourced sentence must be its figure's, every statement verbatim,
 * and no number may stand in the answer without a source. Empty = may be released. Whether the facts fit the question is not checked.
 * @param figures the figures the draft was written from, or those of today to find corrections
 */
export function verify(draft: Draft, figures: readonly Figure[]): Finding[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const changed = draft.sources.flatMap((source) =>
    source.kind === "figure" && !isDeepStrictEqual(plain(byId.get(source.id)), plain(source.figure))
      ? [{ code: "figure-changed", block: null, at: source.id } as const]
      : [],
  );
  const wrong = draft.blocks.flatMap((block, index): Finding[] => {
    if (block.kind === "heading" || block.when === "draft") return [];
    const isAnswer = block.kind === "paragraph" ? block.role === "answer" : block.kind === "list";
    const units = sentencesOf(block);
    return units.flatMap((sentence) => check(sentence, draft.sources, isAnswer).map((code) => ({ code, block: index, at: sentence.text })));
  });
  return [...changed, ...wrong];
}

function sentencesOf(block: Exclude<Block, { kind: "heading" }>): readonly Sentence[] {
  if (block.kind === "paragraph") return block.sentences;
  if (block.kind === "lines") return block.lines;
  return block.kind === "list" ? block.items.flat() : block.rows.map(rowAsSentence);
}

function check({ text, sources, gap, note }: Sentence, all: readonly Source[], mustBeSourced: boolean): Finding["code"][] {
  const cited = sources.map((index) => all[index]);
  if (cited.some((source) => source === undefined)) return ["unknown-source"];
  const numbers = numbersIn(text);
  if (cited.length === 0) return mustBeSourced && gap === undefined && !note && numbers.length > 0 ? ["number-added"] : [];
  const known = cited.filter((source) => source !== undefined);
  const figures = known.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));
  const words = known.flatMap((source) => (source.kind === "statement" ? paragraphsOf(source.statement) : []));
  if (figures.length === 0) return words.includes(text) ? [] : ["statement-changed"];
  const allowed = new Set([...figures.flatMap(numbersOf), ...words.flatMap(numbersIn)]);
  const findings: Finding["code"][] = numbers.some((number) => !allowed.has(number)) ? ["number-added"] : [];
  if (figures.some((figure) => figure.value !== null && !numbers.includes(printed(figure)))) findings.push("number-missing");
  if (figures.some(({ example }) => example) && !/Beispiel/u.test(text)) findings.push("label-missing");
  if (figures.some(({ indicator }) => indicator.startsWith("POT.")) && !/Potenzial/u.test(text)) findings.push("label-missing");
  return findings;
}

/** Numbers in a text; paragraphs of laws are names, not numbers. */
function numbersIn(text: string): string[] {
  return text.replace(law, "").match(/\d+(?:[.,\u202f]\d+)*/gu) ?? [];
}

const law = /§§? ?\d+\p{L}*(?: ?(?:Abs\.|Absatz|Satz|Nr\.|Nummer) ?\d+\p{L}*)*/gu;

/** Every number that a sentence on this figure may contain. */
function numbersOf(figure: Figure): string[] {
  const { value, label, unit, area, dimensions, reference } = figure;
  const around = [label, unit, area.name, ...Object.entries(dimensions).flat()].flatMap(numbersIn);
  return [...(value === null ? [] : [printed(figure)]), ...around, ...daysOf(reference)];
}

const printed = ({ value, unit }: Figure) => formatNumber(value, unit).replace(/^-/u, "");

function daysOf(reference: Reference): string[] {
  const days = reference.kind === "date" ? [reference.date] : [reference.from, reference.to];
  return days.flatMap((day) => [formatDate(day), day.slice(0, 4)]);
}

const rowAsSentence = (row: readonly Sentence[]): Sentence => ({
  text: row.map(({ text }) => text).join(" | "),
  sources: row.flatMap(({ sources }) => sources),
});

/** As it comes back from JSON: absent and undefined are the same. */
const plain = (figure: Figure | undefined): unknown => (figure === undefined ? undefined : JSON.parse(JSON.stringify(figure)));
