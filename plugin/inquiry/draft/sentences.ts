import type { Figure, Statement } from "../../figures/figure.ts";
import { formatNumber, stand } from "../../figures/format.ts";
import { fill } from "../words/fill.ts";
import { locative } from "../words/german.ts";
import type { Source } from "./document.ts";
import type { Phrases } from "./phrases.ts";
import { sayReference } from "./reference.ts";

/** One figure as one sentence, with its Stichtag first: `Zum Stichtag 31.12.2023 gab es in Köln 4 727 Personen mit Duldung.` */
export function figureSentence(figure: Figure, phrases: Phrases): string {
  const core = fill(patternFor(figure, phrases), {
    lead: sayReference(figure.reference, phrases.lead),
    in: locative(figure.area.name),
    value: formatNumber(figure.value, figure.unit),
    label: insideSentence(figure.label),
    name: figure.label,
    unit: figure.unit,
  });
  const [, sentence = core, bracket] = /^(.*?)(?: \(([^()]*)\))?$/u.exec(core) ?? [];
  // Nobody may take the Potenzial for a number of entitled persons (facts: domain.md §2.2).
  const potential = figure.indicator.startsWith("POT.") && !core.includes(phrases.marks.potential) ? phrases.marks.potential : "";
  const remarks = [bracket, potential, sayDimensions(figure), ...marksOf(figure, phrases)].filter(Boolean);
  return remarks.length > 0 ? `${sentence} (${remarks.join("; ")}).` : `${sentence}.`;
}

function patternFor(figure: Figure, phrases: Phrases): string {
  if (figure.value === null) return phrases.figure.protected;
  // "gab es 1 Personen" is no German; the neutral sentence fits every number.
  if (figure.value === "1") return phrases.figure.one;
  return phrases.indicators[figure.indicator] ?? (phrases.countable.includes(figure.unit) ? phrases.figure.count : phrases.figure.value);
}

/** `Altersgruppe: 18 bis unter 27 Jahre; Geschlecht: weiblich`; empty for a total. */
export function sayDimensions({ dimensions }: Figure): string {
  return Object.entries(dimensions)
    .map(([dimension, value]) => `${dimension}: ${value}`)
    .join("; ");
}

/** A value in a table, with its marks. */
export function figureCell(figure: Figure, phrases: Phrases): string {
  const marks = [...(figure.value === null ? [phrases.table.protected] : []), ...marksOf(figure, phrases)];
  const value = formatNumber(figure.value, figure.unit);
  return marks.length > 0 ? `${value} (${marks.join("; ")})` : value;
}

function marksOf({ status, example }: Figure, { marks }: Phrases): string[] {
  return [...(status === "provisional" ? [marks.provisional] : []), ...(example ? [marks.example] : [])];
}

/** "Offene Anträge" becomes "offene Anträge" in mid-sentence; nouns keep their capital. */
function insideSentence(label: string): string {
  return /^\p{Lu}\p{Ll}*(?:te|nde|ene|ige|liche|ische|eue) \p{Lu}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Paragraphs of a statement, verbatim but for white space. */
export function paragraphsOf(statement: Statement): string[] {
  return statement.text
    .split(/\r?\n\s*\r?\n/u)
    .map((paragraph) => paragraph.replace(/[ \t\r\n]+/gu, " ").trim())
    .filter((paragraph) => paragraph !== "");
}

export function figureSource(figure: Figure, { sources: words }: Phrases): Source {
  const dimensions = sayDimensions(figure);
  const made = [
    fill(words.area, { area: figure.area.name }),
    ...(figure.ruleVersion ? [fill(words.rule, { rule: figure.ruleVersion })] : []),
    ...(figure.protection === "round5" || figure.protection === "suppress" ? [words[figure.protection]] : []),
    ...(figure.status === "final" ? [] : [words[figure.status]]),
    ...(figure.example ? [words.example] : []),
  ];
  return {
    kind: "figure",
    id: figure.id,
    label: dimensions ? `${figure.label} (${dimensions})` : figure.label,
    source: [figure.source, ...made].join("; "),
    standing: stand(figure.reference),
    ...(figure.sourceUrl === undefined ? {} : { url: figure.sourceUrl }),
    figure,
  };
}

export function statementSource(statement: Statement, label: string, { sources: words }: Phrases): Source {
  return {
    kind: "statement",
    id: statement.id,
    label,
    source: [statement.source, statement.office, ...(statement.example ? [words.exampleText] : [])].join("; "),
    standing: stand({ kind: "date", date: statement.asOf }),
    ...(statement.sourceUrl === undefined ? {} : { url: statement.sourceUrl }),
    statement,
  };
}
