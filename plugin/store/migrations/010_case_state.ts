import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/**
 * Where a case stands (inquiry/states.json); its internal deadline; what the RIS says of its answer; the links to earlier cases
 * and papers; holding replies; and the secret addresses of calendar feeds. Existing cases stand where their answers say.
 */
export const caseState: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("Case")
      .addColumn("state", "text", (column) => column.notNull().defaultTo("open"))
      .execute();
    for (const column of ["internalDue", "receivingMeeting", "reference", "department", "office", "clearedOn"]) {
      await db.schema.alterTable("Case").addColumn(column, "text").execute();
    }
    await standWhereTheAnswersSay(db);
    await db.schema.createIndex("Case_by_town").on("Case").columns(["town", "due"]).execute();
    for (const table of ["Inquiry", "Answer"]) await db.schema.createIndex(`${table}_by_case`).on(table).columns(["case"]).execute();
    await links(db);
  },
};

async function standWhereTheAnswersSay(db: Kysely<unknown>): Promise<void> {
  for (const [state, decision] of [
    ["drafted", "proposed"],
    ["released", "approved"],
  ]) {
    await sql`update "Case" set "state" = ${state} where exists
      (select 1 from "Answer" where "Answer"."case" = "Case"."id" and "Answer"."decision" = ${decision})`.execute(db);
  }
}

async function links({ schema }: Kysely<unknown>): Promise<void> {
  await required(schema.createTable("CaseLink"), "case", "kind", "target", "town", "by", "at")
    .addPrimaryKeyConstraint("CaseLink_once", ["case", "kind", "target"])
    .execute();
  const reply = schema.createTable("HoldingReply").addColumn("id", "text", (column) => column.primaryKey());
  await text(
    required(reply, "town", "case", "house", "until", "content", "preparedBy", "preparedAt"),
    "sentOn",
    "sentBy",
    "sentAt",
  ).execute();
  await schema.createIndex("HoldingReply_by_case").on("HoldingReply").columns(["case"]).execute();
  await required(schema.createTable("CalendarFeed"), "hash", "town", "person", "created", "until")
    .addPrimaryKeyConstraint("CalendarFeed_key", ["hash"])
    .addUniqueConstraint("CalendarFeed_once", ["town", "person"])
    .execute();
}
