import type { Kysely } from "kysely";
import { answersOf } from "../../store/cases.ts";
import { openRound } from "../../store/signatures.ts";
import type { AnswerRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { type Signed, signedIn } from "./table.ts";

/** The signatures that an undecided answer bears so far; none of a version that is not the newest. What is released keeps its own. */
export async function signedSoFar(db: Kysely<Tables>, answer: AnswerRow): Promise<Signed[]> {
  if (answer.decision !== "proposed") return [];
  const round = await openRound(db, answer.case);
  const [newest] = await answersOf(db, answer.case);
  return round && newest?.id === answer.id ? signedIn(round) : [];
}
