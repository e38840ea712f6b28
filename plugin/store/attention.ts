import { type Kysely, sql } from "kysely";
import type { CaseRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

/** Cases whose receiving sitting the RIS has moved, cancelled or taken away since; from a day on, because what is over is over. */
export const withChangedSitting = (db: Kysely<Tables>, town: string, day: string): Promise<Pick<CaseRow, "id" | "title" | "receiving">[]> =>
  db
    .selectFrom("Case")
    .leftJoin("Meeting", (join) => join.onRef("Meeting.town", "=", "Case.town").onRef("Meeting.id", "=", "Case.receivingMeeting"))
    .select(["Case.id", "Case.title", "Case.receiving"])
    .where("Case.town", "=", town)
    .where("Case.receivingMeeting", "is not", null)
    .where("Case.receiving", ">=", day)
    .where("Case.state", "not in", ["closed", "dismissed"])
    .where((eb) =>
      eb.or([
        eb("Meeting.id", "is", null),
        eb("Meeting.deleted", "is not", null),
        eb("Meeting.cancelled", "=", 1),
        eb(sql<string>`substr("Meeting"."start", 1, 10)`, "!=", eb.ref("Case.receiving")),
      ]),
    )
    .orderBy("Case.receiving")
    .execute();

/** Released cases that a person may close: read in their sitting, or without one, and every document of the answer has arrived. */
export const closable = (db: Kysely<Tables>, town: string, day: string): Promise<Pick<CaseRow, "id" | "title" | "receiving">[]> =>
  db
    .selectFrom("Case")
    .select(["Case.id", "Case.title", "Case.receiving"])
    .where("Case.town", "=", town)
    .where("Case.state", "=", "released")
    .where((eb) => eb.or([eb("Case.receiving", "is", null), eb("Case.receiving", "<", day)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("Delivery")
            .innerJoin("Answer", "Answer.id", "Delivery.subjectId")
            .select("Delivery.id")
            .whereRef("Answer.case", "=", "Case.id")
            .where("Answer.decision", "=", "approved")
            .where("Delivery.state", "not in", ["confirmed", "not-due"]),
        ),
      ),
    )
    .orderBy("Case.receiving")
    .limit(200)
    .execute();

/** Offices that are asked to sign and have not, with the case; the earliest day first. */
export const unsigned = (db: Kysely<Tables>, town: string) =>
  db
    .selectFrom("CoSignature")
    .innerJoin("SigningRound", "SigningRound.id", "CoSignature.round")
    .innerJoin("Case", "Case.id", "SigningRound.case")
    .select(["CoSignature.id", "CoSignature.office", "CoSignature.due", "Case.id as case", "Case.title", "Case.public"])
    .where("CoSignature.town", "=", town)
    .where("SigningRound.ended", "is", null)
    .where("CoSignature.result", "is", null)
    .where("CoSignature.voidedAt", "is", null)
    .where("Case.state", "=", "signing")
    .orderBy("CoSignature.due")
    .execute();
