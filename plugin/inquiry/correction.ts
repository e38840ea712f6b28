import type { TownConfig } from "../config.ts";
import { recall } from "../outbox/recall.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { answersOf } from "../store/cases.ts";
import { approvedAt, record } from "../store/history.ts";
import { openRound } from "../store/signatures.ts";
import type { AnswerRow, CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { dayOf } from "../views/dates.ts";
import { countsIn } from "./answer/counts.ts";
import { storedContent } from "./answer-content.ts";
import { addVersion } from "./answer-version.ts";
import { endRound } from "./cosign/round.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** A reason leaves the house: on the correction, and on the notice of a withdrawal. Throws a Refusal (422). */
function assertNoCount(reason: string): void {
  const numbers = countsIn(reason);
  if (numbers.length > 0)
    throw new Refusal("correction.numbers", { status: 422, field: "reason", values: { numbers: numbers.join(", ") } });
}

/**
 * Begins the correction of a released answer: a draft that says the same, to be edited, signed and released. Until then the released one
 * stays in force. The reason is printed. Said twice, it has begun already. @returns id of the draft
 */
export async function correctAnswer(context: Context, of: CaseRow, answer: AnswerRow, reason: string, by: string): Promise<string> {
  const at = context.clock.now().toISOString();
  assertNoCount(reason);
  return context.store.write(async (transaction) => {
    const answers = await answersOf(transaction, of.id);
    const [newest] = answers;
    if (newest?.decision === "proposed" && storedContent(newest).draft.correction?.replaces.answer === answer.id) return newest.id;
    const released = answers.find(({ id }) => id === answer.id);
    if (!newest || released?.decision !== "approved") throw new Refusal("decision.too-late");
    const { signed: _signed, ...content } = storedContent(released);
    const { correction: _earlier, ...draft } = content.draft;
    const date = dayOf((await approvedAt(transaction, { subject: "Answer", subjectId: released.id })) ?? released.draftedAt);
    const correction = { date: null, replaces: { answer: released.id, version: released.version, date }, reason };
    const detail = { reason, replaces: released.version };
    return addVersion(transaction, {
      ...{ of, content: { ...content, draft: { ...draft, correction } }, action: "correction-begun", detail },
      ...{ follows: newest.version, by, at },
    });
  });
}

/** Gives a correction up: its drafts are rejected, its round of co-signing ends, and the released answer stays as it was. */
export async function abandonCorrection(context: Context, of: CaseRow, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const answers = await answersOf(transaction, of.id);
    if (answers[0]?.decision === "rejected") return;
    await advance(transaction, of, "abandon-correction", { by, at });
    const round = await openRound(transaction, of.id);
    if (round) await endRound(transaction, round.id, { ended: "withdrawn", endedBy: by, endedAt: at, reason: null, answer: null });
    for (const { id, decision } of answers.slice(0, versionsSince(answers))) {
      if (decision !== "proposed") continue;
      await transaction.updateTable("Answer").set({ decision: "rejected", decidedBy: by, decidedAt: at }).where("id", "=", id).execute();
      await record(transaction, { at, town: of.town, subject: "Answer", subjectId: id, action: "rejected", by });
    }
  });
}

/** How many versions are newer than the one in force. */
const versionsSince = (answers: readonly AnswerRow[]): number =>
  Math.max(
    0,
    answers.findIndex(({ decision }) => decision === "approved"),
  );

/**
 * Takes a released answer back: it no longer holds, what was filed is marked as withdrawn, and the case is to be answered again. What
 * became public stays in the ledger. A correction that was begun goes on as its draft. Said twice, it has happened already.
 */
export async function withdrawAnswer(
  context: Context,
  town: TownConfig,
  of: CaseRow,
  answer: AnswerRow,
  reason: string,
  by: string,
): Promise<void> {
  const at = context.clock.now().toISOString();
  assertNoCount(reason);
  await context.store.write(async (transaction) => {
    const now = (await answersOf(transaction, of.id)).find(({ id }) => id === answer.id);
    if (now?.decision === "withdrawn") return;
    if (now?.decision !== "approved") throw new Refusal("decision.too-late");
    await advance(transaction, of, "withdraw-release", { by, at, reason });
    const content = JSON.stringify({ ...storedContent(now), withdrawal: { reason } });
    await transaction
      .updateTable("Answer")
      .set({ decision: "withdrawn", decidedBy: by, decidedAt: at, content })
      .where("id", "=", now.id)
      .execute();
    await recall(transaction, { subject: "Answer", subjectId: now.id, by, at });
    await record(transaction, { at, town: town.key, subject: "Answer", subjectId: now.id, action: "withdrawn", by, detail: { reason } });
  });
}
