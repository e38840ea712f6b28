import type { Transaction } from "kysely";
import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type StatementDraft, saveStatement, statementKey, statementVersion, statementVersions } from "../store/statements.ts";
import type { Tables } from "../store/tables.ts";
import type { Statement } from "./figure.ts";
import { topics } from "./topics.ts";

/** Whether a statement has not run out on a day, `YYYY-MM-DD`, both ends included. */
export const holds = ({ validUntil }: Pick<Statement, "validUntil">, day: string): boolean => validUntil === undefined || validUntil >= day;

/**
 * A statement written or corrected by hand, by the office that knows. `replaces` is the id of the current statement that it
 * takes the place of; what was frozen from that one stays as it was.
 * Throws a Refusal: unknown topic, a Stand in the future, an end before the Stand, already there, or
 * replaced by somebody else in the meantime.
 * @returns the id
 */
export async function enterStatement(
  { store, clock }: { store: Store<Tables>; clock: Clock },
  draft: StatementDraft,
  by: { by: string; replaces?: string | null },
): Promise<string> {
  return store.write((transaction) => enterStatementIn(transaction, clock, draft, by));
}

/** The same within a transaction of somebody else's, together with what made the statement. */
export async function enterStatementIn(
  transaction: Transaction<Tables>,
  clock: Clock,
  draft: StatementDraft,
  { by, replaces = null }: { by: string; replaces?: string | null },
): Promise<string> {
  const code = fault(draft, today(clock));
  if (code) throw new Refusal(code, { status: 422 });
  const at = clock.now().toISOString();
  if (replaces) {
    const old = await statementVersion(transaction, replaces);
    if (!old || old.statement.town !== draft.town) throw new Refusal("unknown", { status: 404 });
    if (old.replacedBy) throw new Refusal("statement.changed");
  }
  const versions = await statementVersions(transaction, statementKey(draft));
  if (versions.some(({ replacedBy, statement }) => replacedBy === null && statement.id !== replaces)) throw new Refusal("statement.exists");
  return saveStatement(transaction, draft, { earlier: versions.length, replaces, at, by });
}

function fault({ topic, asOf, validUntil, text }: StatementDraft, day: string): string | null {
  if (!topics.some(({ id }) => id === topic)) return "statement.topic";
  if (text.trim() === "") return "statement.empty";
  if (asOf > day) return "statement.future";
  return validUntil !== undefined && validUntil < asOf ? "statement.valid-until" : null;
}
