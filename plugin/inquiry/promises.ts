import type { Kysely } from "kysely";
import { announcementsOf } from "../store/announcements.ts";
import type { Tables } from "../store/tables.ts";
import type { Commitment } from "./draft.ts";

/** A promise, and where it was made: in a released answer, or announced in a sitting and taken over by a person. */
export interface Promised extends Commitment {
  /** The same in every list: the answer and the position of the promise in it, or the announcement. */
  readonly id: string;
  /** Null for an announcement under an item that opened no case. */
  readonly case: string | null;
  readonly minutes: string | null;
  readonly title: string;
  /** 1 = made in public; 0 for the non-public part, and for announcements, of which minutes do not say it. */
  readonly public: number;
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
    .select(["Answer.id", "Answer.case", "Case.title", "Case.public", "History.detail"])
    .where("Answer.town", "=", town)
    .where("Answer.decision", "=", "approved")
    .where("History.subject", "=", "Answer")
    .where("History.action", "=", "released")
    .execute();
  const answered = rows.flatMap(({ detail, id, ...place }) =>
    promisedIn(detail).map((one, position): Promised => ({ ...one, ...place, id: `${id}-${position}`, minutes: null })),
  );
  const announced = (await announcementsOf(db, town))
    .filter(({ decision }) => decision === "approved")
    .map(
      (one): Promised => ({
        text: one.text,
        office: one.office,
        until: one.until,
        case: one.case,
        minutes: one.minutes,
        title: one.item,
        id: one.id,
        public: 0,
      }),
    );
  return [...answered, ...announced].toSorted((one, other) => (one.until ?? "9").localeCompare(other.until ?? "9"));
}

const promisedIn = (detail: string): readonly Commitment[] => (JSON.parse(detail) as { commitments?: Commitment[] }).commitments ?? [];
