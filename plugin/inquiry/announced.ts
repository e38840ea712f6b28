import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "../store/history.ts";
import type { AnnouncementRow } from "../store/tables/minutes.ts";
import type { Tables } from "../store/tables.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** What a person makes of an announcement: a promise with office and day, or nothing. */
export type Judgement = { take: true; office: string | null; until: string | null } | { take: false };

/** Takes an announcement over into the town's promises, or dismisses it. It is decided once: of two people the second is refused. */
export async function judgeAnnouncement({ store, clock }: Context, of: AnnouncementRow, judgement: Judgement, by: string): Promise<void> {
  const at = clock.now().toISOString();
  const { office, until } = judgement.take ? judgement : { office: null, until: null };
  await store.write(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("Announcement")
      .set({ decision: judgement.take ? "approved" : "rejected", office, until, decidedBy: by, decidedAt: at })
      .where("id", "=", of.id)
      .where("decision", "=", "proposed")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal("decision.too-late");
    const subject = of.case ? ({ subject: "Case", subjectId: of.case } as const) : ({ subject: "Minutes", subjectId: of.minutes } as const);
    const action = judgement.take ? "announcement-taken" : "announcement-dismissed";
    await record(transaction, { at, town: of.town, ...subject, action, by, detail: { text: of.text, office, until } });
  });
}

/** The day by which an announcement is due, if it names one: the last of a month; none for a year or a season. */
export function lastDayOf(dueDate: string | null): string | null {
  if (dueDate === null || /^\d{4}$/.test(dueDate)) return null;
  if (!/^\d{4}-\d{2}$/.test(dueDate)) return dueDate;
  const [year = 0, month = 0] = dueDate.split("-").map(Number);
  return `${dueDate}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}
