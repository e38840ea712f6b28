import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** Where a figure comes from in the office, and for which figures the data office has given its word. */
export const vouching: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ["office", "system", "extracted"]) await db.schema.alterTable("Figure").addColumn(column, "text").execute();
    await db.schema.alterTable("Figure").addColumn("backed", "integer").execute();
    const vouch = required(
      db.schema.createTable("Vouch").addColumn("id", "text", (column) => column.primaryKey()),
      ...["town", "figure", "doubts", "reason", "by", "name", "at"],
    );
    await text(vouch, "lawUntil").execute();
    await db.schema.createIndex("Vouch_by_figure").on("Vouch").columns(["town", "figure"]).execute();
  },
};
