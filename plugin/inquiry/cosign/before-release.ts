import type { Transaction } from "kysely";
import { Refusal } from "../../refusal.ts";
import { openRound } from "../../store/signatures.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { outdated } from "./lapse.ts";
import { cosigningOf } from "./proposal.ts";
import { liveTurns, refusedBy, type SigningRound } from "./standing.ts";

/**
 * The round whose signatures stand under an answer that is about to be released; null where none was begun and the house demands none.
 * Throws a Refusal when the house demands one, and when the one that was begun is not complete for this very wording.
 */
export async function signedRound(transaction: Transaction<Tables>, of: CaseRow, answer: AnswerRow): Promise<SigningRound | null> {
  const round = await openRound(transaction, of.id);
  if (!round) {
    if (cosigningOf(of)?.demanded) throw new Refusal("signing.demanded");
    return null;
  }
  const refusal = refusedBy(round);
  if (refusal) throw new Refusal("signing.release-stopped", { values: { office: refusal.office } });
  const old = new Set((await outdated(transaction, round, answer)).map(({ id }) => id));
  const missing = liveTurns(round).filter(({ id, result }) => result === null || old.has(id));
  if (missing.length === 0) return round;
  throw new Refusal("signing.incomplete", { values: { offices: missing.map(({ office }) => office).join(", ") } });
}
