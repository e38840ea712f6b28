import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** What offices are asked to supply for a case (Zulieferung), one request per office, and what came back. */
export const officeRequests: Migration = {
  async up({ schema }: Kysely<unknown>) {
    const request = schema.createTable("OfficeRequest").addColumn("id", "text", (column) => column.primaryKey());
    const columns = ["town", "case", "office", "state", "due", "versions", "reminders", "remarks", "preparedBy", "preparedAt"];
    await text(required(request, ...columns), "sentOn")
      .addUniqueConstraint("OfficeRequest_once", ["case", "office"])
      .execute();
    await schema.createIndex("OfficeRequest_by_town").on("OfficeRequest").columns(["town", "state", "due"]).execute();
    const reply = schema.createTable("OfficeReply").addColumn("id", "text", (column) => column.primaryKey());
    const given = ["outcome", "text", "source", "asOf", "validUntil", "elsewhere", "reason"];
    await text(
      required(reply, "town", "request", "item", "asked", "channel", "notes", "hash", "decision", "receivedBy", "receivedAt", ...given),
      ...["use", "statement", "decidedBy", "decidedAt"],
    )
      .addColumn("version", "integer", (column) => column.notNull())
      .addUniqueConstraint("OfficeReply_once", ["request", "item", "hash"])
      .execute();
  },
};
