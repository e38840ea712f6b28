import type { Kysely } from "kysely";
import type { Statement } from "../../figures/figure.ts";
import { holds } from "../../figures/statements.ts";
import { statementChain } from "../../store/statements.ts";
import type { Tables } from "../../store/tables.ts";

/** A reply that a person took into the answer. */
export interface Supplied {
  /** Key of the item it answers (RequestItem). */
  readonly item: string;
  /** Id of the reply. */
  readonly reply: string;
  /** Its words with Stand, source and office; with the id of the town's statement where it has become one. */
  readonly statement: Statement;
}

/** Id of words that hold for one answer only. */
export const suppliedId = (reply: string): string => `reply:${reply}`;

/**
 * What was supplied, by the key of the item, as it holds now: of a statement that the data office has corrected since, the
 * corrected words; what has run out is left out.
 */
export async function suppliedOf(db: Kysely<Tables>, all: readonly Supplied[], day: string): Promise<ReadonlyMap<string, Statement[]>> {
  const found = new Map<string, Statement[]>();
  for (const { item, reply, statement } of all) {
    const kept = statement.id !== suppliedId(reply);
    const newest = kept ? ((await statementChain(db, statement.id)).at(-1)?.statement ?? statement) : statement;
    if (holds(newest, day)) found.set(item, [...(found.get(item) ?? []), newest]);
  }
  return found;
}
