import type { Kysely } from "kysely";
import type { AnswerRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

/** A proposed or approved sheet and the item it belongs to. */
export interface SheetView {
  readonly agendaItem: string;
  readonly decision: "proposed" | "approved";
  /** Our key of the item, as in the addresses of the pages. */
  readonly key: string;
  readonly number: string;
  readonly name: string;
  /** Day or point in time of the sitting; null while the RIS names none. */
  readonly start: string | null;
}

/** A town's sheets that are proposed or approved, by the next sitting first. */
export async function sheetsOf(db: Kysely<Tables>, town: string): Promise<Record<SheetView["decision"], SheetView[]>> {
  const rows = await db
    .selectFrom("Attachment")
    .innerJoin("AgendaItem as item", (join) =>
      join.onRef("item.town", "=", "Attachment.town").onRef("item.id", "=", "Attachment.agendaItem"),
    )
    .leftJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .select(["Attachment.agendaItem", "Attachment.decision", "item.key", "item.number", "item.name", "meeting.start"])
    .where("Attachment.town", "=", town)
    .where("Attachment.decision", "in", ["proposed", "approved"])
    .orderBy("meeting.start")
    .orderBy("item.position")
    .execute();
  const sheets: Record<SheetView["decision"], SheetView[]> = { proposed: [], approved: [] };
  for (const { decision, number, name, ...row } of rows) {
    if (decision === "proposed" || decision === "approved") {
      sheets[decision].push({ ...row, decision, number: number ?? "", name: name ?? "" });
    }
  }
  return sheets;
}

/** The newest answers of a town's cases that could be released next, a correction among them; the most urgent first. */
export async function draftsOf(db: Kysely<Tables>, town: string): Promise<(AnswerRow & { title: string; due: string })[]> {
  return db
    .selectFrom("Answer")
    .innerJoin("Case as case", "case.id", "Answer.case")
    .selectAll("Answer")
    .select(["case.title", "case.due"])
    .where("Answer.town", "=", town)
    .where("Answer.decision", "=", "proposed")
    .where("case.state", "in", ["drafted", "signed", "correcting"])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("Answer as other")
            .select("other.id")
            .whereRef("other.case", "=", "Answer.case")
            .whereRef("other.version", ">", "Answer.version"),
        ),
      ),
    )
    .orderBy("case.due")
    .execute();
}

/** When a town's RIS was last read, as a point in time; null if never. Says nothing about whether every list was read then. */
export async function lastRead(db: Kysely<Tables>, town: string): Promise<string | null> {
  const row = await db
    .selectFrom("Cursor")
    .select(({ fn }) => fn.max("completed").as("completed"))
    .where("town", "=", town)
    .executeTakeFirst();
  return row?.completed ?? null;
}
