import type { Kysely, Selectable, Transaction } from "kysely";
import { Refusal } from "../refusal.ts";
import type { PrecedentRow } from "./tables/precedents.ts";
import type { Tables } from "./tables.ts";
import { keyOf } from "./versions.ts";

export type StoredPrecedent = Selectable<PrecedentRow>;
export type PrecedentDraft = Omit<StoredPrecedent, "id" | "sequence" | "stems">;

export const precedentId = ({ town, kind, subjectId }: Pick<PrecedentDraft, "town" | "kind" | "subjectId">): string =>
  keyOf([town, kind, subjectId]);

/** Enters a precedent, in place of an older one of the same answer or paper. */
export async function savePrecedent(transaction: Transaction<Tables>, draft: PrecedentDraft, stems: readonly string[]): Promise<void> {
  const id = precedentId(draft);
  await transaction.deleteFrom("Precedent").where("id", "=", id).execute();
  await transaction
    .insertInto("Precedent")
    .values({ ...draft, id, stems: stems.join(" ") })
    .execute();
}

/** Takes precedents out: nobody finds them any more. */
export async function removePrecedents(transaction: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  for (const id of ids) await transaction.deleteFrom("Precedent").where("id", "=", id).execute();
}

/** How many precedents a town has: what an index in memory compares itself with. */
export async function precedentCount(db: Kysely<Tables>, town: string): Promise<number> {
  const { count } = await db
    .selectFrom("Precedent")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("town", "=", town)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Stems of the next precedents after a sequence, oldest first. */
export async function stemsAfter(
  db: Kysely<Tables>,
  town: string,
  sequence: number,
  limit: number,
): Promise<{ sequence: number; stems: string }[]> {
  return db
    .selectFrom("Precedent")
    .select(["sequence", "stems"])
    .where("town", "=", town)
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    .limit(limit)
    .execute();
}

/** The precedents with these sequences, in any order. */
export async function precedentsOf(db: Kysely<Tables>, sequences: readonly number[]): Promise<StoredPrecedent[]> {
  return sequences.length === 0 ? [] : db.selectFrom("Precedent").selectAll().where("sequence", "in", sequences).execute();
}

/** Papers that may be found: live, and not only in the non-public part of a sitting. With the text of their main file, if the RIS gives one. */
export async function findablePapers(db: Kysely<Tables>, town: string): Promise<PrecedentDraft[]> {
  const rows = await db
    .selectFrom("Paper as paper")
    .leftJoin("File as file", (join) =>
      join.onRef("file.town", "=", "paper.town").onRef("file.id", "=", "paper.mainFile").on("file.deleted", "is", null),
    )
    .select(["paper.id", "paper.name", "paper.reference", "paper.date", "paper.web", "file.text"])
    .where("paper.town", "=", town)
    .where("paper.deleted", "is", null)
    .where("paper.name", "is not", null)
    .where(({ or, not, exists, selectFrom }) => {
      const treated = () =>
        selectFrom("Consultation as consultation")
          .innerJoin("AgendaItem as item", (join) =>
            join.onRef("item.town", "=", "consultation.town").onRef("item.id", "=", "consultation.agendaItem"),
          )
          .select("item.id")
          .whereRef("consultation.paper", "=", "paper.id")
          .whereRef("consultation.town", "=", "paper.town");
      const open = treated()
        .where("item.deleted", "is", null)
        .where((item) => item.or([item("item.public", "is", null), item("item.public", "!=", 0)]));
      return or([not(exists(treated())), exists(open)]);
    })
    .execute();
  return rows.map(({ id, name, reference, date, web, text }) => ({
    ...{ town, kind: "paper", subjectId: id, title: name ?? "", reference: reference ?? "" },
    ...{ date: date?.slice(0, 10) ?? "", web, text: text ?? "" },
  }));
}

/** What of a kind is there already, to see what has changed. */
export async function indexed(db: Kysely<Tables>, town: string, kind: PrecedentRow["kind"]): Promise<StoredPrecedent[]> {
  return db.selectFrom("Precedent").selectAll().where("town", "=", town).where("kind", "=", kind).execute();
}

/** Somebody says that a precedent of a town helped with a case; the second time changes nothing. Throws a Refusal (404) for an unknown one. */
export async function helped(transaction: Transaction<Tables>, town: string, row: Tables["PrecedentHelp"]): Promise<void> {
  const found = await transaction
    .selectFrom("Precedent")
    .select("id")
    .where("id", "=", row.precedent)
    .where("town", "=", town)
    .executeTakeFirst();
  if (!found) throw new Refusal("unknown", { status: 404 });
  await transaction
    .insertInto("PrecedentHelp")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In how many cases each of these helped; those that never did are absent. */
export async function helpCounts(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("PrecedentHelp")
    .select(({ fn }) => ["precedent", fn.countAll<number>().as("cases")])
    .where("precedent", "in", ids)
    .groupBy("precedent")
    .execute();
  return new Map(rows.map(({ precedent, cases }) => [precedent, Number(cases)]));
}
