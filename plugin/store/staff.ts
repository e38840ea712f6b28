import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Keeps the name that the identity provider gave, so that the history can say who somebody was. */
export async function rememberName(transaction: Transaction<Tables>, person: { id: string; name: string }): Promise<void> {
  await transaction
    .insertInto("Staff")
    .values({ id: person.id, name: person.name })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ name: person.name }))
    .execute();
}

export type Names = ReadonlyMap<string, string>;

/** The names of these persons, as far as they ever signed in. */
export async function namesOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Names> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("Staff")
    .selectAll()
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
