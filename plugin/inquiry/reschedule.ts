import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { formatDate } from "../figures/format.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import { type SittingView, sittingsOf } from "../store/meetings.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { closingFor, internalDue } from "./case-deadline.ts";
import { isForSitting } from "./kinds.ts";
import { deadlineFor } from "./rules-of-kind.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** Moves the deadline to a later day that was agreed with who asked. The sitting follows where it would be too early. */
export async function extend(
  context: Context,
  town: TownConfig,
  of: CaseRow,
  { until, reason }: { until: string; reason: string },
  by: string,
): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const now = await caseOf(transaction, of.id);
    await advance(transaction, of, "extend", { by, at });
    if (until <= now.due) throw new Refusal("deadline.not-later", { values: { due: formatDate(now.due) }, status: 422, field: "until" });
    const closes = await closingFor(transaction, town, now);
    const later = await sittingsOf(transaction, town.key, now.organization, now.sitting);
    // Letters have no sitting, and a paper is decided in its own.
    const follows = now.receiving !== null && closes(now.receiving) < until && !isForSitting(now.kind);
    const next = follows ? later.find(({ date }) => closes(date) >= until) : null;
    const sitting = follows ? { receiving: next?.date ?? null, receivingMeeting: next?.id ?? null } : {};
    await set(transaction, now, { due: until, internalDue: internalDue(town, now.kind, { due: until, sitting: now.sitting }), ...sitting });
    const detail = { old: formatDate(now.due), new: formatDate(until), reason: reason.trim() };
    await record(transaction, { at, town: town.key, subject: "Case", subjectId: of.id, action: "extended", by, detail });
  });
}

/**
 * Gives the answer to another sitting of the body, because a person chose it or confirmed what the RIS says. Where the deadline hangs
 * on the sitting it moves with it. The same sitting again changes nothing.
 */
export async function reschedule(context: Context, town: TownConfig, of: CaseRow, meeting: string, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const now = await caseOf(transaction, of.id);
    const chosen = (await mayReceive(transaction, town, now)).find(({ id }) => id === meeting);
    if (!chosen) throw new Refusal("deadline.other-body", { status: 422, field: "meeting" });
    if (now.receiving === chosen.date && now.receivingMeeting === meeting) return;
    await advance(transaction, of, "reschedule", { by, at });
    const end = await dueFor(transaction, town, now, chosen);
    const sitting = isForSitting(now.kind) ? chosen.date : now.sitting;
    const columns = { due: end, internalDue: internalDue(town, now.kind, { due: end, sitting: of.sitting }), sitting };
    await set(transaction, now, { ...columns, receiving: chosen.date, receivingMeeting: meeting });
    const detail = { old: now.receiving && formatDate(now.receiving), new: formatDate(chosen.date), due: formatDate(end) };
    await record(transaction, { at, town: town.key, subject: "Case", subjectId: of.id, action: "rescheduled", by, detail });
  });
}

/** The sittings of the body that could receive the answer: those after the question; of a paper any, because its own may be put forward. */
export function mayReceive(db: Parameters<typeof sittingsOf>[0], town: TownConfig, of: CaseRow): Promise<SittingView[]> {
  return sittingsOf(db, town.key, of.organization, isForSitting(of.kind) ? of.opened.slice(0, 10) : of.sitting);
}

/** Where the deadline hangs on the sitting it moves with it; days and months after the question do not. */
async function dueFor(transaction: Transaction<Tables>, town: TownConfig, of: CaseRow, { date }: SittingView): Promise<string> {
  const { kind } = deadlineFor(town, of.kind);
  return kind === "nextMeeting" || kind === "beforeMeeting" ? (await closingFor(transaction, town, of))(date) : of.due;
}

const set = (transaction: Transaction<Tables>, { id }: CaseRow, columns: Partial<Omit<CaseRow, "state">>) =>
  transaction.updateTable("Case").set(columns).where("id", "=", id).execute();
