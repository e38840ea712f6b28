import type { Kysely } from "kysely";
import { Refusal } from "../refusal.ts";
import type { AnnouncementRow } from "./tables/minutes.ts";
import type { Tables } from "./tables.ts";

/** A town's announcements from minutes that nobody dismissed, the nearest day first; of one case only, if it is given. */
export async function announcementsOf(db: Kysely<Tables>, town: string, of?: string): Promise<AnnouncementRow[]> {
  const rows = await db
    .selectFrom("Announcement")
    .selectAll()
    .where("town", "=", town)
    .where("decision", "in", ["proposed", "approved"])
    .$if(of !== undefined, (query) => query.where("case", "=", of ?? ""))
    .execute();
  const day = (row: AnnouncementRow) => row.until ?? row.dueDate ?? "9";
  return rows.toSorted((one, other) => day(one).localeCompare(day(other)));
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function announcement(db: Kysely<Tables>, id: string): Promise<AnnouncementRow> {
  const row = await db.selectFrom("Announcement").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}
