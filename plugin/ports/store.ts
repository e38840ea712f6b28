import type { Kysely, Transaction } from "kysely";

/** Our own memory. One handle writes in short transactions, the other only reads, so that no page waits for a sync. */
export interface Store<Tables> extends AsyncDisposable {
  readonly read: Kysely<Tables>;
  /** Runs `work` in one transaction; an exception rolls everything back. Keep it short: writers queue. */
  write<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>;
}
