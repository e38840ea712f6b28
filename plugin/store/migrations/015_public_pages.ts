import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Public pages ask with every request what is still approved. Without these indexes that question reads past every frozen sheet and
 * answer, which are long; with them it reads none.
 */
export const publicPages: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createIndex("Attachment_public")
      .on("Attachment")
      .columns(["town", "decision", "agendaItem", "version", "id", "decidedAt"])
      .execute();
    await schema.createIndex("Answer_public").on("Answer").columns(["town", "decision", "case", "id", "version", "decidedAt"]).execute();
  },
};
