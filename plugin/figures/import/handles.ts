import type { Kysely, Transaction } from "kysely";
import type { Tables } from "../../store/tables.ts";

/** A handle that looks things up: the reader for a dry run, the transaction for a real one. */
export type Reading = Kysely<Tables>;

/** A transaction, and who writes when. */
export interface Writing {
  readonly transaction: Transaction<Tables>;
  readonly deed: { readonly at: string; readonly by: string };
}
