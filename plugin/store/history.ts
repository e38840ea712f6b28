import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export interface Deed {
  readonly at: string;
  readonly town: string;
  readonly subject:
    | "Attachment"
    | "Case"
    | "Inquiry"
    | "Answer"
    | "CoSignature"
    | "Delivery"
    | "Figure"
    | "Statement"
    | "Minutes"
    | "Town"
    | "OfficeRequest"
    | "OfficeReply";
  readonly subjectId: string;
  /** Verb in the past: `proposed`, `approved`, `filed`. */
  readonly action: string;
  /** Person id, or `service:` and the reason. */
  readonly by: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what when, in the transaction that does it. */
export async function record(transaction: Transaction<Tables>, deed: Deed): Promise<void> {
  const { detail = {}, ...rest } = deed;
  await transaction
    .insertInto("History")
    .values({ ...rest, detail: JSON.stringify(detail) })
    .execute();
}

/** When a sheet was approved or an answer released. Its row says only what was decided last: a later version or a withdrawal takes its place. */
export async function approvedAt(db: Kysely<Tables>, of: { subject: string; subjectId: string }): Promise<string | null> {
  const row = await db
    .selectFrom("History")
    .select("at")
    .where("subject", "=", of.subject)
    .where("subjectId", "=", of.subjectId)
    .where("action", "in", ["approved", "released"])
    .orderBy("sequence")
    .executeTakeFirst();
  return row?.at ?? null;
}
