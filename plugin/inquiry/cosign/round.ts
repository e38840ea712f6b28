import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import { type Clock, today } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { Refusal } from "../../refusal.ts";
import { answersOf, caseOf } from "../../store/cases.ts";
import { record } from "../../store/history.ts";
import { openRound } from "../../store/signatures.ts";
import type { CoSignatureRow, SigningRoundRow } from "../../store/tables/signatures.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { contentOf } from "../answer-content.ts";
import { advance } from "../state.ts";
import type { Asked } from "./proposal.ts";
import { type SigningRound, standingOf } from "./standing.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** A turn that nobody has signed yet. */
export const fresh = {
  ...{ result: null, remark: null, answer: null, signedBy: null, signedAt: null, basis: null },
  ...{ signedOn: null, signatory: null, voidedBy: null, voidedAt: null },
} as const satisfies Partial<CoSignatureRow>;

/**
 * Asks offices to sign the newest draft of a case, one after the other or all at once. Refuses without a complete draft, while another
 * round is open, without an office, with the same office twice, and with a day that has passed.
 * @returns id of the round
 */
export async function beginRound(
  context: Context,
  of: CaseRow,
  wanted: { order: SigningRoundRow["order"]; asked: readonly Asked[] },
  by: string,
): Promise<string> {
  assertAskable(wanted.asked, today(context.clock));
  const at = context.clock.now().toISOString();
  const id = newId();
  return context.store.write(async (transaction) => {
    if (await openRound(transaction, of.id)) throw new Refusal("signing.round-open");
    const [newest] = await answersOf(transaction, of.id);
    if (newest?.decision !== "proposed") throw new Refusal("signing.no-draft");
    if (contentOf(newest).draft.gaps.length > 0) throw new Refusal("signing.gaps");
    await advance(transaction, of, "request-signatures", { by, at });
    const { town } = of;
    const notEnded = { ended: null, endedBy: null, endedAt: null, reason: null, answer: null };
    await transaction
      .insertInto("SigningRound")
      .values({ id, town, case: of.id, order: wanted.order, begunBy: by, begunAt: at, ...notEnded })
      .execute();
    const turns = wanted.asked.map(({ office, due }, index) => ({
      id: newId(),
      town,
      round: id,
      position: index + 1,
      attempt: 1,
      office,
      due,
    }));
    await transaction
      .insertInto("CoSignature")
      .values(turns.map((turn) => ({ ...turn, ...fresh })))
      .execute();
    const detail = { order: wanted.order, offices: wanted.asked.map(({ office }) => office), version: newest.version };
    await record(transaction, { at, town, subject: "Case", subjectId: of.id, action: "signing-begun", by, detail });
    return id;
  });
}

const mostOffices = 20;

function assertAskable(asked: readonly Asked[], day: string): void {
  if (asked.length === 0) throw new Refusal("signing.no-office", { status: 422 });
  if (asked.length > mostOffices) throw new Refusal("signing.too-many", { values: { most: mostOffices }, status: 422 });
  const names = asked.map(({ office }) => office.toLowerCase());
  const twice = asked.find(({ office }, index) => names.indexOf(office.toLowerCase()) !== index);
  if (twice) throw new Refusal("signing.office-twice", { values: { office: twice.office }, status: 422 });
  const past = asked.find(({ due }) => due < day);
  if (past) throw new Refusal("signing.due-past", { values: { office: past.office }, status: 422 });
}

/** Ends a round without a release. What was signed stays to be read, and counts no more. Said twice, it has happened already. */
export async function withdrawRound(context: Context, of: CaseRow, round: string, reason: string, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const open = await openRound(transaction, of.id);
    if (open?.id !== round) return;
    const { state } = await caseOf(transaction, of.id);
    if (state === "signing" || state === "signed") await advance(transaction, of, "signatures-void", { by, at });
    await endRound(transaction, round, { ended: "withdrawn", endedBy: by, endedAt: at, reason, answer: null });
    await record(transaction, {
      at,
      town: of.town,
      subject: "Case",
      subjectId: of.id,
      action: "signing-withdrawn",
      by,
      detail: { reason },
    });
  });
}

export async function endRound(
  transaction: Transaction<Tables>,
  round: string,
  end: Pick<SigningRoundRow, "ended" | "endedBy" | "endedAt" | "reason" | "answer">,
): Promise<void> {
  await transaction.updateTable("SigningRound").set(end).where("id", "=", round).where("ended", "is", null).execute();
}

/** Brings the state of the case to where its round stands, after a signature or a new version. */
export async function followRound(
  transaction: Transaction<Tables>,
  of: Pick<CaseRow, "id">,
  round: SigningRound,
  deed: { by: string; at: string },
): Promise<void> {
  const standing = standingOf(round);
  const { state } = await caseOf(transaction, of.id);
  if (state === "signed" && standing === "complete") return;
  if (state !== "signing") await advance(transaction, of, "request-signatures", deed);
  if (standing === "complete") await advance(transaction, of, "signatures-complete", deed);
}
