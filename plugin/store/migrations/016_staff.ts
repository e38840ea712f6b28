import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required } from "./001_council.ts";

/** Names of those who work here, by the id that the history holds. */
export const staff: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await required(schema.createTable("Staff"), "id", "name").addPrimaryKeyConstraint("Staff_once", ["id"]).execute();
    await schema.createIndex("Attachment_by_item").on("Attachment").columns(["town", "agendaItem"]).execute();
    await schema.createIndex("Delivery_by_subject").on("Delivery").columns(["subjectId"]).execute();
    await schema.createIndex("History_by_town").on("History").columns(["town", "sequence"]).execute();
  },
};
