import type { Kysely } from "kysely";
import type { CaseRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

/** A paper of the RIS, as far as people need it to recognise it. */
export interface PaperView {
  readonly id: string;
  readonly name: string;
  readonly reference: string;
  /** Day, `YYYY-MM-DD`; null when the RIS says none. */
  readonly date: string | null;
  readonly web: string | null;
  /** Who leads, by the first of `underDirectionOf` (OParl 1.1 §3.10); null when the RIS does not say. */
  readonly office: string | null;
}

/** The live papers of that number: usually one. */
export const papersWithReference = (db: Kysely<Tables>, town: string, reference: string): Promise<PaperView[]> =>
  papers(db, town, (all) => all.where("reference", "=", reference));

/**
 * Papers that may be the answer of a case: dated on or after the question, with the case's title in theirs, and not the paper under which
 * it was asked. A proposal and no more: two sittings may ask about the same thing.
 */
export async function papersLikeAnswer(db: Kysely<Tables>, of: CaseRow): Promise<PaperView[]> {
  const title = of.title.trim();
  if (title.length < shortestTitle) return [];
  const found = await papers(db, of.town, (all) =>
    all
      .where("name", "like", `%${title.replace(/[%_]/g, "_")}%`)
      .where("date", ">=", of.sitting)
      .limit(20),
  );
  return found.filter(({ reference }) => reference !== of.paperReference).slice(0, 3);
}

/** Shorter ones ("Anfragen") stand in every second paper. */
const shortestTitle = 12;

type Papers = ReturnType<typeof select>;
const select = (db: Kysely<Tables>, town: string) =>
  db
    .selectFrom("Paper")
    .select(["id", "name", "reference", "date", "web", "raw"])
    .where("town", "=", town)
    .where("deleted", "is", null)
    .orderBy("date", "desc");

async function papers(db: Kysely<Tables>, town: string, narrow: (all: Papers) => Papers): Promise<PaperView[]> {
  const rows = await narrow(select(db, town)).execute();
  return Promise.all(
    rows.map(async ({ raw, ...row }) => ({
      ...{ id: row.id, name: row.name ?? "", reference: row.reference ?? "", date: row.date?.slice(0, 10) ?? null, web: row.web },
      office: await officeOf(db, town, raw),
    })),
  );
}

async function officeOf(db: Kysely<Tables>, town: string, raw: string | null): Promise<string | null> {
  const { underDirectionOf } = JSON.parse(raw ?? "{}") as { underDirectionOf?: unknown };
  const [first] = Array.isArray(underDirectionOf) ? underDirectionOf : [];
  if (typeof first !== "string") return null;
  const row = await db.selectFrom("Organization").select("name").where("town", "=", town).where("id", "=", first).executeTakeFirst();
  return row?.name ?? null;
}
