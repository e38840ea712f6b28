import type { Kysely, Transaction } from "kysely";
import { record } from "./history.ts";
import type { VouchRow } from "./tables/facts.ts";
import type { Tables } from "./tables.ts";

/** What speaks against using a figure: it is old, or the law at its Stichtag had not been read. */
export type Doubt = "age" | "law";

/** A row with its list as such. */
export interface Vouch extends Omit<VouchRow, "doubts"> {
  readonly doubts: readonly Doubt[];
}

/** Every word given for figures of a town, newest first: all of them, or those for some figures. */
export async function vouchesOf(db: Kysely<Tables>, town: string, figures?: readonly string[]): Promise<Vouch[]> {
  if (figures?.length === 0) return [];
  const rows = await db
    .selectFrom("Vouch")
    .selectAll()
    .where("town", "=", town)
    .$if(figures !== undefined, (query) => query.where("figure", "in", figures ?? []))
    .orderBy("at", "desc")
    .execute();
  return rows.map((row) => ({ ...row, doubts: JSON.parse(row.doubts) as Doubt[] }));
}

/** Writes a word down; it is never changed and never taken back, only overtaken by a correction of its figure. */
export async function saveVouch(transaction: Transaction<Tables>, { doubts, ...row }: Vouch): Promise<void> {
  await transaction
    .insertInto("Vouch")
    .values({ ...row, doubts: JSON.stringify(doubts) })
    .execute();
  const { town, figure: subjectId, by, at, reason } = row;
  await record(transaction, { at, town, subject: "Figure", subjectId, action: "vouched", by, detail: { reason } });
}
