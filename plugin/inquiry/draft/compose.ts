import type { Figure, Statement } from "../../figures/figure.ts";
import { findIndicator } from "../../figures/indicators.ts";
import { topics } from "../../figures/topics.ts";
import { fill } from "../words/fill.ts";
import { criteriaNote } from "./criteria.ts";
import type { Gap, Source } from "./document.ts";
import type { Filled } from "./fields.ts";
import { gapsOf, type Offices } from "./missing.ts";
import { note, type Part, paragraph, sentence, tablePart } from "./parts.ts";
import type { Phrases } from "./phrases.ts";
import { sayReference } from "./reference.ts";
import type { Picked, Series } from "./select.ts";
import { figureSentence, figureSource, paragraphsOf, statementSource } from "./sentences.ts";

export interface Composed {
  /** One per inquiry; `see`: numbers (1-based) of the questions under which a fact it needs was told already. */
  readonly answers: readonly { readonly parts: readonly Part[]; readonly see: readonly number[] }[];
  /** What was entered as a fact at the case, by field. */
  readonly own: ReadonlyMap<string, readonly Part[]>;
  readonly sources: readonly Source[];
  readonly gaps: readonly Gap[];
}

/** More figures than this of one series are a table, not sentences. */
const mostSentences = 3;

type Cite = (source: Source) => string;

/** Facts and gaps as parts of the answer, one list per inquiry. A fact is told once, under the first question that needs it. */
export function compose(
  picked: readonly Picked[],
  facts: Filled["facts"],
  { offices, phrases }: { offices: Offices; phrases: Phrases },
): Composed {
  const sources: Source[] = [];
  const gaps: Gap[] = [];
  const cite = (source: Source) => String(sources.push(source) - 1);
  const own = new Map([...facts].map(([name, { statement, label }]) => [name, statementParts(statement, label, cite, phrases)]));
  const told = new Map<string, number>();
  const answers = picked.map((one, index) => {
    const see = new Set<number>();
    const untold = <Fact extends { readonly id: string }>(all: readonly Fact[]): Fact[] =>
      all.filter(({ id }) => {
        const before = told.get(id);
        if (before !== undefined && before !== index + 1) see.add(before);
        if (before === undefined) told.set(id, index + 1);
        return before === undefined;
      });
    const words = untold(one.statements).flatMap((statement) => statementParts(statement, labelOf(statement.topic), cite, phrases));
    const series = one.series.map((all) => ({ ...all, figures: untold(all.figures) })).filter(({ figures }) => figures.length > 0);
    const numbers = numberParts(series, one.asked.potentials !== null, cite, phrases);
    const topic = one.asked.topics[0] ?? "";
    const missing = gapsOf(one, offices, phrases).map((gap) => gapPart(gap, gaps.push(gap) - 1, topic, phrases));
    const facts = one.asked.quantity ? [...numbers, ...words] : [...words, ...numbers];
    return { parts: joined([...facts, ...limits(one, topic, phrases), ...missing]), see: [...see] };
  });
  return { answers, own, sources, gaps };
}

const labelOf = (topic: string) => topics.find(({ id }) => id === topic)?.label ?? topic;

/** What the town cannot or must not answer, with the reason and, where there is one, the right address. */
function limits({ asked, elsewhere, inquiry }: Picked, topic: string, phrases: Phrases): Part[] {
  const others = elsewhere.map(({ authority, address, topics: theirs }) => {
    const about = asked.topics.filter((one) => theirs.includes(one)).map(labelOf);
    return fill(phrases.elsewhere, { topic: about.join("“ und „"), authority, address });
  });
  const { sentence: pattern, reasons } = phrases.withheld;
  const withheld = inquiry?.withheld
    ? [fill(pattern, { part: inquiry.withheld.part, reason: reasons[inquiry.withheld.reason] ?? inquiry.withheld.reason })]
    : [];
  return [...others, ...withheld].map((text) => ({ ...note(topic, text), runsOn: false }));
}

function statementParts(statement: Statement, label: string, cite: Cite, phrases: Phrases): Part[] {
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
  const figures = series.flatMap((one) => one.figures);
  const caveats = figures.map(({ indicator }) => findIndicator(indicator)?.caveat);
  const criteria = figures.map((figure) => criteriaNote(figure, phrases) ?? undefined);
  const remarks = [...(entitlement && parts.length > 0 ? [phrases.potential] : []), ...criteria, ...caveats];
  return [...parts, ...[...new Set(remarks)].filter((text) => text !== undefined).map((text) => note(topic, text))];
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
