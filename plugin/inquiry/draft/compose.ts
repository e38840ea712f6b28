import type { Figure } from "../../figures/figure.ts";
import { findIndicator } from "../../figures/indicators.ts";
import { topics } from "../../figures/topics.ts";
import { fill } from "../words/fill.ts";
import type { Gap, Source } from "./document.ts";
import { gapOf, type Offices } from "./missing.ts";
import { note, type Part, paragraph, sentence, tablePart } from "./parts.ts";
import type { Phrases } from "./phrases.ts";
import { sayReference } from "./reference.ts";
import type { Picked, Series } from "./select.ts";
import { figureSentence, figureSource, paragraphsOf, statementSource } from "./sentences.ts";

export interface Composed {
  /** One per inquiry; `see`: numbers (1-based) of the questions under which a fact it needs was told already. */
  readonly answers: readonly { readonly parts: readonly Part[]; readonly see: readonly number[] }[];
  readonly sources: readonly Source[];
  readonly gaps: readonly Gap[];
}

/** More figures than this of one series are a table, not sentences. */
const mostSentences = 3;

/** Facts and gaps as parts of the answer, one list per inquiry. A fact is told once, under the first question that needs it. */
export function compose(picked: readonly Picked[], offices: Offices, phrases: Phrases): Composed {
  const sources: Source[] = [];
  const gaps: Gap[] = [];
  const told = new Map<string, number>();
  const cite = (source: Source) => String(sources.push(source) - 1);
  const answers = picked.map((one, index) => {
    const see = new Set<number>();
    const untold = <Fact extends { readonly id: string }>(facts: readonly Fact[]): Fact[] =>
      facts.filter(({ id }) => {
        const before = told.get(id);
        if (before !== undefined && before !== index + 1) see.add(before);
        if (before === undefined) told.set(id, index + 1);
        return before === undefined;
      });
    const words = untold(one.statements).flatMap((statement) => statementParts(statement, cite, phrases));
    const series = one.series.map((all) => ({ ...all, figures: untold(all.figures) })).filter(({ figures }) => figures.length > 0);
    const numbers = numberParts(series, one.asked.potentials !== null, cite, phrases);
    const gap = gapOf(one, offices, phrases);
    const missing = gap ? [gapPart(gap, gaps.push(gap) - 1, one.asked.topics[0] ?? "", phrases)] : [];
    const parts = one.asked.quantity ? [...numbers, ...words, ...missing] : [...words, ...numbers, ...missing];
    return { parts: joined(parts), see: [...see] };
  });
  return { answers, sources, gaps };
}

type Cite = (source: Source) => string;

function statementParts(statement: Picked["statements"][number], cite: Cite, phrases: Phrases): Part[] {
  const label = topics.find(({ id }) => id === statement.topic)?.label ?? statement.topic;
  const sources = cite(statementSource(statement, label, phrases));
  const mark = statement.example ? [sentence(phrases.marks.exampleText, { note: true })] : [];
  return paragraphsOf(statement).map((text) => paragraph(statement.topic, [sentence(text, { sources }), ...mark]));
}

/** Exact figures first; those of the nearest day behind one sentence that says so; what must be said with them at the end. */
function numberParts(series: readonly Series[], entitlement: boolean, cite: Cite, phrases: Phrases): Part[] {
  const [exact, near] = [series.filter(({ wanted }) => !wanted), series.filter(({ wanted }) => wanted)];
  const [first] = near;
  const nearest = first?.wanted ? [note(first.topic, fill(phrases.nearest, { wanted: sayReference(first.wanted, phrases.wanted) }))] : [];
  const parts = [
    ...exact.flatMap((one) => seriesParts(one, cite, phrases)),
    ...nearest,
    ...near.flatMap((one) => seriesParts(one, cite, phrases)),
  ];
  const topic = series.at(-1)?.topic ?? "";
  const caveats = new Set(series.flatMap(({ figures }) => figures.map(({ indicator }) => findIndicator(indicator)?.caveat)));
  const remarks = [...(entitlement && parts.length > 0 ? [phrases.potential] : []), ...caveats].filter((text) => text !== undefined);
  return [...parts, ...remarks.map((text) => note(topic, text))];
}

function seriesParts({ topic, figures }: Series, cite: Cite, phrases: Phrases): Part[] {
  const source = (figure: Figure) => cite(figureSource(figure, phrases));
  if (figures.length > mostSentences) return tablePart(topic, figures, source, phrases);
  const sentences = figures.map((figure) => sentence(figureSentence(figure, phrases), { sources: source(figure) }));
  return [{ ...paragraph(topic, sentences), runsOn: true }];
}

function gapPart({ missing, office }: Gap, position: number, topic: string, phrases: Phrases): Part {
  return paragraph(topic, [sentence(fill(phrases.missing.shown, { missing, office }), { gap: String(position) })]);
}

function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.runsOn && part.runsOn && part.topic === last.topic)
      all[all.length - 1] = { ...last, sentences: [...last.sentences, ...part.sentences] };
    else all.push(part);
  }
  return all;
}
