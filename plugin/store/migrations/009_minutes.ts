import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/**
 * Minutes of a whole sitting: how a text was read, which cases are not public, what the extractor said before people corrected it and
 * from which sentences a state follows; the wording of later minutes beside the first; dated announcements of the administration.
 */
export const sittings: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    await schema
      .alterTable("Minutes")
      .addColumn("reading", "text", (column) => column.notNull().defaultTo("{}"))
      .execute();
    await schema
      .alterTable("Case")
      .addColumn("public", "integer", (column) => column.notNull().defaultTo(1))
      .execute();
    for (const column of ["stateBecause", "extracted", "joinedInto"])
      await schema.alterTable("Inquiry").addColumn(column, "text").execute();
    const rewording = schema.createTable("Rewording").addColumn("id", "text", (column) => column.primaryKey());
    await text(
      required(rewording, "town", "case", "minutes", "kind", "decision", "at"),
      "inquiry",
      "found",
      "decidedBy",
      "decidedAt",
    ).execute();
    await schema.createIndex("Rewording_by_case").on("Rewording").columns(["case"]).execute();
    const announcement = schema.createTable("Announcement").addColumn("id", "text", (column) => column.primaryKey());
    await text(
      required(announcement, "town", "minutes", "item", "text", "dueText", "decision"),
      ...["case", "dueDate", "office", "until", "decidedBy", "decidedAt"],
    )
      .addColumn("start", "integer", (column) => column.notNull())
      .addColumn("end", "integer", (column) => column.notNull())
      .execute();
    await schema.createIndex("Announcement_by_town").on("Announcement").columns(["town", "decision"]).execute();
    await schema.createIndex("Minutes_by_sitting").on("Minutes").columns(["town", "sitting"]).execute();
  },
};
