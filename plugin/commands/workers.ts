import { setTimeout as sleep } from "node:timers/promises";
import { confirmHandedOver } from "../agenda/confirm.ts";
import { outgoingSheet } from "../agenda/publish.ts";
import { sync } from "../agenda/sync.ts";
import type { TownConfig } from "../config.ts";
import { outgoingAnswer } from "../inquiry/answer-document.ts";
import { involve } from "../inquiry/involve.ts";
import { buildPrecedents } from "../inquiry/precedent/build.ts";
import { say } from "../messages.ts";
import { breaker } from "../outbox/breaker.ts";
import type { Outgoing, WorkerContext } from "../outbox/context.ts";
import { prepare } from "../outbox/prepare.ts";
import { deliverNext } from "../outbox/worker.ts";
import { agendaItemKey } from "../store/agenda-items.ts";
import { attachment } from "../store/attachments.ts";
import { answer, caseOf } from "../store/cases.ts";
import { type Delivery, documentTitle } from "../store/deliveries.ts";
import { approvedAt } from "../store/history.ts";
import type { Parts } from "./compose.ts";

/** The plugin's own work beside the pages: read every RIS in turn, empty the outbox. Ends when the signal says so. */
export function startWorkers(parts: Parts, signal: AbortSignal): Promise<unknown> {
  const outbox: WorkerContext = {
    ...parts,
    breaker: breaker(),
    outgoing: (delivery) => outgoing(parts, delivery),
    attempted: ({ town, state }) => parts.metrics.deliveries.inc({ town, state }),
  };
  const loops = [...parts.config.towns.values()].map((town) =>
    every(town.syncMinutes * 60, { town: town.key }, async () => void (await syncTown(parts, town))),
  );
  loops.push(every(1, { work: "outbox" }, () => drain(outbox, signal)));
  return Promise.all(loops);

  async function every(seconds: number, whose: Record<string, string>, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) => parts.log.error({ ...whose, detail: String(error) }, "worker"));
      await sleep(seconds * 1_000, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}

/** One run of the sync for a town, and what follows from it. Throws what the sync throws, and counts that too. */
export async function syncTown(parts: Parts, town: TownConfig, full = false): Promise<Awaited<ReturnType<typeof sync>>> {
  const { store, clock, log, syncs } = parts;
  syncs.begin(town.key);
  const report = await sync({
    town: town.key,
    ris: parts.ris(town.key),
    store,
    clock,
    log,
    full,
    onBehalfOf: { as: "service", reason: "sync" },
    onWritten: (objects) => syncs.wrote(town.key, objects),
  }).catch((error: unknown) => {
    parts.metrics.syncs.inc({ town: town.key, outcome: "failed" });
    syncs.end(town.key, "failed");
    throw error;
  });
  const outcome = report.complete ? "complete" : "incomplete";
  parts.metrics.syncs.inc({ town: town.key, outcome });
  syncs.end(town.key, outcome);
  await confirmHandedOver({ store, clock }, town.key);
  await involve({ store, clock }, town);
  await buildPrecedents(store, town.key);
  return report;
}

async function drain(context: WorkerContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && ((await prepare(context)) || (await deliverNext(context))));
}

/** What a delivery carries, whichever flow it comes from. */
async function outgoing(parts: Parts, delivery: Delivery): Promise<Outgoing> {
  const { renderer } = parts;
  const title = await documentTitle(parts.store.read, delivery);
  const town = parts.config.towns.get(delivery.town)?.name ?? delivery.town;
  const approved = await approvedAt(parts.store.read, delivery);
  const out = delivery.subject === "Answer" ? await answerOut({ title, town, approved }) : await sheetOut();
  const which = { Bestandteil: say(`delivery.part.${delivery.part}`), Fassung: String(delivery.version) };
  return { ...out, metadata: { ...out.metadata, ...which } };

  async function answerOut(about: { title: string; town: string; approved: string | null }): Promise<Outgoing> {
    const found = await answer(parts.store.read, delivery.subjectId);
    return outgoingAnswer(found, await caseOf(parts.store.read, found.case), { ...about, renderer, action: delivery.action });
  }

  async function sheetOut(): Promise<Outgoing> {
    const found = await attachment(parts.store.read, delivery.subjectId);
    const key = await agendaItemKey(parts.store.read, found.town, found.agendaItem);
    if (!key) throw new Error(`no agenda item ${found.agendaItem}`);
    const address = `${parts.config.installation.baseUrl}/public/agenda-items/${key}`;
    return outgoingSheet(found, { renderer, address, title, approved, action: delivery.action });
  }
}
