import { feedOf, renewFeed, revokeFeed, townOfToken } from "../../inquiry/calendar/feed.ts";
import { ics } from "../../inquiry/calendar/ics.ts";
import { calendarEntries } from "../../inquiry/calendar.ts";
import { addDays } from "../../inquiry/deadline/days.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { type Role, roles } from "../../ports/identity.ts";
import { Refusal } from "../../refusal.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** Whether this person has a calendar of the town, and until when it answers. */
export const calendarPage: Operation = (context, request, response) => show(context, request, response, null);

/** Makes a new address and shows it this once. */
export const renewCalendar: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const token = await renewFeed(context, town.key, signedIn(request).id);
  await show(context, request, response, `${context.config.installation.baseUrl}/calendar/${token}/fristen.ics`);
};

export const revokeCalendar: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  await revokeFeed(context, town.key, signedIn(request).id);
  response.redirect(303, `/workbench/towns/${town.key}/calendar`);
};

/** What a calendar program fetches: whoever has the address reads it, everybody else is told that there is nothing. */
export const calendarFeed: Operation = async (context, request, response) => {
  const { store, clock, config } = context;
  const day = today(clock);
  const key = await townOfToken(store.read, request.params.token ?? "", day);
  const town = key ? config.towns.get(key) : undefined;
  if (!town) throw new Refusal("unknown", { status: 404 });
  const role = (request.query.role as Role | undefined) ?? null;
  const place = { town: town.key, baseUrl: config.installation.baseUrl, from: addDays(day, -31) };
  const entries = await calendarEntries(store.read, place, role);
  response
    .set("Cache-Control", "private, no-store")
    .set("X-Robots-Tag", "noindex")
    .type("text/calendar; charset=utf-8")
    .send(ics(say("calendar.name", { town: town.name }), entries, clock.now()));
};

async function show(
  context: AppContext,
  request: OperationRequest,
  response: Parameters<Operation>[2],
  address: string | null,
): Promise<void> {
  const town = townOf(context, request);
  const feed = await feedOf(context.store.read, town.key, signedIn(request).id);
  const lapsed = feed !== null && feed.until < today(context.clock);
  page(request, response, "workbench/calendar", { town, feed, lapsed, address, roles });
}
