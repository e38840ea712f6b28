import type { CreateTableBuilder, Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What the RIS serves: one table per OParl type, and how far we have read. */
export const council: Migration = {
  async up(db: Kysely<unknown>) {
    for (const type of ["System", "Body", "LegislativeTerm", "Organization", "Person"]) await keyed(named(db, type), type).execute();
    for (const type of ["Membership", "Location"]) await keyed(oparl(db, type), type).execute();
    await text(named(db, "Meeting"), "start", "end", "organization", "resultsProtocol", "web")
      .addColumn("cancelled", "integer")
      .addPrimaryKeyConstraint("Meeting_key", ["town", "id"])
      .execute();
    await text(named(db, "AgendaItem"), "meeting", "number", "consultation", "result", "web")
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("public", "integer")
      .addPrimaryKeyConstraint("AgendaItem_key", ["town", "id"])
      .execute();
    await text(named(db, "Paper"), "reference", "paperType", "date", "mainFile", "web")
      .addPrimaryKeyConstraint("Paper_key", ["town", "id"])
      .execute();
    await text(oparl(db, "Consultation"), "paper", "meeting", "organization")
      .addColumn("agendaItem", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("Consultation_key", ["town", "id", "agendaItem"])
      .execute();
    await text(named(db, "File"), "fileName", "mimeType", "accessUrl", "downloadUrl", "text")
      .addPrimaryKeyConstraint("File_key", ["town", "id"])
      .execute();
    await required(db.schema.createTable("Cursor"), "town", "list", "completed")
      .addColumn("cursor", "text")
      .addPrimaryKeyConstraint("Cursor_key", ["town", "list"])
      .execute();
    await required(db.schema.createTable("Quarantine"), "town", "url", "type", "reason", "seen")
      .addPrimaryKeyConstraint("Quarantine_key", ["town", "url"])
      .execute();
    await indexes(db);
  },
};

async function indexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("AgendaItem_by_key").unique().on("AgendaItem").column("key").execute();
  await db.schema.createIndex("AgendaItem_by_meeting").on("AgendaItem").columns(["town", "meeting"]).execute();
  await db.schema.createIndex("AgendaItem_by_web").on("AgendaItem").columns(["town", "web"]).execute();
  await db.schema.createIndex("Consultation_by_agendaItem").on("Consultation").columns(["town", "agendaItem"]).execute();
  await db.schema.createIndex("Consultation_by_paper").on("Consultation").columns(["town", "paper"]).execute();
  for (const type of ["File", "Membership", "LegislativeTerm"]) {
    await db.schema.createIndex(`${type}_by_parent`).on(type).columns(["town", "parent"]).execute();
  }
  await db.schema.createIndex("Meeting_by_start").on("Meeting").columns(["town", "start"]).execute();
}

type Table = CreateTableBuilder<string, string>;

function oparl(db: Kysely<unknown>, name: string): Table {
  return text(
    required(db.schema.createTable(name), "town", "id", "seen"),
    "parent",
    "created",
    "modified",
    "deleted",
    "hash",
    "embedded",
    "raw",
  ).addColumn("position", "integer");
}

const named = (db: Kysely<unknown>, name: string): Table => text(oparl(db, name), "name");

const keyed = (table: Table, name: string): Table => table.addPrimaryKeyConstraint(`${name}_key`, ["town", "id"]);

export function text(table: Table, ...columns: string[]): Table {
  return columns.reduce((built, column) => built.addColumn(column, "text"), table);
}

export function required(table: Table, ...columns: string[]): Table {
  return columns.reduce((built, column) => built.addColumn(column, "text", (definition) => definition.notNull()), table);
}
