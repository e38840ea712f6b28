import type { CoSignatureRow, SigningRoundRow } from "../../store/tables/signatures.ts";

/** A turn, and whether a scan proves it. */
export type CoSignature = CoSignatureRow & { readonly scanned: boolean };

/** A round with all of its turns by position, those that became void among them. */
export type SigningRound = SigningRoundRow & { readonly turns: readonly CoSignature[] };

/** `stopped`: an office refuses; nobody is asked any more until the answer is changed or the round withdrawn. */
export type Standing = "open" | "stopped" | "complete" | "withdrawn" | "released";

/** The turns that count: one per office. */
export const liveTurns = ({ turns }: SigningRound): CoSignature[] => turns.filter(({ voidedAt }) => voidedAt === null);

export const refusedBy = (round: SigningRound): CoSignature | null => liveTurns(round).find(({ result }) => result === "refuses") ?? null;

export function standingOf(round: SigningRound): Standing {
  if (round.ended) return round.ended;
  if (refusedBy(round)) return "stopped";
  return liveTurns(round).every(({ result }) => result !== null) ? "complete" : "open";
}

/** The offices that are asked now: all at once, or the first that has not signed. */
export function askedNow(round: SigningRound): CoSignature[] {
  if (standingOf(round) !== "open") return [];
  const waiting = liveTurns(round).filter(({ result }) => result === null);
  return round.order === "parallel" ? waiting : waiting.slice(0, 1);
}
