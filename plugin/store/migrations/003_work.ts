import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** The two flows: attachments, cases, answers, their deliveries, and who did what. */
export const work: Migration = {
  async up(db: Kysely<unknown>) {
    await attachments(db);
    await minutes(db);
    await cases(db);
    await deliveries(db);
    await history(db);
  },
};

const table = (db: Kysely<unknown>, name: string) => db.schema.createTable(name).addColumn("id", "text", (column) => column.primaryKey());

async function attachments(db: Kysely<unknown>): Promise<void> {
  await text(
    required(table(db, "Attachment"), "town", "agendaItem", "decision", "sheet", "proposedBy", "proposedAt"),
    "reason",
    "decidedBy",
    "decidedAt",
  )
    .addColumn("version", "integer", (column) => column.notNull())
    .addUniqueConstraint("Attachment_version", ["town", "agendaItem", "version"])
    .execute();
}

async function minutes(db: Kysely<unknown>): Promise<void> {
  const columns = ["town", "title", "organization", "sitting", "status", "mediaType", "sha256", "text", "addedBy", "addedAt"];
  await text(required(table(db, "Minutes"), ...columns), "agendaItem")
    .addUniqueConstraint("Minutes_once", ["town", "sha256"])
    .execute();
}

async function cases(db: Kysely<unknown>): Promise<void> {
  const columns = ["town", "kind", "title", "organization", "sitting", "house", "due", "opened"];
  await text(required(table(db, "Case"), ...columns), "agendaItem", "paperReference", "receiving").execute();
  const inquiry = ["town", "case", "askers", "attribution", "question", "kind", "topics", "because", "decision"];
  await text(required(table(db, "Inquiry"), ...inquiry), "minutes")
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("start", "integer")
    .addColumn("end", "integer")
    .addColumn("answeredInSession", "integer", (column) => column.notNull())
    .addColumn("answerPromised", "integer", (column) => column.notNull())
    .addColumn("answeredLaterInText", "integer", (column) => column.notNull())
    .execute();
  const answer = ["town", "case", "house", "decision", "content", "draftedBy", "draftedAt"];
  await text(required(table(db, "Answer"), ...answer), "decidedBy", "decidedAt")
    .addColumn("version", "integer", (column) => column.notNull())
    .addUniqueConstraint("Answer_version", ["case", "version"])
    .execute();
}

async function deliveries(db: Kysely<unknown>): Promise<void> {
  await text(
    required(table(db, "Delivery"), "town", "subject", "subjectId", "target", "state", "notBefore", "title", "onBehalfOf", "changed"),
    ...["code", "extension", "mediaType", "sha256", "objectId", "objectVersion", "objectName"],
  )
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("bytes", "blob")
    .addUniqueConstraint("Delivery_once", ["subject", "subjectId", "target"])
    .execute();
  await db.schema.createIndex("Delivery_due").on("Delivery").columns(["state", "notBefore"]).execute();
}

async function history(db: Kysely<unknown>): Promise<void> {
  await required(
    db.schema.createTable("History").addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement()),
    ...["at", "town", "subject", "subjectId", "action", "by", "detail"],
  ).execute();
  await db.schema.createIndex("History_by_subject").on("History").columns(["subject", "subjectId"]).execute();
  for (const change of ["update", "delete"]) {
    await sql
      .raw(`create trigger "History_no_${change}" before ${change} on "History" begin select raise(abort, 'history is append-only'); end`)
      .execute(db);
  }
}
