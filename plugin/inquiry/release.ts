import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { Config, TownConfig } from "../config.ts";
import { choose } from "../figures/choose.ts";
import { clear } from "../figures/clearance.ts";
import { assertVouched } from "../figures/vouch.ts";
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
import { type AnswerContent, correcting, figuresShown, storedContent } from "./answer-content.ts";
import { addVersion } from "./answer-version.ts";
import { signedRound } from "./cosign/before-release.ts";
import { lapse } from "./cosign/lapse.ts";
import { wrote } from "./cosign/may-sign.ts";
import { endRound } from "./cosign/round.ts";
import type { SigningRound } from "./cosign/standing.ts";
import { signedIn } from "./cosign/table.ts";
import { detailsOf } from "./details.ts";
import { asked } from "./draft/asked.ts";
import { identified } from "./draft/units.ts";
import { draft } from "./draft.ts";
import { answerTitle } from "./filing.ts";
import { type CaseKind, isForSitting } from "./kinds.ts";
import { suppliedOf } from "./office/supplied.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
  config: Config;
}

/** Writes the draft of a case from the facts of the day, and stores nothing. */
export async function compose(context: Context, town: TownConfig, of: CaseRow, house = of.house): Promise<AnswerContent> {
  const { store, clock } = context;
  const all = await inquiriesOf(store.read, of.id);
  const open = all.filter(needsAnswer);
  const details = detailsOf(of);
  const topics = [...new Set([...open.flatMap((one) => asked(one).topics), ...details.topics])];
  const facts = await choose({ store, town: town.key, topics, asOf: today(clock) });
  const supplied = await suppliedOf(store.read, details.supplied, today(clock));
  const written = draft({
    ...{
      case: { ...of, ...details, public: of.public === 1, supplied: [...supplied.values()].flat() },
      ...facts,
      house,
      today: today(clock),
      elsewhere: town.elsewhere,
    },
    inquiries: all.map((one) => ({ ...one, answeredInSession: !needsAnswer(one), supplied: supplied.get(`inquiry:${one.id}`) ?? [] })),
    place: { town: town.name, land: town.land },
    ...(town.signatory ? { signatory: town.signatory } : {}),
  });
  return { draft: identified(written), figures: facts.figures, questions: fingerprint(all, of) };
}

/** Drafts the answer of a case as a new version, unless it would say what the newest says. Earlier versions stay to be compared. @returns its id */
export async function draftAnswer(context: Context, town: TownConfig, of: CaseRow, by: string): Promise<string> {
  const composed = await compose(context, town, of);
  const at = context.clock.now().toISOString();
  return context.store.write(async (transaction) => {
    const [newest] = await answersOf(transaction, of.id);
    const content = correcting(newest, composed);
    if (newest?.decision === "proposed" && JSON.stringify(storedContent(newest)) === JSON.stringify(content)) {
      // Nothing new is said; but the case may have left its round of co-signing for an edit that was taken back.
      await lapse(transaction, of, newest, { by, at });
      return newest.id;
    }
    const detail = { gaps: content.draft.gaps.length };
    return addVersion(transaction, { of, content, action: "drafted", detail, follows: newest?.version ?? 0, by, at });
  });
}

/**
 * Releases the newest draft of a case: it is final, signed, and waits in the outbox. Refuses while a gap is open, while no
 * sitting receives it, while a number no longer equals its frozen figure, when the questions are others than those it was
 * drafted for, while a cited figure is old or counted under law that nobody had read and the data office has not given its
 * word, when its numbers would give small counts away together with what is public, while a round of co-signing that the house demands
 * or that was begun is not complete for this wording, and with four eyes to whoever wrote one of its versions. Of a correction the earlier version
 * is replaced by it in the same moment.
 */
export async function release(context: Context, town: TownConfig, answer: AnswerRow, of: CaseRow, by: string): Promise<void> {
  if (town.fourEyes && wrote(by, await answersOf(context.store.read, of.id))) throw new Refusal("approve.four-eyes", { status: 403 });
  const content = storedContent(answer);
  const { draft: written, figures, questions } = content;
  assertFinal(written, figures, { examples: context.config.installation.demo });
  if (!of.receiving && isRead(of.kind)) throw new Refusal("release.no-sitting");
  const clearance = await clear(context, { town, subject: "Answer", subjectId: answer.id, figures: figuresShown(written), by });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const [newest] = await answersOf(transaction, of.id);
    if (newest?.id !== answer.id) throw new Refusal("decision.too-late");
    const round = await signedRound(transaction, of, answer);
    await advance(transaction, of, "release", { by, at });
    const all = await inquiriesOf(transaction, of.id);
    const open = all.filter(needsAnswer);
    if (fingerprint(all, await caseOf(transaction, of.id)) !== questions) throw new Refusal("release.questions-changed");
    if ((written.head.date ?? null) !== ((await caseOf(transaction, of.id)).receiving?.slice(0, 10) ?? null))
      throw new Refusal("release.sitting-changed");
    // A letter without a sitting is read on the day it goes out.
    const receiving = of.receiving ?? today(context.clock);
    assertVouched(await citedStandings(transaction, { ...of, receiving }, open, written));
    await replaceEarlier(transaction, answer, { by, at });
    await approve(transaction, answer, inForce(content, round, today(context.clock)), { by, at });
    if (round) await endRound(transaction, round.id, { ended: "released", endedBy: by, endedAt: at, reason: null, answer: answer.id });
    const detail = { commitments: written.commitments ?? [] };
    await record(transaction, { at, town: town.key, subject: "Answer", subjectId: answer.id, action: "released", by, detail });
    const title = answerTitle(of);
    await clearance.enter(transaction, { town: town.key, subject: "Answer", subjectId: answer.id, title, at, by });
    const filed = { series: of.id, version: answer.version, title, parts: answerParts };
    await enqueue(transaction, { town, subject: "Answer", subjectId: answer.id, ...filed, by, at });
  });
}

/** What is kept of an answer from its release on: who had signed, and of a correction its day. */
function inForce(content: AnswerContent, round: SigningRound | null, day: string): AnswerContent {
  const { correction } = content.draft;
  const dated = correction ? { ...content.draft, correction: { ...correction, date: day } } : content.draft;
  return { ...content, draft: dated, ...(round ? { signed: signedIn(round) } : {}) };
}

interface Deed {
  readonly by: string;
  readonly at: string;
}

/** The version that was in force until now. What became public stays in the ledger, and what was filed is followed by the new one. */
async function replaceEarlier(transaction: Transaction<Tables>, answer: AnswerRow, { by, at }: Deed): Promise<void> {
  const earlier = await transaction
    .updateTable("Answer")
    .set({ decision: "withdrawn", decidedBy: by, decidedAt: at })
    .where("case", "=", answer.case)
    .where("decision", "=", "approved")
    .returning("id")
    .execute();
  for (const { id: subjectId } of earlier)
    await record(transaction, { at, town: answer.town, subject: "Answer", subjectId, action: "superseded", by, detail: { by: answer.id } });
}

async function approve(transaction: Transaction<Tables>, answer: AnswerRow, content: AnswerContent, { by, at }: Deed): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable("Answer")
    .set({ decision: "approved", decidedBy: by, decidedAt: at, content: JSON.stringify(content) })
    .where("id", "=", answer.id)
    .where("decision", "=", "proposed")
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("decision.too-late");
}

/** What the draft depends on in the questions, in their order, and in what was filled in at the case. */
export function fingerprint(all: readonly StoredInquiry[], { details }: Pick<CaseRow, "details">): string {
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
