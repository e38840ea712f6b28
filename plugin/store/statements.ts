import type { Kysely, Transaction } from "kysely";
import type { Statement } from "../figures/figure.ts";
import { record } from "./history.ts";
import type { StatementRow } from "./tables/facts.ts";
import type { Tables } from "./tables.ts";
import { keyOf, versionId, versionsOf } from "./versions.ts";

/** A statement before it has an id. */
export type StatementDraft = Omit<Statement, "id">;

/** A stored statement with its place among the versions. */
export interface StatementVersion {
  readonly statement: Statement;
  readonly replaces: string | null;
  /** Null = current. */
  readonly replacedBy: string | null;
  readonly imported: string;
  readonly importedBy: string;
}

/**
 * What a statement is: its words, on a topic, in a town. The same words with another Stand, source or end are a new version
 * of it; other words are another statement, unless a person says which one they replace.
 */
export function statementKey({ town, topic, text }: Pick<Statement, "town" | "topic" | "text">): string {
  return keyOf([town, topic, text]);
}

/** The current statements of a town: all of them, or those on some topics; newest Stand first. Whether they still hold is not looked at. */
export async function currentStatements(db: Kysely<Tables>, town: string, topics?: readonly string[]): Promise<Statement[]> {
  if (topics?.length === 0) return [];
  const rows = await db
    .selectFrom("Statement")
    .selectAll()
    .where("town", "=", town)
    .$if(topics !== undefined, (query) => query.where("topic", "in", topics ?? []))
    .where("replacedBy", "is", null)
    .orderBy("asOf", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => version(row).statement);
}

/** The statement of that id with its place among the versions; null if there is none. */
export async function statementVersion(db: Kysely<Tables>, id: string): Promise<StatementVersion | null> {
  const row = await db.selectFrom("Statement").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? version(row) : null;
}

/** All versions with the same words, oldest first. None of them is current when a person replaced them by other words. */
export async function statementVersions(db: Kysely<Tables>, key: string): Promise<StatementVersion[]> {
  const rows = await versionsOf(key, (ids) => db.selectFrom("Statement").selectAll().where("id", "in", ids).execute());
  return rows.map(version);
}

/** Everything that was ever said in the place of a statement, oldest first, whatever its words were. */
export async function statementChain(db: Kysely<Tables>, id: string): Promise<StatementVersion[]> {
  const chain: StatementVersion[] = [];
  const found = await statementVersion(db, id);
  for (let one = found; one; one = one.replaces ? await statementVersion(db, one.replaces) : null) chain.unshift(one);
  for (let one = found; one?.replacedBy; ) {
    one = await statementVersion(db, one.replacedBy);
    if (one) chain.push(one);
  }
  return chain;
}

/** Writes a version; `replaces` names the current one that it closes, if any. @returns the id */
export async function saveStatement(
  transaction: Transaction<Tables>,
  draft: StatementDraft,
  { earlier, replaces, at, by }: { earlier: number; replaces: string | null; at: string; by: string },
): Promise<string> {
  const id = versionId(statementKey(draft), earlier + 1);
  const { sourceUrl = null, validUntil = null, example, ...rest } = draft;
  await transaction
    .insertInto("Statement")
    .values({ ...rest, id, sourceUrl, validUntil, example: example ? 1 : 0, replaces, replacedBy: null, imported: at, importedBy: by })
    .execute();
  if (replaces) await transaction.updateTable("Statement").set({ replacedBy: id }).where("id", "=", replaces).execute();
  const action = replaces ? "corrected" : "imported";
  await record(transaction, {
    at,
    town: draft.town,
    subject: "Statement",
    subjectId: id,
    action,
    by,
    ...(replaces ? { detail: { replaces } } : {}),
  });
  return id;
}

function version(row: StatementRow): StatementVersion {
  const { sourceUrl, validUntil, example, replaces, replacedBy, imported, importedBy, ...rest } = row;
  const optional = { ...(sourceUrl === null ? {} : { sourceUrl }), ...(validUntil === null ? {} : { validUntil }) };
  return { statement: { ...rest, ...optional, example: example === 1 }, replaces, replacedBy, imported, importedBy };
}
