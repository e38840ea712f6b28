import type { Kysely, Transaction } from "kysely";
import { say } from "../messages.ts";
import { today } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { type CaseEvent, type CaseState, caseEvents, stepsFrom, type Transition } from "./state/graph.ts";
import { type Guarded, guarded, guards } from "./state/guards.ts";

export interface Step {
  readonly from: CaseState;
  readonly to: CaseState;
}

/** Who does it, when (ISO), and why where the graph demands a reason. */
interface Deed {
  readonly by: string;
  readonly at: string;
  readonly reason?: string;
}

/**
 * Takes a case one step further, by the graph of states.json: the only place that changes the state of a case.
 * Call it in the transaction that does the work, before the rows change that its guards look at: it reads the case as it is now,
 * so of two people who do the same at once the second is refused. A step that changes the state is written into the history.
 * Throws a Refusal `case.step`, `case.step-not-yet` or `case.reason` that names the state and what is possible now.
 */
export async function advance(
  transaction: Transaction<Tables>,
  of: Pick<CaseRow, "id">,
  event: CaseEvent,
  { by, at, reason = "" }: Deed,
): Promise<Step> {
  const about = await guarded(transaction, await caseOf(transaction, of.id), today({ now: () => new Date(at) }));
  const { state: from, town } = about.of;
  const step = await firstPossible(about, event);
  if (!step) throw await refusal(about, event);
  if (step.reason && reason.trim() === "") throw new Refusal("case.reason", { values: { step: say(`case-event.${event}`) }, status: 422 });
  if (step.to !== from) {
    await transaction.updateTable("Case").set({ state: step.to }).where("id", "=", of.id).execute();
    const detail = { step: event, was: from, is: step.to, ...(reason.trim() ? { reason: reason.trim() } : {}) };
    await record(transaction, { at, town, subject: "Case", subjectId: of.id, action: "moved", by, detail });
  }
  return { from, to: step.to };
}

/** What can be done with a case now, guards included, in the order of the events. Whether this person may do it, the role decides. */
export async function mayNow(db: Kysely<Tables>, of: CaseRow, day: string): Promise<CaseEvent[]> {
  return possible(await guarded(db, of, day));
}

async function possible(about: Guarded): Promise<CaseEvent[]> {
  const open = await Promise.all(caseEvents.map(async (event) => ((await firstPossible(about, event)) ? [event] : [])));
  return open.flat();
}

async function firstPossible(about: Guarded, event: CaseEvent): Promise<Transition | null> {
  for (const step of stepsFrom(about.of.state, event)) {
    if (!step.guard || (await guards[step.guard](about))) return step;
  }
  return null;
}

/** Entering things and what follows by itself lead nowhere: no steps to point to. */
const unnamed: readonly CaseEvent[] = ["edit", "reschedule", "extend", "annotate", "signatures-complete", "signatures-void"];

async function refusal(about: Guarded, event: CaseEvent): Promise<Refusal> {
  const { state } = about.of;
  const now = (await possible(about)).filter((one) => !unnamed.includes(one));
  const values = {
    state: say(`case-state.${state}`),
    step: say(`case-event.${event}`),
    possible: now.map((one) => say(`case-event.${one}`)).join(", ") || say("case-event.none"),
  };
  const guard = stepsFrom(state, event)[0]?.guard;
  if (!guard) return new Refusal("case.step", { values });
  return new Refusal("case.step-not-yet", { values: { ...values, why: say(`case-guard.${guard}`) } });
}
