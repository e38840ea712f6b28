import { approve, reject, takeBack, withdraw } from "../../agenda/approve.ts";
import { candidatesOf } from "../../agenda/candidates.ts";
import { publicPage } from "../../agenda/print.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { type AgendaItemView, agendaItem, agendaItemKey, agendaItems, countAgendaItems } from "../../store/agenda-items.ts";
import { type Attachment, attachment } from "../../store/attachments.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { paging } from "../paging.ts";
import { townOf } from "../town.ts";

const perPage = 200;

/** The items of the coming sittings with their candidates. */
export const agendaPage: Operation = async (context, request, response) => {
  const { store, clock } = context;
  const town = townOf(context, request);
  const { from = daysFrom(today(clock), -60), to = daysFrom(today(clock), 240) } = request.query as { from?: string; to?: string };
  const pages = paging(request, await countAgendaItems(store.read, town.key, from, to), perPage);
  const items = await agendaItems(store.read, town.key, from, to, pages);
  const candidates = await candidatesOf(store.read, town, items);
  page(request, response, "workbench/agenda", { town, from, to, paging: pages, meetings: byMeeting(items, candidates) });
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

/** The council office takes its own proposal back. */
export const retractAttachment: Operation = async (context, request, response) => {
  const found = await attachmentFor(context, request);
  await takeBack(context, townOf(context, found.town), found, signedIn(request).id);
  const key = await agendaItemKey(context.store.read, found.town, found.agendaItem);
  response.redirect(303, key ? `/workbench/agenda-items/${key}?from=${found.id}#neu` : "/workbench");
};

/** The version of a sheet in the path, if this person works for its town. */
export async function attachmentFor(context: AppContext, request: OperationRequest): Promise<Attachment> {
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
