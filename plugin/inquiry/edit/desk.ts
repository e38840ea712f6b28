import { choose } from "../../figures/choose.ts";
import type { Statement } from "../../figures/figure.ts";
import { stand } from "../../figures/format.ts";
import { topics } from "../../figures/topics.ts";
import { house } from "../../houses.ts";
import { say } from "../../messages.ts";
import { type Clock, today } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { answersOf, inquiriesOf, needsAnswer, type StoredInquiry } from "../../store/cases.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { examplesIn } from "../answer/shown.ts";
import { storedContent } from "../answer-content.ts";
import { detailsOf } from "../details.ts";
import { asked } from "../draft/asked.ts";
import type { Phrases } from "../draft/phrases.ts";
import { figureSentence, figureSource, paragraphsOf, statementSource } from "../draft/sentences.ts";
import { citation, precedentsFor, quotation } from "../precedent/offer.ts";
import type { Precedent, Precedents } from "../precedent.ts";
import type { Known } from "./apply.ts";
import { toldAtCase } from "./told.ts";

export interface DeskContext {
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly precedents: Precedents;
}

/** One thing to insert: its key, how it is offered, and the sentences it becomes. */
interface Offer {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly { readonly text: string; readonly from: string }[];
}

/** What lies on the desk of whoever edits an answer. */
export interface Desk {
  readonly inquiries: readonly StoredInquiry[];
  readonly figures: readonly Offer[];
  readonly statements: readonly Offer[];
  readonly precedents: readonly Offer[];
  /** Every sentence that may be inserted, by `Line.from`. */
  readonly known: ReadonlyMap<string, Known>;
  /** Texts that are changed at the case, not here. */
  readonly told: ReadonlySet<string>;
}

/** What is known on the topics of a case today, as the sentences a draft would make of it, and what the town has said before. */
export async function deskFor(context: DeskContext, of: CaseRow): Promise<Desk> {
  const { store, clock } = context;
  const { phrases } = house(of.house);
  const inquiries = await inquiriesOf(store.read, of.id);
  const details = detailsOf(of);
  const codes = [...new Set([...inquiries.filter(needsAnswer).flatMap((one) => asked(one).topics), ...details.topics])];
  const facts =
    codes.length > 0 ? await choose({ store, town: of.town, topics: codes, asOf: today(clock) }) : { figures: [], statements: [] };
  const known = new Map<string, Known>();
  const figures = facts.figures.map((figure) => {
    const told = { text: figureSentence(figure, phrases), source: figureSource(figure, phrases) };
    return offer(known, `figure:${figure.id}`, told.text, [told]);
  });
  const statements = facts.statements.map((statement) => statementOffer(known, statement, phrases));
  const precedents = await Promise.all(
    (await precedentsFor(context.precedents, of, inquiries)).map(async (one) => {
      const told = { text: quotation(one), source: await quoted(context, of, one) };
      return offer(known, `precedent:${one.id}`, citation(one), [told]);
    }),
  );
  return { inquiries, figures, statements, precedents, known, told: toldAtCase(of) };
}

function offer(known: Map<string, Known>, key: string, label: string, told: readonly Known[]): Offer {
  const lines = told.map((one, index) => {
    const from = told.length > 1 ? `${key}.${index}` : key;
    known.set(from, one);
    return { text: one.text, from };
  });
  return { key, label, lines };
}

function statementOffer(known: Map<string, Known>, statement: Statement, phrases: Phrases): Offer {
  const label = topics.find(({ id }) => id === statement.topic)?.label ?? statement.topic;
  const source = statementSource(statement, label, phrases);
  const told = paragraphsOf(statement).map((text) => ({ text, source }));
  return offer(known, `statement:${statement.id}`, `${label} (${source.standing}): ${told[0]?.text ?? ""}`, told);
}

/** A quotation holds for the day on which it was said, and is made up if what it quotes was. */
async function quoted({ store, clock }: DeskContext, of: CaseRow, precedent: Precedent): Promise<Known["source"]> {
  const { id, kind, subjectId, date, web } = precedent;
  const [released] = kind === "answer" ? (await answersOf(store.read, subjectId)).filter(({ decision }) => decision === "approved") : [];
  const example = released !== undefined && examplesIn(storedContent(released).draft).length > 0;
  const asOf = date || today(clock);
  const source = citation(precedent);
  const words = { topic: "", text: quotation(precedent), asOf, source, office: "", approvedBy: "", example };
  const statement: Statement = { id: `precedent:${id}`, town: of.town, ...words };
  const told = { id: statement.id, label: say("edit.quoted"), source, standing: stand({ kind: "date", date: asOf }) };
  return { kind: "statement", ...told, ...(web ? { url: web } : {}), statement };
}
