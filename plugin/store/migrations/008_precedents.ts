import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** What a town has said before. All but `PrecedentHelp` is made of papers and answers and can be made again. */
export const precedents: Migration = {
  async up({ schema }: Kysely<unknown>) {
    const precedent = schema.createTable("Precedent").addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement());
    await text(required(precedent, "id", "town", "kind", "subjectId", "title", "reference", "date", "text", "stems"), "web")
      .addUniqueConstraint("Precedent_once", ["id"])
      .execute();
    await required(schema.createTable("PrecedentHelp"), "precedent", "case", "at")
      .addPrimaryKeyConstraint("PrecedentHelp_once", ["precedent", "case"])
      .execute();
    await schema.createIndex("Precedent_by_town").on("Precedent").columns(["town", "sequence"]).execute();
  },
};
