import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** What the RIS says of the answer, taken back into the case. */
type RisSide = Pick<CaseRow, "reference" | "department" | "office" | "clearedOn">;

const names = ["reference", "department", "office", "clearedOn"] as const;

/**
 * Enters the number of the answer in the RIS, the department and office that lead, and the day it was cleared: as typed, or as
 * proposed from the RIS and confirmed. Empty takes it out again; the same again changes nothing.
 */
export async function noteRis(
  context: Context,
  of: CaseRow,
  given: Readonly<Record<(typeof names)[number], string>>,
  by: string,
): Promise<void> {
  const at = context.clock.now().toISOString();
  const typed = Object.fromEntries(names.map((name) => [name, given[name].trim() || null])) as RisSide;
  await context.store.write(async (transaction) => {
    const now = await caseOf(transaction, of.id);
    const changed = names.filter((name) => now[name] !== typed[name]);
    if (changed.length === 0) return;
    await advance(transaction, of, "annotate", { by, at });
    await transaction.updateTable("Case").set(typed).where("id", "=", of.id).execute();
    const detail = Object.fromEntries(changed.map((name) => [name, typed[name] ?? "–"]));
    await record(transaction, { at, town: of.town, subject: "Case", subjectId: of.id, action: "noted", by, detail });
  });
}
