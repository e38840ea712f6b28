import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import type { Commitment } from "./draft.ts";

/** A promise in a released answer, and where it was made. */
export interface Promised extends Commitment {
  readonly case: string;
  readonly title: string;
}

/**
 * What a town promised in its released answers, the nearest day first, those without a day at the end. The release wrote the
 * promises into the history: answers with all their figures need not be read for them.
 */
export async function promisesOf(db: Kysely<Tables>, town: string): Promise<Promised[]> {
  const rows = await db
    .selectFrom("Answer")
    .innerJoin("Case", "Case.id", "Answer.case")
    .innerJoin("History", "History.subjectId", "Answer.id")
    .select(["Answer.case", "Case.title", "History.detail"])
    .where("Answer.town", "=", town)
    .where("Answer.decision", "=", "approved")
    .where("History.subject", "=", "Answer")
    .where("History.action", "=", "released")
    .execute();
  const all = rows.flatMap(({ detail, ...place }) => promisedIn(detail).map((one) => ({ ...one, ...place })));
  return all.toSorted((one, other) => (one.until ?? "9").localeCompare(other.until ?? "9"));
}

const promisedIn = (detail: string): readonly Commitment[] => (JSON.parse(detail) as { commitments?: Commitment[] }).commitments ?? [];
