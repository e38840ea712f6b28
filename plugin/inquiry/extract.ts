import { actorsOf } from "./extract/actors.ts";
import { clean, original } from "./extract/clean.ts";
import { confirmed } from "./extract/conditions.ts";
import { divided, rejoined } from "./extract/divide.ts";
import { findings } from "./extract/find.ts";
import type { Finding } from "./extract/finding.ts";
import { eachLine } from "./extract/jsonl.ts";
import { read, type Sentence } from "./extract/read.ts";
import { isAnswerPaper, sectionsOf } from "./extract/sections.ts";
import { type Outcome, settle } from "./extract/settle.ts";
import { speakersOf } from "./extract/speakers.ts";
import { topicsOf } from "./extract/topics.ts";
import { townOf } from "./extract/towns.ts";
import type { Inquiry, Passage } from "./extract/types.ts";

export { commitments } from "./extract/commitments.ts";
export { pseudonymise } from "./extract/pseudonymise.ts";
export { topicsOf } from "./extract/topics.ts";
export type { Inquiry, Passage } from "./extract/types.ts";

/**
 * Finds the oral inquiries in a passage of minutes: who asked what, and whether it was answered (facts: inquiries.md §3).
 * Pure and synchronous; time grows in proportion to the text. What it does not find must not be taken for not asked.
 */
export function extract(passage: Passage): Inquiry[] {
  const cleaned = clean(passage.text);
  const { blocks, sentences } = read(cleaned);
  const sections = sectionsOf(blocks, passage);
  const town = townOf(passage);
  const actors = remembered((sentence: Sentence) => actorsOf(sentence.tokens, town));
  const speeches = speakersOf(blocks, sections, actors);
  const minutes = { blocks, sentences, sections, actors, speeches, town, paper: isAnswerPaper(blocks) };
  const claims = divided(findings(minutes), sentences);
  const found = confirmed(claims, settle(claims, minutes), minutes);
  const inquiries = rejoined(found, settle(found, minutes));
  const outcomes = settle(inquiries, minutes);
  return inquiries.map((finding) => {
    const span = original(cleaned, finding.start, finding.end);
    return inquiryOf(finding, outcomes.get(finding), minutes.paper, { ...span, question: passage.text.slice(span.start, span.end) });
  });
}

function inquiryOf(
  finding: Finding,
  outcome: Outcome | undefined,
  paper: boolean,
  span: Pick<Inquiry, "start" | "end" | "question">,
): Inquiry {
  const { askers, attribution, role } = finding.source;
  const [first] = askers;
  return {
    asker: first?.asker ?? null,
    salutation: first?.salutation ?? null,
    role: first?.role ?? role,
    party: first?.party ?? null,
    askers,
    attribution,
    ...span,
    kind: finding.kind,
    answered_in_session: !paper && outcome?.answered === true,
    answer_promised: !paper && outcome?.promised === true,
    answered_later_in_text: paper || outcome?.later === true,
    topics: topicsOf(span.question),
    because: finding.because,
  };
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
