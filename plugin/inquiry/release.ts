import { createHash } from "node:crypto";
import type { Config, TownConfig } from "../config.ts";
import { choose } from "../figures/choose.ts";
import { clear } from "../figures/clearance.ts";
import type { Figure } from "../figures/figure.ts";
import { formatDate } from "../figures/format.ts";
import { assertVouched } from "../figures/vouch.ts";
import { say } from "../messages.ts";
import { enqueue } from "../outbox/enqueue.ts";
import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { answersOf, caseOf, inquiriesOf, needsAnswer, type StoredInquiry } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { AnswerRow, CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { citedStandings } from "./answer/vouched.ts";
import { assertFinal } from "./answer.ts";
import { type AnswerContent, addVersion, contentOf } from "./answer-version.ts";
import { detailsOf } from "./details.ts";
import { asked } from "./draft/asked.ts";
import { type Draft, draft } from "./draft.ts";
import { type CaseKind, isForSitting } from "./kinds.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
  config: Config;
}

export { contentOf } from "./answer-version.ts";

/** The figures that an answer shows: those it cites. */
export const figuresShown = ({ sources }: Draft): Figure[] =>
  sources.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));

/** Writes the draft of a case from the facts of the day, and stores nothing. */
export async function compose(context: Context, town: TownConfig, of: CaseRow, house = of.house): Promise<AnswerContent> {
  const { store, clock } = context;
  const all = await inquiriesOf(store.read, of.id);
  const open = all.filter(needsAnswer);
  const details = detailsOf(of);
  const topics = [...new Set([...open.flatMap((one) => asked(one).topics), ...details.topics])];
  const facts = await choose({ store, town: town.key, topics, asOf: today(clock) });
  const written = draft({
    ...{ case: { ...of, ...details }, ...facts, house, today: today(clock), elsewhere: town.elsewhere },
    inquiries: all.map((one) => ({ ...one, answeredInSession: !needsAnswer(one) })),
    place: { town: town.name, land: town.land },
    ...(town.signatory ? { signatory: town.signatory } : {}),
  });
  return { draft: written, figures: facts.figures, questions: fingerprint(all, of) };
}

/** Drafts the answer of a case as a new version, unless it would say what the newest says. Earlier versions stay to be compared. @returns its id */
export async function draftAnswer(context: Context, town: TownConfig, of: CaseRow, by: string): Promise<string> {
  const content = await compose(context, town, of);
  const at = context.clock.now().toISOString();
  return context.store.write(async (transaction) => {
    const [newest] = await answersOf(transaction, of.id);
    if (newest?.decision === "proposed" && newest.content === JSON.stringify(content)) return newest.id;
    const detail = { gaps: content.draft.gaps.length };
    return addVersion(transaction, { of, content, action: "drafted", detail, follows: newest?.version ?? 0, by, at });
  });
}

/**
 * Releases the newest draft of a case: it is final, signed, and waits in the outbox. Refuses while a gap is open, while no
 * sitting receives it, while a number no longer equals its frozen figure, when the questions are others than those it was
 * drafted for, while a cited figure is old or counted under law that nobody had read and the data office has not given its
 * word, when its numbers would give small counts away together with what is public, and with four eyes to whoever drafted it.
 */
export async function release(context: Context, town: TownConfig, answer: AnswerRow, of: CaseRow, by: string): Promise<void> {
  if (town.fourEyes && answer.draftedBy === by) throw new Refusal("approve.four-eyes", { status: 403 });
  const { draft: written, figures, questions } = contentOf(answer);
  assertFinal(written, figures, { examples: context.config.installation.demo });
  if (!of.receiving && isRead(of.kind)) throw new Refusal("release.no-sitting");
  const clearance = await clear(context, { town, subject: "Answer", subjectId: answer.id, figures: figuresShown(written), by });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const [newest] = await answersOf(transaction, of.id);
    if (newest?.id !== answer.id) throw new Refusal("decision.too-late");
    await advance(transaction, of, "release", { by, at });
    const all = await inquiriesOf(transaction, of.id);
    const open = all.filter(needsAnswer);
    if (fingerprint(all, await caseOf(transaction, of.id)) !== questions) throw new Refusal("release.questions-changed");
    // A letter without a sitting is read on the day it goes out.
    const receiving = of.receiving ?? today(context.clock);
    assertVouched(await citedStandings(transaction, { ...of, receiving }, open, written));
    const { numUpdatedRows } = await transaction
      .updateTable("Answer")
      .set({ decision: "approved", decidedBy: by, decidedAt: at })
      .where("id", "=", answer.id)
      .where("decision", "=", "proposed")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal("decision.too-late");
    const detail = { commitments: written.commitments ?? [] };
    await record(transaction, { at, town: town.key, subject: "Answer", subjectId: answer.id, action: "released", by, detail });
    const title = answerTitle(of);
    await clearance.enter(transaction, { town: town.key, subject: "Answer", subjectId: answer.id, title, at, by });
    const filed = { series: of.id, version: answer.version, title, parts: answerParts };
    await enqueue(transaction, { town, subject: "Answer", subjectId: answer.id, ...filed, by, at });
  });
}

/** What the draft depends on in the questions, in their order, and in what was filled in at the case. */
function fingerprint(all: readonly StoredInquiry[], { details }: Pick<CaseRow, "details">): string {
  const told = all.filter((one) => needsAnswer(one) || (one.given && one.decision !== "rejected"));
  const parts = told.map(({ id, askers, question, kind, given, withheld }) => [id, askers, question, kind, given, withheld]);
  return createHash("sha256")
    .update(JSON.stringify([parts, details]))
    .digest("hex");
}

/** Answers that a sitting takes note of; letters go out without one. */
const isRead = (kind: CaseKind): boolean => kind === "oral-inquiry" || isForSitting(kind);

/** What is filed of an answer: the PDF, the Word file, the data. */
const answerParts = ["document", "word", "data"] as const;

/** The title under which an answer is filed. */
function answerTitle({ kind, title, organization, sitting }: Pick<CaseRow, "kind" | "title" | "organization" | "sitting">): string {
  return say(`answer.filed-${kind}`, { title, organization, date: formatDate(sitting) });
}
