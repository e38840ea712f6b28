import { isDeepStrictEqual } from "node:util";
import type { Figure, Reference } from "../../figures/figure.ts";
import { formatDate, formatNumber } from "../../figures/format.ts";
import type { Block, Draft, Sentence, Source } from "../draft/document.ts";
import { paragraphsOf } from "../draft/sentences.ts";
import { groupsOf } from "../draft/units.ts";
import { countsIn } from "./counts.ts";
import { isRescaled, numbersIn, numeralsIn } from "./numbers.ts";

/**
 * Why an answer must not be released:
 * - `unknown-source`: a sentence cites a source that is not there
 * - `figure-changed`: the frozen figure is not among the given ones, or differs from it
 * - `number-missing`: a sentence does not show the value it cites
 * - `number-added`: a number stands in an answer that none of its sources carries
 * - `label-missing`: "Beispielwert" or "Potenzial" was taken away
 * - `number-unvouched`: words that the data office has not seen count something
 * - `statement-changed`: the words of a statement were altered
 */
export interface Finding {
  readonly code:
    | "unknown-source"
    | "figure-changed"
    | "number-missing"
    | "number-added"
    | "label-missing"
    | "statement-changed"
    | "number-unvouched";
  /** Position in `Draft.blocks`; null for a source that differs. */
  readonly block: number | null;
  /** The sentence, or the id of the figure. */
  readonly at: string;
  /** Where it stands, as `block.sentence`; null where nothing has an id, or the row of a table as a whole is meant. */
  readonly place: string | null;
}

/**
 * Compares an answer with its frozen facts: every number of a sourced sentence must be its figure's, every statement verbatim,
 * and no number may stand in the answer without a source; in what a person has written, wherever it stands, not even as a word.
 * Empty = may be released. Whether the facts fit the question is not checked.
 * @param figures the figures the draft was written from, or those of today to find corrections
 */
export function verify(draft: Draft, figures: readonly Figure[]): Finding[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const changed = draft.sources.flatMap((source) =>
    source.kind === "figure" && !isDeepStrictEqual(plain(byId.get(source.id)), plain(source.figure))
      ? [{ code: "figure-changed", block: null, at: source.id, place: null } as const]
      : [],
  );
  const wrong = draft.blocks.flatMap((block, index): Finding[] => {
    if (block.when === "draft") return [];
    const isAnswer = block.kind === "paragraph" ? block.role === "answer" : block.kind === "list";
    return unitsOf(block).flatMap((sentence) => {
      const place = block.id && sentence.id ? `${block.id}.${sentence.id}` : null;
      return check(sentence, draft, isAnswer).map((code) => ({ code, block: index, at: sentence.text, place }));
    });
  });
  return [...changed, ...wrong];
}

/** A row counts as one sentence, because the value's name stands in another cell; edited cells are looked at once more, each alone. */
function unitsOf(block: Block): readonly Sentence[] {
  if (block.kind !== "table") return groupsOf(block).flat();
  const edited = block.rows.flat().filter(({ was, sources }) => was !== undefined && sources.length === 0);
  return [...block.rows.map(rowAsSentence), ...edited];
}

function check(sentence: Sentence, draft: Draft, mustBeSourced: boolean): Finding["code"][] {
  const { text, sources, gap, note, was } = sentence;
  const cited = sources.map((index) => draft.sources[index]);
  if (cited.some((source) => source === undefined)) return ["unknown-source"];
  if (cited.length === 0 && was !== undefined) return isBare(sentence, []) ? ["number-added"] : [];
  if (cited.length === 0 && note) return promised(draft).has(text) && countsIn(text).length > 0 ? ["number-added"] : [];
  if (cited.length === 0) return mustBeSourced && gap === undefined && numbersIn(text).length > 0 ? ["number-added"] : [];
  const known = cited.filter((source) => source !== undefined);
  const figures = known.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));
  const words = known.flatMap((source) => (source.kind === "statement" ? paragraphsOf(source.statement) : []));
  if (figures.length === 0 && !words.includes(text)) return ["statement-changed"];
  if (known.some(isUnvouched) && countsIn(text).length > 0) return ["number-unvouched"];
  if (figures.length === 0) return [];
  return checkFigures(sentence, figures, words);
}

/** Promises were typed at the case: they may say by when, not how many. */
const promised = ({ commitments = [] }: Draft) => new Set(commitments.map(({ text }) => text.replace(/\s+/gu, " ").trim()));

/** Words that hold for this answer only: a person's own, or an office's reply. The data office has not seen them. */
const isUnvouched = ({ kind, id }: Source) => kind === "statement" && /^(?:own|reply):/u.test(id);

function checkFigures(sentence: Sentence, figures: readonly Figure[], words: readonly string[]): Finding["code"][] {
  const { text, was } = sentence;
  const numbers = numbersIn(text);
  const allowed = new Set([...figures.flatMap(numbersOf), ...words.flatMap(numbersIn)]);
  const days = figures.flatMap(({ reference }) => daysOf(reference)).filter((day) => day.includes("."));
  const added = was === undefined ? numbers.some((number) => !allowed.has(number)) : isBare(sentence, [...days, ...only(figures)]);
  const findings: Finding["code"][] = added ? ["number-added"] : [];
  if (figures.some((figure) => figure.value !== null && !numbers.includes(printed(figure)))) findings.push("number-missing");
  if (figures.some(({ example }) => example) && !/Beispiel/u.test(text)) findings.push("label-missing");
  if (figures.some(({ indicator }) => indicator.startsWith("POT.")) && !/Potenzial/u.test(text)) findings.push("label-missing");
  return findings;
}

/**
 * Does a sentence that a person changed hold a number of their own? Those that the draft had written there may stay, beside a word
 * beside which they stood: a year must not become a count.
 * @param free numbers that may stand anywhere in it
 */
function isBare({ text, was = "" }: Sentence, free: readonly string[]): boolean {
  if (isRescaled(text, was)) return true;
  const before = numeralsIn(was);
  return numeralsIn(text).some(
    (one) =>
      !free.includes(one.value) &&
      !before.some((other) => other.value === one.value && (same(other.before, one.before) || same(other.after, one.after))),
  );
}

const same = (one: string, other: string) => one !== "" && one === other;

/** The value of the only figure of a sentence; of two figures, each value has to stay at its words. */
const only = (figures: readonly Figure[]): string[] => (figures.length === 1 ? figures.map(printed) : []);

/** Every number that a sentence on this figure may contain. */
function numbersOf(figure: Figure): string[] {
  const { value, label, unit, area, dimensions, reference } = figure;
  const around = [label, unit, area.name, ...Object.entries(dimensions).flat()].flatMap(numbersIn);
  return [...(value === null ? [] : [printed(figure)]), ...around, ...daysOf(reference)];
}

const printed = ({ value, unit }: Figure) => numbersIn(formatNumber(value, unit)).join(" ");

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
