import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Cases of every kind: what was filled in at them, and the occasion on which a rule opened one, so that it opens it once.
 * An inquiry keeps what was answered in the sitting, and which part of it cannot be answered.
 */
export const caseKinds: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("Case")
      .addColumn("details", "text", (column) => column.notNull().defaultTo("{}"))
      .execute();
    await db.schema.alterTable("Case").addColumn("occasion", "text").execute();
    await db.schema.createIndex("Case_occasion").unique().on("Case").columns(["town", "occasion"]).execute();
    for (const column of ["given", "withheld"]) await db.schema.alterTable("Inquiry").addColumn(column, "text").execute();
  },
};
