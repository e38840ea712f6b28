import type { Transaction } from "kysely";
import type { TownConfig } from "../../config.ts";
import { type Clock, today } from "../../ports/clock.ts";
import type { Person } from "../../ports/identity.ts";
import type { Store } from "../../ports/store.ts";
import { Refusal } from "../../refusal.ts";
import { answersOf, caseOf } from "../../store/cases.ts";
import { record } from "../../store/history.ts";
import { openRound } from "../../store/signatures.ts";
import type { CoSignatureRow } from "../../store/tables/signatures.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { assertMaySign } from "./may-sign.ts";
import { needsWords, type SignatureResult } from "./results.ts";
import { followRound } from "./round.ts";
import type { Scan } from "./scan.ts";
import { askedNow, liveTurns, refusedBy, type SigningRound } from "./standing.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** What somebody signed, and the version that lay before them. */
export interface Signature {
  readonly result: SignatureResult;
  readonly remark: string;
  readonly answer: string;
}

type Turn = Pick<CoSignatureRow, "id">;
/** Whatever proves that the office has signed. */
type Proof = Pick<CoSignatureRow, "basis" | "signedOn" | "signatory">;

/**
 * Signs for an office. A second click on the same changes nothing. Refuses out of turn, for a version that is no longer the newest, for an
 * office that is not this person's, under four eyes to whoever wrote the answer, and a remark or a refusal without words.
 */
export async function sign(
  context: Context,
  town: TownConfig,
  of: CaseRow,
  turn: Turn,
  signature: Signature,
  person: Pick<Person, "id" | "offices">,
): Promise<void> {
  await enter(context, of, turn, signature, person.id, async (_transaction, round, now, answers) => {
    assertMaySign(person, now.office, { round, answers, fourEyes: town.fourEyes });
    return { basis: person.offices ? "told" : "stated", signedOn: null, signatory: null };
  });
}

/**
 * Enters what was signed on paper or in the e-file, with its scan. Nobody here signs: the scan does. Refuses a day to come, and one before
 * the version was written: that was another text.
 */
export async function enterSigned(
  context: Context,
  of: CaseRow,
  turn: Turn,
  signature: Signature & { readonly signedOn: string; readonly signatory: string; readonly scan: Scan },
  by: string,
): Promise<void> {
  const { signedOn, signatory, scan } = signature;
  if (signedOn > today(context.clock)) throw new Refusal("signing.day-to-come", { status: 422 });
  await enter(context, of, turn, signature, by, async (transaction, _round, now, answers) => {
    if (signedOn < (answers[0]?.draftedAt ?? "").slice(0, 10)) throw new Refusal("signing.day-too-early", { status: 422 });
    await transaction
      .insertInto("SignatureScan")
      .values({ ...scan, coSignature: now.id, town: of.town })
      .execute();
    return { basis: "elsewhere", signedOn, signatory };
  });
}

type Prove = (transaction: Transaction<Tables>, round: SigningRound, turn: CoSignatureRow, answers: readonly AnswerRow[]) => Promise<Proof>;

async function enter(context: Context, of: CaseRow, turn: Turn, signature: Signature, by: string, prove: Prove): Promise<void> {
  const { result, answer } = signature;
  const remark = signature.remark.trim() || null;
  if (needsWords(result) && !remark) throw new Refusal(`signing.words-${result}`, { status: 422 });
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const round = await openRound(transaction, of.id);
    const now = round?.turns.find(({ id }) => id === turn.id);
    if (!round || !now) throw new Refusal("signing.over");
    if (now.signedBy === by && now.result === result && now.remark === remark && now.voidedAt === null) return;
    const answers = await answersOf(transaction, of.id);
    assertTurn(round, now, answers, answer);
    if ((await caseOf(transaction, of.id)).state !== "signing") throw new Refusal("signing.in-revision");
    const proof = await prove(transaction, round, now, answers);
    await transaction
      .updateTable("CoSignature")
      .set({ result, remark, answer, signedBy: by, signedAt: at, ...proof })
      .where("id", "=", now.id)
      .execute();
    const detail = { office: now.office, version: answers[0]?.version, ...(proof.signatory ? { signatory: proof.signatory } : {}) };
    await record(transaction, { at, town: of.town, subject: "CoSignature", subjectId: now.id, action: `signed-${result}`, by, detail });
    const after = await openRound(transaction, of.id);
    if (after) await followRound(transaction, of, after, { by, at });
  });
}

/** Is it this office's turn, and for this version? */
function assertTurn(round: SigningRound, now: CoSignatureRow, answers: readonly AnswerRow[], answer: string): void {
  if (now.voidedAt !== null || answers[0]?.id !== answer) throw new Refusal("signing.newer-version");
  if (now.result !== null) throw new Refusal("decision.too-late");
  const refusal = refusedBy(round);
  if (refusal) throw new Refusal("signing.stopped", { values: { office: refusal.office } });
  if (askedNow(round).some(({ id }) => id === now.id)) return;
  const before = liveTurns(round).find(({ result }) => result === null);
  throw new Refusal("signing.not-yet", { values: { office: before?.office ?? "" } });
}
