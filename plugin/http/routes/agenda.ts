import { approve, reject, withdraw } from "../../agenda/approve.ts";
import { attach, fromAdministration, sittingDay } from "../../agenda/attach.ts";
import { candidatesOf } from "../../agenda/candidates.ts";
import { publicPage } from "../../agenda/print.ts";
import { suggest } from "../../agenda/suggest.ts";
import type { TownConfig } from "../../config.ts";
import { choose } from "../../figures/choose.ts";
import { checkFigures } from "../../figures/clearance.ts";
import { explain } from "../../figures/publication.ts";
import { subjects } from "../../figures/topics.ts";
import { standingsOn } from "../../figures/vouch.ts";
import { kindsOf } from "../../inquiry/rules-of-kind.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { type AgendaItemView, agendaItem, agendaItemKey, agendaItems } from "../../store/agenda-items.ts";
import { type Attachment, attachment, attachmentsOf } from "../../store/attachments.ts";
import { deliveries } from "../../store/deliveries.ts";
import { deliveryLine } from "../../views/delivery.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { listOf } from "./form.ts";

/** The items of the coming sittings with their candidates. */
export const agendaPage: Operation = async (context, request, response) => {
  const { store, clock } = context;
  const town = townOf(context, request);
  const { from = daysFrom(today(clock), -60), to = daysFrom(today(clock), 240) } = request.query as { from?: string; to?: string };
  const items = await agendaItems(store.read, town.key, from, to);
  const candidates = await candidatesOf(store.read, town, items);
  page(request, response, "workbench/agenda", { town, from, to, meetings: byMeeting(items, candidates) });
};

/** One item: why it fits, which facts there are, what was attached, where it went. */
export const agendaItemPage: Operation = async (context, request, response) => {
  const { store, clock } = context;
  const item = await itemFor(context, request);
  const town = townOf(context, item.town);
  const candidates = (await candidatesOf(store.read, town, [item])).get(item.id) ?? [];
  const matched = candidates.map(({ topic }) => topic);
  const choice = await choose({ store, town: town.key, subjects: matched.length > 0 ? matched : subjects, asOf: today(clock) });
  const day = sittingDay(item, clock);
  const facts = suggest(choice, day, await standingsOn(store.read, town.key, choice.figures, day));
  const attachments = await attachmentsOf(store.read, town.key, item.id);
  const sent = await Promise.all(attachments.map(({ id }) => deliveries(store.read, { towns: [town.key], subjectId: id })));
  const checked = await Promise.all(attachments.map((version) => reservation(context, town, version)));
  const lines = sent.map((rows) => rows.map(deliveryLine));
  const versions = attachments.map((version, index) => ({ ...version, deliveries: lines[index], check: checked[index] }));
  const [needsReason, kinds] = [!fromAdministration(item), kindsOf(town)];
  page(request, response, "workbench/agenda-item", { town, item, candidates, ...facts, versions, needsReason, kinds });
};

export const proposeAttachment: Operation = async (context, request, response) => {
  const { store, clock } = context;
  const item = await itemFor(context, request);
  const town = townOf(context, item.town);
  const all = await choose({ store, town: town.key, subjects, asOf: today(clock) });
  const figures = chosen(all.figures, listOf(request.body.figures));
  const statements = chosen(all.statements, listOf(request.body.statements));
  await attach({ store, clock }, { town, item, figures, statements, reason: request.body.reason, by: signedIn(request).id });
  response.redirect(303, `/workbench/agenda-items/${item.key}`);
};

export const attachmentPreview: Operation = async (context, request, response) => {
  const { sheet } = await attachmentFor(context, request);
  response
    .set("Cache-Control", "no-store")
    .type("html")
    .send(publicPage(sheet, { address: sheet.agendaItem.web ?? "", base: "", data: null, draft: true }));
};

export const decideAttachment: Operation = async (context, request, response) => {
  const found = await attachmentFor(context, request);
  const act = { approved: approve, rejected: reject, withdrawn: withdraw }[request.body.decision as "approved" | "rejected" | "withdrawn"];
  await act(context, townOf(context, found.town), found, signedIn(request).id);
  const key = await agendaItemKey(context.store.read, found.town, found.agendaItem);
  response.redirect(303, key ? `/workbench/agenda-items/${key}` : "/workbench");
};

/** Why a proposed sheet could not be approved for its numbers, before anybody tries. */
async function reservation({ store }: AppContext, town: TownConfig, { decision, sheet }: Attachment) {
  return decision === "proposed" ? explain(await checkFigures(store, town, sheet.figures)) : null;
}

async function attachmentFor(context: AppContext, request: OperationRequest): Promise<Attachment> {
  const found = await attachment(context.store.read, request.params.id ?? "");
  assertTown(request, found.town);
  return found;
}

/** The item in the path, if this person works for its town. */
export async function itemFor(context: AppContext, request: OperationRequest): Promise<AgendaItemView> {
  const item = await agendaItem(context.store.read, request.params.key ?? "");
  if (!item) throw new Refusal("unknown", { status: 404 });
  assertTown(request, item.town);
  return item;
}

/** In the order of the ids, so that the office decides what stands first. An id that is no longer current is refused, not skipped. */
function chosen<T extends { id: string }>(all: readonly T[], ids: readonly string[]): T[] {
  return [...new Set(ids)].map((id) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new Refusal("attach.changed");
    return found;
  });
}

function byMeeting(items: readonly AgendaItemView[], candidates: Awaited<ReturnType<typeof candidatesOf>>): object[] {
  const meetings = Map.groupBy(items, ({ meeting }) => meeting.id);
  return [...meetings.values()].map((group) => ({
    meeting: group[0]?.meeting,
    items: group.map((item) => ({ ...item, candidates: candidates.get(item.id) ?? [] })),
  }));
}

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
