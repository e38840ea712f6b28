import { candidatesOf } from "../../agenda/candidates.ts";
import { contentOf } from "../../inquiry/answer-content.ts";
import { asksQuestions } from "../../inquiry/kinds.ts";
import { today } from "../../ports/clock.ts";
import { agendaItems } from "../../store/agenda-items.ts";
import { caseList, countCases, running } from "../../store/case-list.ts";
import { deliveries } from "../../store/deliveries.ts";
import { overdueRequests, repliesToVouchFor } from "../../store/office-requests.ts";
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

/** So many of the most urgent cases; the list has the rest. */
const shown = 20;

/** What is matched for the first page: the next sittings. All others stand on the agenda, page by page. */
const ahead = { size: 400 };

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
  const items = await agendaItems(read, key, day, "9999-12-31", ahead);
  const candidates = await candidatesOf(read, townOf(context, key), items);
  const { proposed, approved } = await sheetsOf(read, key);
  const attached = new Set([...proposed, ...approved].map(({ agendaItem }) => agendaItem));
  const unanswered = { states: running, unanswered: true };
  const waiting = await caseList(read, key, unanswered, { limit: shown, offset: 0 });
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
    cases: waiting.map((one) => ({ ...one, asked: asksQuestions(one.kind), late: one.due < day })),
    more: Math.max(0, (await countCases(read, key, unanswered)) - shown),
    unclear,
    refused: await refusedPublications(read, key),
    supplies: await overdueRequests(read, key, day),
    vouching: await repliesToVouchFor(read, key),
  };
}

/** The first and the last day on which one of these sheets is needed, so that the agenda can show them all. */
function daysOf(sheets: readonly SheetView[]): { from: string; to: string } | null {
  const days = sheets.flatMap(({ start }) => (start ? [dayOf(start)] : [])).sort();
  const [from] = days;
  const to = days.at(-1);
  return from && to ? { from, to } : null;
}
