import type { Kysely, Selectable } from "kysely";
import type { Cell } from "../figures/publication/cell.ts";
import type { PublicationRow, PublishedCellRow } from "./tables/publications.ts";
import type { Tables } from "./tables.ts";

/** Something that made numbers public: a sheet, an answer, or a table of somebody else. */
export type Publication = Omit<Selectable<PublicationRow>, "sequence">;

/** A number in the ledger with the place where it became public. */
export interface LedgerEntry {
  readonly publication: Pick<Publication, "subject" | "subjectId" | "title" | "at" | "by">;
  readonly cell: Cell;
}

/** Writes down what became public, once per subject. Nothing is ever taken out again: readers do not forget. */
export async function enterPublication(db: Kysely<Tables>, publication: Publication, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return;
  const { sequence } = await db.insertInto("Publication").values(publication).returning("sequence").executeTakeFirstOrThrow();
  for (const cell of cells) {
    await db
      .insertInto("PublishedCell")
      .values({ ...rowOf(cell), publication: sequence, town: publication.town })
      .execute();
  }
}

/** Every number of a town that became public, in the order of publication. */
export async function ledger(db: Kysely<Tables>, town: string): Promise<LedgerEntry[]> {
  const rows = await db
    .selectFrom("PublishedCell")
    .innerJoin("Publication as publication", "publication.sequence", "PublishedCell.publication")
    .selectAll("PublishedCell")
    .select(["publication.subject", "publication.subjectId", "publication.title", "publication.at", "publication.by"])
    .where("PublishedCell.town", "=", town)
    .orderBy("PublishedCell.publication")
    .orderBy("PublishedCell.id")
    .execute();
  return rows.map((row) => {
    const { subject, subjectId, title, at, by } = row;
    return { publication: { subject, subjectId, title, at, by }, cell: cellOf(row) };
  });
}

/** What became public when, newest first, with how many numbers; of a long list one piece. */
export async function publications(
  db: Kysely<Tables>,
  town: string,
  piece: { readonly size: number; readonly offset: number },
): Promise<(Publication & { cells: number })[]> {
  const rows = await db
    .selectFrom("Publication")
    .selectAll()
    .select(({ selectFrom, fn }) =>
      selectFrom("PublishedCell")
        .select(fn.countAll<number>().as("cells"))
        .where("town", "=", town)
        .whereRef("publication", "=", "Publication.sequence")
        .as("cells"),
    )
    .where("town", "=", town)
    .orderBy("sequence", "desc")
    .limit(piece.size)
    .offset(piece.offset)
    .execute();
  return rows.map((row) => ({ ...row, cells: Number(row.cells) }));
}

/** How often something became public. */
export async function publicationCount(db: Kysely<Tables>, town: string): Promise<number> {
  const row = await db
    .selectFrom("Publication")
    .select(({ fn }) => fn.countAll<number>().as("all"))
    .where("town", "=", town)
    .executeTakeFirstOrThrow();
  return Number(row.all);
}

/** Changes with every publication: whoever attacked the ledger earlier has to do it again. 0 = nothing is public. */
export async function ledgerState(db: Kysely<Tables>, town: string): Promise<number> {
  const row = await db
    .selectFrom("Publication")
    .select(({ fn }) => fn.max("sequence").as("sequence"))
    .where("town", "=", town)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

function rowOf({ indicator, area, reference, dimensions, value, protection, ruleVersion, figure }: Cell) {
  const days =
    reference.kind === "date" ? { date: reference.date, from: null, to: null } : { date: null, from: reference.from, to: reference.to };
  return {
    ...{ indicator, ags: area.ags, areaName: area.name, value, protection, ruleVersion: ruleVersion ?? null, figure },
    ...{ ...days, dimensions: JSON.stringify(dimensions) },
  };
}

function cellOf(row: Selectable<PublishedCellRow>): Cell {
  return {
    ...{ indicator: row.indicator, value: row.value, figure: row.figure, protection: row.protection as Cell["protection"] },
    area: { ags: row.ags, name: row.areaName },
    reference: row.date === null ? { kind: "period", from: row.from ?? "", to: row.to ?? "" } : { kind: "date", date: row.date },
    dimensions: JSON.parse(row.dimensions) as Record<string, string>,
    ...(row.ruleVersion === null ? {} : { ruleVersion: row.ruleVersion }),
  };
}

/** What was refused for its numbers and still waits to be decided, latest refusal first. */
export async function refusedPublications(
  db: Kysely<Tables>,
  town: string,
): Promise<{ subject: "Attachment" | "Answer"; subjectId: string; at: string }[]> {
  const rows = await db
    .selectFrom("History")
    .select(({ fn }) => ["subject", "subjectId", fn.max("at").as("at")])
    .where("town", "=", town)
    .where("action", "=", "disclosure-refused")
    .where(({ exists, or, selectFrom }) =>
      or(
        (["Attachment", "Answer"] as const).map((table) =>
          exists(selectFrom(table).select("id").whereRef("id", "=", "History.subjectId").where("decision", "=", "proposed")),
        ),
      ),
    )
    .groupBy(["subject", "subjectId"])
    .orderBy("at", "desc")
    .execute();
  return rows.map(({ subject, subjectId, at }) => ({ subject: subject as "Attachment" | "Answer", subjectId, at }));
}
