import type { Kysely } from "kysely";
import { type OParlType, oparlTypes } from "../../ports/ris.ts";
import type { QuarantineRow } from "../tables/council.ts";
import type { Tables } from "../tables.ts";
import { type Council, tableOf } from "./statements.ts";

/** How far each list was read: cursors by list address. Lists that have to be read whole stand there without one. */
export async function loadCursors(db: Kysely<Tables>, town: string): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom("Cursor").select(["list", "cursor"]).where("town", "=", town).execute();
  return new Map(rows.map(({ list, cursor }) => [list, cursor]));
}

/** Only ever called when a list was read to its end. */
export async function saveCursor(
  db: Council,
  row: { town: string; list: string; cursor: string | null; completed: string },
): Promise<void> {
  const { cursor, completed } = row;
  await db
    .insertInto("Cursor")
    .values(row)
    .onConflict((conflict) => conflict.columns(["town", "list"]).doUpdateSet({ cursor, completed }))
    .execute();
}

export async function putIntoQuarantine(db: Council, row: QuarantineRow): Promise<void> {
  const { type, reason, seen } = row;
  await db
    .insertInto("Quarantine")
    .values(row)
    .onConflict((conflict) => conflict.columns(["town", "url"]).doUpdateSet({ type, reason, seen }))
    .execute();
}

/** What was not met again by a complete reading of everything has been mended. */
export async function clearQuarantine(db: Council, town: string, before: string): Promise<void> {
  await db.deleteFrom("Quarantine").where("town", "=", town).where("seen", "<", before).execute();
}

/** Live objects and tombstones by type. */
export async function countCouncil(
  db: Kysely<Tables>,
  town: string,
): Promise<{ stored: Record<OParlType, number>; deleted: Record<OParlType, number> }> {
  const stored = {} as Record<OParlType, number>;
  const deleted = {} as Record<OParlType, number>;
  for (const type of oparlTypes) {
    const count = db
      .selectFrom(tableOf(type))
      .select((each) => [each.fn.countAll<number>().as("all"), each.fn.count<number>("deleted").as("gone")])
      .where("town", "=", town);
    const { all, gone } = await count.executeTakeFirstOrThrow();
    stored[type] = Number(all) - Number(gone);
    deleted[type] = Number(gone);
  }
  return { stored, deleted };
}

/** Which of these ids have no row at all. */
export async function absent(db: Kysely<Tables>, type: OParlType, town: string, ids: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500);
    const rows = await db.selectFrom(tableOf(type)).select("id").where("town", "=", town).where("id", "in", some).execute();
    const found = new Set(rows.map((row) => row.id));
    missing.push(...some.filter((id) => !found.has(id)));
  }
  return missing;
}

/** Live members of lists, those longest not written first. Embedded objects are left out: their parent answers for them. */
export async function listMembers(db: Kysely<Tables>, type: OParlType, town: string): Promise<string[]> {
  const query = db.selectFrom(tableOf(type)).select("id").where("town", "=", town).where("deleted", "is", null).where("parent", "is", null);
  return (await query.orderBy("seen").execute()).map((row) => row.id);
}

/** Moves objects that were looked for and are still there behind the others, so that all get their turn. */
export async function touch(db: Council, type: OParlType, town: string, ids: readonly string[], seen: string): Promise<void> {
  if (ids.length > 0) await db.updateTable(tableOf(type)).set({ seen }).where("town", "=", town).where("id", "in", ids).execute();
}
