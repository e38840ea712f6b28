import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/**
 * Rounds of co-signing, the turn of each office, and the scans of what was signed elsewhere. From now on the store itself refuses a second
 * open round of a case, a turn opened twice, and a second released version in force.
 */
export const signatures: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    await text(
      required(schema.createTable("SigningRound"), "id", "town", "case", "order", "begunBy", "begunAt"),
      ...["ended", "endedBy", "endedAt", "reason", "answer"],
    )
      .addPrimaryKeyConstraint("SigningRound_id", ["id"])
      .execute();
    await text(
      required(schema.createTable("CoSignature"), "id", "town", "round", "office", "due"),
      ...["result", "remark", "answer", "signedBy", "signedAt", "basis", "signedOn", "signatory", "voidedBy", "voidedAt"],
    )
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("attempt", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("CoSignature_id", ["id"])
      .addUniqueConstraint("CoSignature_once", ["round", "position", "attempt"])
      .execute();
    await required(schema.createTable("SignatureScan"), "coSignature", "town", "mediaType", "extension", "sha256")
      .addColumn("bytes", "blob", (column) => column.notNull())
      .addPrimaryKeyConstraint("SignatureScan_of", ["coSignature"])
      .execute();
    await schema
      .createIndex("SigningRound_one_open")
      .unique()
      .on("SigningRound")
      .column("case")
      .where(sql<boolean>`"ended" is null`)
      .execute();
    await schema
      .createIndex("Answer_one_in_force")
      .unique()
      .on("Answer")
      .column("case")
      .where(sql<boolean>`"decision" = 'approved'`)
      .execute();
  },
};
