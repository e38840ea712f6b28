import type { Kysely, Transaction } from "kysely";
import type { Sheet } from "../agenda/sheet.ts";
import { Refusal } from "../refusal.ts";
import type { AttachmentRow, Decision } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

export interface Attachment extends Omit<AttachmentRow, "sheet"> {
  readonly sheet: Sheet;
}

const parsed = (row: AttachmentRow): Attachment => ({ ...row, sheet: JSON.parse(row.sheet) as Sheet });

/** All versions of an item's attachment, newest first. */
export async function attachmentsOf(db: Kysely<Tables>, town: string, agendaItem: string): Promise<Attachment[]> {
  const rows = await db
    .selectFrom("Attachment")
    .selectAll()
    .where("town", "=", town)
    .where("agendaItem", "=", agendaItem)
    .orderBy("version", "desc")
    .execute();
  return rows.map(parsed);
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function attachment(db: Kysely<Tables>, id: string): Promise<Attachment> {
  const row = await db.selectFrom("Attachment").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return parsed(row);
}

/**
 * The one sheet that the public may see for an item: approved, and the item and its sitting still public in the RIS.
 * Public routes and the panel ask here, or by `publicRows` for a whole town, and nowhere else (design rule 7).
 */
export async function publicAttachment(db: Kysely<Tables>, key: string): Promise<Attachment | null> {
  const row = await db
    .selectFrom("Attachment")
    .innerJoin("AgendaItem as item", (join) =>
      join.onRef("item.town", "=", "Attachment.town").onRef("item.id", "=", "Attachment.agendaItem"),
    )
    .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .selectAll("Attachment")
    .where("item.key", "=", key)
    .where("Attachment.decision", "=", "approved")
    .where("item.deleted", "is", null)
    .where((where) => where.or([where("item.public", "is", null), where("item.public", "!=", 0)]))
    .where("meeting.deleted", "is", null)
    .orderBy("Attachment.version", "desc")
    .executeTakeFirst();
  return row ? parsed(row) : null;
}

/** Whether an item once had a sheet that everybody could see. */
export async function wasPublic(db: Kysely<Tables>, key: string): Promise<boolean> {
  const row = await db
    .selectFrom("Attachment")
    .innerJoin("AgendaItem as item", (join) =>
      join.onRef("item.town", "=", "Attachment.town").onRef("item.id", "=", "Attachment.agendaItem"),
    )
    .select("Attachment.id")
    .where("item.key", "=", key)
    .where("Attachment.decision", "in", ["approved", "withdrawn"])
    .executeTakeFirst();
  return row !== undefined;
}

/** Moves an attachment from one decision to another; false when it was no longer in `from`, because somebody was faster. */
export async function decide(
  transaction: Transaction<Tables>,
  change: { id: string; from: Decision; to: Decision; by: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable("Attachment")
    .set({ decision: change.to, decidedBy: change.by, decidedAt: change.at })
    .where("id", "=", change.id)
    .where("decision", "=", change.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
