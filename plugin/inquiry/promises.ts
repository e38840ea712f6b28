import type { Kysely } from "kysely";
import { announcementsOf } from "../store/announcements.ts";
import type { Tables } from "../store/tables.ts";
import type { Commitment } from "./draft.ts";

/** A promise, and where it was made: in a released answer, or announced in a sitting and taken over by a person. */
export interface Promised extends Commitment {
  /** Null for an announcement under an item that opened no case. */
  readonly case: string | null;
  readonly minutes: string | null;
  readonly title: string;
}

/**
 * What a town promised in its released answers, and what it announced in minutes and a person took over, the nearest day first, those without a day at the end. The release wrote the
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
  const answered = rows.flatMap(({ detail, ...place }) => promisedIn(detail).map((one): Promised => ({ ...one, ...place, minutes: null })));
  const announced = (await announcementsOf(db, town))
    .filter(({ decision }) => decision === "approved")
    .map(({ text, office, until, case: of, minutes, item }): Promised => ({ text, office, until, case: of, minutes, title: item }));
  return [...answered, ...announced].toSorted((one, other) => (one.until ?? "9").localeCompare(other.until ?? "9"));
}

const promisedIn = (detail: string): readonly Commitment[] => (JSON.parse(detail) as { commitments?: Commitment[] }).commitments ?? [];
