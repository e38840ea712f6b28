import { detailsOf } from "../../inquiry/details.ts";
import { asksQuestions, type CaseKind, caseKinds } from "../../inquiry/kinds.ts";
import { promisesOf } from "../../inquiry/promises.ts";
import { openByHand } from "../../inquiry/register.ts";
import { kindsOf } from "../../inquiry/rules-of-kind.ts";
import { type CaseState, caseStates } from "../../inquiry/state/graph.ts";
import { today } from "../../ports/clock.ts";
import { announcementsOf } from "../../store/announcements.ts";
import { type CaseFilter, caseList, countCases, namesInCases, running } from "../../store/case-list.ts";
import { sittingsOf } from "../../store/meetings.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { dueChoices, dueFilter } from "./due-filter.ts";
import { proposal } from "./later-minutes.ts";

const pageSize = 50;

/** What the address may ask for; `state` is one state, `running` (the default) or `all`. */
interface Query {
  readonly state?: CaseState | "running" | "all";
  readonly kind?: CaseKind | "";
  readonly body?: string;
  readonly office?: string;
  readonly due?: (typeof dueChoices)[number] | "";
  readonly page?: number;
}

/** A town's cases, filtered and page by page; every filter is part of the address, so that it can be kept and sent. */
export const casesPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const day = today(context.clock);
  const asked = request.query as Query;
  const filter = filterOf(asked, day);
  const total = await countCases(read, town.key, filter);
  const last = Math.max(1, Math.ceil(total / pageSize));
  const current = Math.min(Math.max(Number(asked.page ?? 1), 1), last);
  const rows = await caseList(read, town.key, filter, { limit: pageSize, offset: (current - 1) * pageSize });
  page(request, response, "workbench/cases", {
    town,
    ...{ total, current, last, narrowed: Object.keys(asked).length > 0 },
    none: (await countCases(read, town.key)) === 0,
    // Two units sign for the same paper: without their sign nobody could tell the cases apart.
    cases: rows.map((one) => ({
      ...{ ...one, unit: detailsOf(one).fields.unit ?? null, asked: asksQuestions(one.kind) },
      late: running.includes(one.state) && one.due < day,
    })),
    choices: await choicesOf(context.store.read, town.key, asked),
    kinds: kindsOf(town),
    promises: await promisesOf(read, town.key),
    announcements: (await announcementsOf(read, town.key)).filter(({ decision }) => decision === "proposed").map(proposal),
    pages: { before: current > 1 ? addressOf(asked, current - 1) : null, after: current < last ? addressOf(asked, current + 1) : null },
  });
};

export const openCase: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const coming = await sittingsOf(context.store.read, town.key, request.body.organization, request.body.sitting);
  const { kind = "oral-inquiry", ...place } = request.body;
  const id = await openByHand(context, town, { ...place, kind }, coming, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${id}`);
};

function filterOf({ state = "running", kind, body, office, due }: Query, day: string): CaseFilter {
  return {
    ...(state === "all" ? {} : { states: state === "running" ? running : [state] }),
    ...(kind ? { kind } : {}),
    ...(body ? { organization: body } : {}),
    ...(office ? { office } : {}),
    ...(due ? dueFilter(due, day) : {}),
  };
}

async function choicesOf(db: Parameters<typeof namesInCases>[0], town: string, asked: Query): Promise<object> {
  const { organizations, offices } = await namesInCases(db, town);
  const choose = (values: readonly string[], chosen: string | undefined) => values.map((value) => ({ value, chosen: value === chosen }));
  return {
    states: choose(["running", ...caseStates, "all"], asked.state ?? "running"),
    kinds: choose(caseKinds, asked.kind),
    bodies: choose(organizations, asked.body),
    offices: choose(offices, asked.office),
    due: choose(dueChoices, asked.due),
  };
}

function addressOf(asked: Query, page: number): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, page })) if (value) fields.set(name, String(value));
  return `?${fields}`;
}
