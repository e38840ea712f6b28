import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** Figures and statements: what may be said. A correction adds a row and names the one it replaces. */
export const facts: Migration = {
  async up(db: Kysely<unknown>) {
    const figure = required(
      db.schema.createTable("Figure").addColumn("id", "text", (column) => column.primaryKey()),
      ...["town", "indicator", "ags", "areaName", "dimensions", "status", "source", "protection", "imported", "importedBy"],
    );
    await text(figure, "date", "from", "to", "value", "sourceUrl", "ruleVersion", "note", "replaces", "replacedBy")
      .addColumn("example", "integer", (column) => column.notNull())
      .execute();
    const statement = required(
      db.schema.createTable("Statement").addColumn("id", "text", (column) => column.primaryKey()),
      ...["town", "topic", "text", "asOf", "source", "office", "approvedBy", "imported", "importedBy"],
    );
    await text(statement, "sourceUrl", "validUntil", "replaces", "replacedBy")
      .addColumn("example", "integer", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("Figure_by_indicator").on("Figure").columns(["town", "indicator"]).execute();
    await db.schema.createIndex("Statement_by_topic").on("Statement").columns(["town", "topic"]).execute();
  },
};
