import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { running } from "../store/case-list.ts";
import { sittingOn } from "../store/meetings.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { closingFor } from "./case-deadline.ts";
import { mayReceive } from "./reschedule.ts";

/** What a person should know of the sitting that receives the answer, and the sittings that could. */
export interface Receiving {
  /** A sentence when the RIS says something else than the case, or it is too late; null when all is well. */
  readonly warning: string | null;
  /** The day of the proposed one comes first among those whose closing has not passed. */
  readonly proposed: string | null;
  readonly choices: readonly { readonly id: string; readonly date: string; readonly closing: string; readonly chosen: boolean }[];
}

/**
 * Compares the receiving sitting of a case with the RIS as it was last read: moved, cancelled, or closed before the answer was ready.
 * It only proposes; a person confirms (`reschedule`), because whoever asked may have been promised something else.
 */
export async function receivingOf(db: Kysely<Tables>, town: TownConfig, of: CaseRow, day: string): Promise<Receiving> {
  const closes = await closingFor(db, town, of);
  const coming = (await mayReceive(db, town, of)).filter(({ date }) => date >= day);
  const waits = running.includes(of.state);
  const found = of.receiving !== null && of.receiving >= day ? await inRis(db, town.key, of) : null;
  const next = coming.find(({ date }) => !waits || closes(date) >= day) ?? null;
  return {
    warning: warningOf(of, found, {
      waits,
      late: waits && of.receiving !== null && closes(of.receiving) < day,
      closes,
      any: coming.length > 0,
    }),
    proposed: (found?.moved && coming.find(({ id }) => id === of.receivingMeeting)?.id) || (next?.id ?? null),
    choices: coming.map(({ id, date }) => ({ id, date, closing: closes(date), chosen: date === of.receiving })),
  };
}

function warningOf(
  { receiving }: CaseRow,
  found: { moved: string | null; there: boolean } | null,
  at: { waits: boolean; late: boolean; closes: (date: string) => string; any: boolean },
): string | null {
  if (receiving === null) return at.waits && at.any ? say("receiving.none") : null;
  const was = formatDate(receiving);
  if (found?.moved) return say("receiving.moved", { was, now: formatDate(found.moved) });
  if (found && !found.there) return say("receiving.cancelled", { was });
  return at.late ? say("receiving.late", { was, closing: formatDate(at.closes(receiving)) }) : null;
}

/** The sitting of the case as the RIS has it: by its id, or for cases that know none by body and day. */
async function inRis(
  db: Kysely<Tables>,
  town: string,
  { receiving, receivingMeeting, organization }: CaseRow,
): Promise<{ moved: string | null; there: boolean } | null> {
  if (!receivingMeeting) return (await sittingOn(db, town, organization, receiving ?? "")) ? { moved: null, there: true } : null;
  const row = await db
    .selectFrom("Meeting")
    .select(["start", "cancelled", "deleted"])
    .where("town", "=", town)
    .where("id", "=", receivingMeeting)
    .executeTakeFirst();
  if (!row || row.deleted !== null || row.cancelled === 1) return { moved: null, there: false };
  const date = (row.start ?? "").slice(0, 10);
  return { moved: date !== "" && date !== receiving ? date : null, there: true };
}
