import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import { contentOf } from "./answer-content.ts";
import type { Commitment } from "./draft.ts";

/** A promise in a released answer, and where it was made. */
export interface Promised extends Commitment {
  readonly case: string;
  readonly title: string;
}

/** What a town promised in its released answers, the nearest day first, those without a day at the end. */
export async function promisesOf(db: Kysely<Tables>, town: string): Promise<Promised[]> {
  const rows = await db
    .selectFrom("Answer")
    .innerJoin("Case", "Case.id", "Answer.case")
    .selectAll("Answer")
    .select("Case.title")
    .where("Answer.town", "=", town)
    .where("Answer.decision", "=", "approved")
    .execute();
  const all = rows.flatMap((row) => (contentOf(row).draft.commitments ?? []).map((one) => ({ ...one, case: row.case, title: row.title })));
  return all.toSorted((one, other) => (one.until ?? "9").localeCompare(other.until ?? "9"));
}
