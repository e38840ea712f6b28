import type { Kysely } from "kysely";
import type { TimedCase } from "../inquiry/times.ts";
import { running } from "./case-list.ts";
import type { Tables } from "./tables.ts";

/** A town's cases with their first release, in one query. What was settled without an answer is none and has no time. */
export async function timedCases(db: Kysely<Tables>, town: string): Promise<TimedCase[]> {
  const rows = await db
    .selectFrom("Case")
    .select(["Case.kind", "Case.office", "Case.sitting", "Case.opened", "Case.due", "Case.state"])
    .select(({ selectFrom }) =>
      selectFrom("Answer")
        .innerJoin("History", "History.subjectId", "Answer.id")
        .select(({ fn }) => fn.min("History.at").as("at"))
        .whereRef("Answer.case", "=", "Case.id")
        .where("History.subject", "=", "Answer")
        .where("History.action", "=", "released")
        .as("released"),
    )
    .where("Case.town", "=", town)
    .where("Case.state", "!=", "dismissed")
    .execute();
  // A correction has been answered before; a release that was withdrawn has not.
  return rows.map(({ state, ...row }) => ({ ...row, released: running.includes(state) && state !== "correcting" ? null : row.released }));
}
