import type { Kysely } from "kysely";
import { Refusal } from "../refusal.ts";
import type { RewordingRow } from "./tables/minutes.ts";
import type { Tables } from "./tables.ts";

/** What later minutes said of a case's inquiries, oldest first; without what yet later ones said otherwise. */
export async function rewordingsOf(db: Kysely<Tables>, of: string): Promise<RewordingRow[]> {
  return db.selectFrom("Rewording").selectAll().where("case", "=", of).where("decision", "!=", "withdrawn").orderBy("at").execute();
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function rewording(db: Kysely<Tables>, id: string): Promise<RewordingRow> {
  const row = await db.selectFrom("Rewording").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}
