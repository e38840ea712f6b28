import type { Transaction } from "kysely";
import type { TownConfig } from "../../config.ts";
import { newId } from "../../ids.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { caseOf } from "../../store/cases.ts";
import { record } from "../../store/history.ts";
import { type OfficeRequest, officeRequest, officeRequestsOf } from "../../store/office-requests.ts";
import type { OfficeRequestRow } from "../../store/tables/office-requests.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { stepsFrom } from "../state/graph.ts";
import { requestDue } from "./due.ts";
import { type RequestItem, sameItem } from "./items.ts";
import { needsOf, type OfficeContext } from "./needs.ts";
import { type RequestEvent, stepTo } from "./state.ts";

interface Asking {
  readonly office: string;
  /** Keys of the items that it is asked for. */
  readonly items: readonly string[];
}

/**
 * Puts together what one office is asked for in a case: one request per office, whose items may change until they are answered.
 * The same items again change nothing; others make a new version, which has to be sent anew.
 * Throws a Refusal: nothing to ask (422), the answer is released (409). @returns its id
 */
export async function prepareRequest(context: OfficeContext, town: TownConfig, of: CaseRow, asking: Asking, by: string): Promise<string> {
  const needs = await needsOf(context, town, of);
  const items = needs.filter(({ item }) => asking.items.includes(item.key)).map(({ item }) => item);
  if (items.length === 0) throw new Refusal("office-request.nothing", { status: 422 });
  const office = asking.office.trim();
  const asOf = today(context.clock);
  const { due } = requestDue(of, town.officeLeadDays, asOf, town.land);
  return context.store.write(async (transaction) => {
    await assertOpen(transaction, of.id);
    const known = (await officeRequestsOf(transaction, of.id)).find((one) => one.office === office);
    if (known && known.state !== "withdrawn" && unchanged(known, items)) return known.id;
    const version = (known?.versions.length ?? 0) + 1;
    const versions = [...(known?.versions ?? []), { version, asOf, by, items }];
    const asked = { due, versions: JSON.stringify(versions), sentOn: null, reminders: "[]" };
    const at = context.clock.now().toISOString();
    const id = known?.id ?? newId();
    if (known) await update(transaction, known, { ...asked, state: stepTo(known.state, "ask") });
    else {
      const row = { id, town: town.key, case: of.id, office, state: "open" as const, remarks: "[]", preparedBy: by, preparedAt: at };
      await transaction
        .insertInto("OfficeRequest")
        .values({ ...row, ...asked })
        .execute();
    }
    const detail = { office, version, due, items: items.length };
    await record(transaction, { at, town: town.key, subject: "OfficeRequest", subjectId: id, action: "requested", by, detail });
    return id;
  });
}

const unchanged = ({ versions }: OfficeRequest, items: readonly RequestItem[]): boolean => {
  const last = versions.at(-1)?.items ?? [];
  return last.length === items.length && last.every((one, index) => items[index] !== undefined && sameItem(one, items[index]));
};

/** Once the answer is released, or the case closed, nobody is asked any more. */
async function assertOpen(transaction: Transaction<Tables>, id: string): Promise<void> {
  const { state } = await caseOf(transaction, id);
  if (stepsFrom(state, "edit").length === 0) throw new Refusal("office-request.closed");
}

/** A person has sent the newest version. Said twice it is sent once. Throws a Refusal for a day to come, or nothing to send. */
export async function markSent(context: OfficeContext, id: string, on: string, by: string): Promise<void> {
  if (on > today(context.clock)) throw new Refusal("office-request.future", { status: 422 });
  await move(context, id, "send", by, (found) =>
    found.state === "sent" ? null : { change: { sentOn: on }, action: "sent", detail: { office: found.office, on } },
  );
}

/** The office was reminded; once a day is enough. */
export async function markReminded(context: OfficeContext, id: string, by: string): Promise<void> {
  const on = today(context.clock);
  await move(context, id, null, by, (found) => {
    if (found.state !== "sent") throw new Refusal("office-request.step.remind");
    if (found.reminders.at(-1)?.on === on) return null;
    const reminders = JSON.stringify([...found.reminders, { on, by }]);
    return { change: { reminders }, action: "reminded", detail: { office: found.office, number: found.reminders.length + 1 } };
  });
}

/** The office need not reply any more. What comes all the same is kept. */
export async function withdrawRequest(context: OfficeContext, id: string, reason: string, by: string): Promise<void> {
  await move(context, id, "withdraw", by, (found) =>
    found.state === "withdrawn" ? null : { change: {}, action: "withdrawn", detail: { office: found.office, reason: reason.trim() } },
  );
}

type Deed = { change: Partial<OfficeRequestRow>; action: string; detail: Readonly<Record<string, unknown>> } | null;

async function move(context: OfficeContext, id: string, event: RequestEvent | null, by: string, act: (found: OfficeRequest) => Deed) {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const found = await officeRequest(transaction, id);
    const deed = act(found);
    if (!deed) return;
    const state = event ? stepTo(found.state, event) : found.state;
    await update(transaction, found, { ...deed.change, state });
    const { action, detail } = deed;
    await record(transaction, { at, town: found.town, subject: "OfficeRequest", subjectId: id, action, by, detail });
  });
}

async function update(transaction: Transaction<Tables>, { id }: { id: string }, set: Partial<OfficeRequestRow>): Promise<void> {
  await transaction.updateTable("OfficeRequest").set(set).where("id", "=", id).execute();
}
