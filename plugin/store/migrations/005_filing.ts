import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/**
 * Deliveries by part, with versions and withdrawals. The table is made anew because its old key allowed one file per subject and
 * target, and a key cannot be changed everywhere.
 */
export const filing: Migration = {
  async up(db: Kysely<unknown>) {
    await create(db);
    const subject = (column: { Attachment: string; Answer: string }, otherwise: string) =>
      `case "subject" when 'Attachment' then coalesce((select ${column.Attachment} from "Attachment" where "id" = "subjectId"), ${otherwise})
       else coalesce((select ${column.Answer} from "Answer" where "id" = "subjectId"), ${otherwise}) end`;
    const series = subject({ Attachment: `"agendaItem"`, Answer: `"case"` }, `"subjectId"`);
    const version = subject({ Attachment: `"version"`, Answer: `"version"` }, "1");
    const same = [...kept, "attempts", "bytes"].map((name) => `"${name}"`).join(", ");
    await sql
      .raw(
        `insert into "DeliveryByPart" (${same}, "action", "part", "series", "version", "separate")
         select ${same}, 'file', 'document', ${series}, ${version}, 0 from "Delivery"`,
      )
      .execute(db);
    await db.schema.dropTable("Delivery").execute();
    await db.schema.alterTable("DeliveryByPart").renameTo("Delivery").execute();
    await db.schema.createIndex("Delivery_due").on("Delivery").columns(["state", "notBefore"]).execute();
    await db.schema.createIndex("Delivery_series").on("Delivery").columns(["series", "target"]).execute();
  },
};

const always = ["id", "town", "subject", "subjectId", "target", "state", "notBefore", "title", "onBehalfOf", "changed"];
const sometimes = ["code", "extension", "mediaType", "sha256", "objectId", "objectVersion", "objectName"];
const kept = [...always, ...sometimes];

async function create(db: Kysely<unknown>): Promise<void> {
  await text(
    required(db.schema.createTable("DeliveryByPart"), ...always, "action", "part", "series"),
    ...sometimes,
    ...["folder", "follows", "recalled", "handedOverBy", "handedOverAt", "confirmedBy", "confirmedAt"],
  )
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("separate", "integer", (column) => column.notNull())
    .addColumn("bytes", "blob")
    .addPrimaryKeyConstraint("Delivery_id", ["id"])
    .addUniqueConstraint("Delivery_once_per_part", ["subject", "subjectId", "target", "part", "action"])
    .execute();
}
