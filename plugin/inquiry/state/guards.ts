import type { Kysely } from "kysely";
import { answersOf } from "../../store/cases.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import type { GuardName } from "./graph.ts";

/** What a guard looks at: the rows as they are now, and the day on which it is asked. */
export interface Guarded {
  readonly db: Kysely<Tables>;
  readonly of: CaseRow;
  /** Newest version first. */
  readonly answers: readonly AnswerRow[];
  readonly day: string;
}

type Guard = (about: Guarded) => boolean | Promise<boolean>;

const isReleased = ({ decision }: AnswerRow) => decision === "approved";

/** Every condition that states.json names. */
export const guards: Readonly<Record<GuardName, Guard>> = {
  "nothing-released": ({ answers }) => !answers.some(isReleased),
  "something-released": ({ answers }) => answers.some(isReleased),
  "nothing-drafted": ({ answers }) => answers[0]?.decision !== "proposed",
  "draft-waits": ({ answers }) => answers[0]?.decision === "proposed",
  settled: async (about) => wasRead(about) && (await isFiled(about)),
};

/** What is to be read in a sitting has been; on the day of the sitting itself nobody knows yet. */
const wasRead = ({ of, day }: Guarded): boolean => of.receiving === null || of.receiving.slice(0, 10) < day;

/** No document of the released answer is still on its way or in doubt. */
async function isFiled({ db, answers }: Guarded): Promise<boolean> {
  const released = answers.filter(isReleased).map(({ id }) => id);
  if (released.length === 0) return false;
  const open = await db
    .selectFrom("Delivery")
    .select("id")
    .where("subject", "=", "Answer")
    .where("subjectId", "in", released)
    .where("state", "not in", ["confirmed", "not-due"])
    .executeTakeFirst();
  return open === undefined;
}

/** Reads what the guards of a case look at. */
export async function guarded(db: Kysely<Tables>, of: CaseRow, day: string): Promise<Guarded> {
  return { db, of, day, answers: await answersOf(db, of.id) };
}
