import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { required, text } from "./001_council.ts";

/** The ledger of what became public. What was approved or released before it existed is entered afterwards: readers remember it. */
export const publications: Migration = {
  async up(db: Kysely<unknown>) {
    await required(
      db.schema.createTable("Publication").addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement()),
      ...["town", "subject", "subjectId", "title", "at", "by"],
    )
      .addUniqueConstraint("Publication_once", ["town", "subject", "subjectId"])
      .execute();
    const cell = required(
      db.schema.createTable("PublishedCell").addColumn("id", "integer", (column) => column.primaryKey().autoIncrement()),
      ...["town", "indicator", "ags", "areaName", "dimensions", "protection"],
    ).addColumn("publication", "integer", (column) => column.notNull().references("Publication.sequence"));
    await text(cell, "date", "from", "to", "value", "ruleVersion", "figure").execute();
    await db.schema.createIndex("PublishedCell_by_town").on("PublishedCell").columns(["town", "publication"]).execute();
    await backfill(db as Kysely<Record<string, Record<string, unknown>>>);
  },
};

interface Frozen {
  id: string;
  indicator: string;
  area: { ags: string; name: string };
  reference: { date?: string; from?: string; to?: string };
  dimensions: Record<string, string>;
  value: string | null;
  protection: string;
  ruleVersion?: string;
}

/** In the shapes of this very step, whatever becomes of the types later. */
async function backfill(db: Kysely<Record<string, Record<string, unknown>>>): Promise<void> {
  const sheets = await db
    .selectFrom("Attachment")
    .selectAll()
    .where("decision", "in", ["approved", "withdrawn"])
    .orderBy("decidedAt")
    .execute();
  const answers = await db.selectFrom("Answer").selectAll().where("decision", "=", "approved").orderBy("decidedAt").execute();
  for (const row of sheets) {
    const { title, agendaItem, figures } = JSON.parse(String(row.sheet));
    await enter(db, { subject: "Attachment", title: `${title}: ${agendaItem.name}` }, row, figures);
  }
  for (const row of answers) {
    const { head, sources } = JSON.parse(String(row.content)).draft;
    const figures = sources.flatMap(({ figure }: { figure?: Frozen }) => figure ?? []);
    await enter(db, { subject: "Answer", title: head.title }, row, figures);
  }
}

async function enter(
  db: Kysely<Record<string, Record<string, unknown>>>,
  publication: { subject: string; title: string },
  { id: subjectId, town, decidedAt, decidedBy }: Record<string, unknown>,
  figures: readonly Frozen[],
): Promise<void> {
  if (figures.length === 0) return;
  const row = { ...publication, town, subjectId, at: decidedAt ?? "", by: decidedBy ?? "" };
  const { sequence } = await db.insertInto("Publication").values(row).returning("sequence").executeTakeFirstOrThrow();
  for (const { id, indicator, area, reference, dimensions, value, protection, ruleVersion = null } of figures) {
    const { date = null, from = null, to = null } = reference;
    const where = { town, publication: sequence, indicator, ags: area.ags, areaName: area.name, date, from, to };
    const what = { dimensions: JSON.stringify(dimensions), value, protection, ruleVersion, figure: id };
    await db
      .insertInto("PublishedCell")
      .values({ ...where, ...what })
      .execute();
  }
}
