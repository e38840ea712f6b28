import { actorsOf } from "./extract/actors.ts";
import { clean, original } from "./extract/clean.ts";
import { confirmed } from "./extract/conditions.ts";
import { divided, rejoined } from "./extract/divide.ts";
import { findings, type Minutes } from "./extract/find.ts";
import type { Finding } from "./extract/finding.ts";
import { eachLine } from "./extract/jsonl.ts";
import { answerPaper } from "./extract/paper.ts";
import { read, type Sentence } from "./extract/read.ts";
import { sectionsOf } from "./extract/sections.ts";
import { type Outcome, settle } from "./extract/settle.ts";
import { speakersOf } from "./extract/speakers.ts";
import { topicsOf } from "./extract/topics.ts";
import { townOf } from "./extract/towns.ts";
import type { Asker, Inquiry, Passage, State } from "./extract/types.ts";

export { type Commitment, commitments } from "./extract/commitments.ts";
export { pseudonymise } from "./extract/pseudonymise.ts";
export { topicsOf } from "./extract/topics.ts";
export type { Inquiry, Passage } from "./extract/types.ts";

/**
 * Finds the oral inquiries in a passage of minutes: who asked what, and whether it was answered (facts: inquiries.md §3).
 * In this order: clean the text, read its blocks and sentences, see whose they are, find what asks (told as a noun, spoken
 * by a verb, listed), settle from what follows whether it was answered, keep what its condition confirms, name the topics.
 * Pure and synchronous; time grows in proportion to the text. What it does not find must not be taken for not asked.
 */
export function extract(passage: Passage): Inquiry[] {
  return explain(passage).map(({ stateBecause: _reasons, ...inquiry }) => inquiry);
}

/** The same, with the sentences from which the state of each follows. */
export function explain(passage: Passage): Explained[] {
  const cleaned = clean(passage.text);
  const { blocks, sentences } = read(cleaned);
  const sections = sectionsOf(blocks, passage);
  const town = townOf(passage);
  const actors = remembered((sentence: Sentence) => actorsOf(sentence.tokens, town));
  const speeches = speakersOf(blocks, sections, actors);
  const minutes = { blocks, sentences, sections, actors, speeches, town, paper: answerPaper(blocks) };
  const claims = divided(findings(minutes), sentences);
  const found = confirmed(claims, settle(claims, minutes), minutes);
  const inquiries = rejoined(found, settle(found, minutes));
  const outcomes = settle(inquiries, minutes);
  return inquiries.map((finding) => {
    const span = original(cleaned, finding.start, finding.end);
    const question = passage.text.slice(span.start, span.end);
    const state = stateOf(outcomes.get(finding), minutes.paper !== null);
    return {
      ...identityOf(finding),
      ...span,
      question,
      ...state,
      topics: topicsOf(question, around(finding, minutes)),
      because: finding.because,
      stateBecause: outcomes.get(finding)?.why ?? [],
    };
  });
}

/** An inquiry with the sentences that answer it, promise an answer or note one; none for one that is open, and of papers that answer as a whole. */
export interface Explained extends Inquiry {
  readonly stateBecause: readonly string[];
}

function identityOf({ source, kind }: Finding): Pick<Inquiry, keyof Asker | "askers" | "attribution" | "kind"> {
  const { askers, attribution, role } = source;
  const { asker = null, salutation = null, party = null } = askers[0] ?? {};
  return { asker, salutation, role: askers[0]?.role ?? role, party, askers, attribution, kind };
}

function stateOf(outcome: Outcome | undefined, paper: boolean): State {
  return {
    answered_in_session: !paper && outcome?.answered === true,
    answer_promised: !paper && outcome?.promised === true,
    answered_later_in_text: paper || outcome?.later === true,
  };
}

/** The sentences around a question, within its agenda item. */
function around({ sentence: at }: Finding, { sentences, sections }: Minutes): string {
  const begins = (index: number) =>
    sentences[index]?.block !== sentences[index - 1]?.block && sections[sentences[index]?.block ?? 0]?.opens;
  let from = at;
  while (from > 0 && from > at - 12 && !begins(from)) from--;
  let to = at + 1;
  while (to < sentences.length && to < at + 6 && !begins(to)) to++;
  const near = sentences.slice(from, to).map(({ text }) => text);
  return near.join(" ");
}

function remembered<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/**
 * JSONL lines of `{ id, text, ris?, municipality_style?, gremium?, sitzung? }` in, one object each out, in the same order:
 * `{ id, inquiries }`, or `{ line, error }` where a line cannot be read (design.md §9, `extract`).
 */
export function extractLines(lines: AsyncIterable<string>): AsyncIterable<object> {
  return eachLine(lines, extract);
}
