import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import { record } from "../../store/history.ts";
import { openRound } from "../../store/signatures.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { storedContent } from "../answer-content.ts";
import { addDays } from "../deadline/days.ts";
import { followRound, fresh } from "./round.ts";
import { sameWording } from "./same-wording.ts";
import { type CoSignature, liveTurns, type SigningRound } from "./standing.ts";

/** Whoever has to sign again has at least so many days. */
const daysAgain = 3;

/**
 * To be called in the transaction that makes an answer the newest version of its case: what was signed for another wording is void from now
 * on, and its turn is open again. A version that says the same leaves every signature as it is.
 */
export async function lapse(
  transaction: Transaction<Tables>,
  of: Pick<CaseRow, "id" | "town">,
  newest: AnswerRow,
  { by, at }: { by: string; at: string },
): Promise<void> {
  const round = await openRound(transaction, of.id);
  if (!round) return;
  for (const turn of await outdated(transaction, round, newest)) {
    await transaction.updateTable("CoSignature").set({ voidedBy: newest.id, voidedAt: at }).where("id", "=", turn.id).execute();
    const { town, position, attempt, office } = turn;
    const due = [turn.due, addDays(at.slice(0, 10), daysAgain)].sort().at(-1) ?? turn.due;
    await transaction
      .insertInto("CoSignature")
      .values({ ...fresh, id: newId(), town, round: round.id, position, attempt: attempt + 1, office, due })
      .execute();
    const detail = { office, version: newest.version };
    await record(transaction, { at, town, subject: "CoSignature", subjectId: turn.id, action: "signature-void", by, detail });
  }
  const after = await openRound(transaction, of.id);
  if (after) await followRound(transaction, of, after, { by, at });
}

/** The signatures that were given for another wording than that of this version. */
export async function outdated(transaction: Transaction<Tables>, round: SigningRound, version: AnswerRow): Promise<CoSignature[]> {
  const said = storedContent(version).draft;
  const signed = liveTurns(round).filter(({ answer }) => answer !== null && answer !== version.id);
  const ids = [...new Set(signed.flatMap(({ answer }) => answer ?? []))];
  if (ids.length === 0) return [];
  const rows = await transaction.selectFrom("Answer").selectAll().where("id", "in", ids).execute();
  const others = new Set(rows.filter((row) => !sameWording(storedContent(row).draft, said)).map(({ id }) => id));
  return signed.filter(({ answer }) => answer !== null && others.has(answer));
}
