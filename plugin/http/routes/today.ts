import { candidatesOf } from "../../agenda/candidates.ts";
import { contentOf } from "../../inquiry/answer-content.ts";
import { today } from "../../ports/clock.ts";
import { agendaItems } from "../../store/agenda-items.ts";
import { cases } from "../../store/cases.ts";
import { deliveries } from "../../store/deliveries.ts";
import { draftsOf, lastRead, type SheetView, sheetsOf } from "../../store/overview.ts";
import { refusedPublications } from "../../store/publications.ts";
import { dayOf } from "../../views/dates.ts";
import { deliveryView } from "../../views/delivery.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { toSign } from "./to-sign.ts";

const dayLong = 24 * 3_600_000;

/** The first page of the morning: per town what waits for an answer or a release, which items want a sheet, which deliveries want a person. */
export const todayPage: Operation = async (context, request, response) => {
  const { towns: keys } = signedIn(request);
  const person = signedIn(request);
  const known = keys.filter((key) => context.config.towns.has(key));
  const towns = await Promise.all(
    known.map(async (key) => ({ ...(await overview(context, key)), turns: await toSign(context, key, person) })),
  );
  page(request, response, "workbench/today", { towns, date: today(context.clock) });
};

async function overview(context: AppContext, key: string): Promise<object> {
  const { read } = context.store;
  const day = today(context.clock);
  const items = await agendaItems(read, key, day, "9999-12-31");
  const candidates = await candidatesOf(read, townOf(context, key), items);
  const { proposed, approved } = await sheetsOf(read, key);
  const attached = new Set([...proposed, ...approved].map(({ agendaItem }) => agendaItem));
  const waiting = (await cases(read, key)).filter(({ open, released }) => open > 0 && !released);
  const about = { now: context.clock.now().toISOString(), waitsForEarlier: false, link: null };
  const unclear = (await deliveries(read, { towns: [key] })).filter((row) => deliveryView(row, about).wantsPerson);
  const synced = await lastRead(read, key);
  return {
    town: townOf(context, key),
    synced,
    stale: synced === null || context.clock.now().getTime() - Date.parse(synced) > dayLong,
    candidates: items.filter(({ id }) => (candidates.get(id)?.length ?? 0) > 0 && !attached.has(id)),
    proposed,
    sittings: daysOf(proposed),
    drafts: (await draftsOf(read, key)).map((row) => ({ ...row, gaps: contentOf(row).draft.gaps.length, late: row.due < day })),
    cases: waiting.map((one) => ({ ...one, late: one.due < day })),
    unclear,
    refused: await refusedPublications(read, key),
  };
}

/** The first and the last day on which one of these sheets is needed, so that the agenda can show them all. */
function daysOf(sheets: readonly SheetView[]): { from: string; to: string } | null {
  const days = sheets.flatMap(({ start }) => (start ? [dayOf(start)] : [])).sort();
  const [from] = days;
  const to = days.at(-1);
  return from && to ? { from, to } : null;
}
