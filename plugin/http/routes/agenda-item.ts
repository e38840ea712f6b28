import { attach, freeze, fromAdministration, sittingDay } from "../../agenda/attach.ts";
import { candidatesOf } from "../../agenda/candidates.ts";
import { editorView } from "../../agenda/editor/view.ts";
import { type Arrangement, asBefore, asTyped, factsOf, moved, type Offer, onlineIds, suggested } from "../../agenda/editor.ts";
import { sheetView } from "../../agenda/print/view.ts";
import { suggest } from "../../agenda/suggest.ts";
import type { TownConfig } from "../../config.ts";
import { choose } from "../../figures/choose.ts";
import { checkFigures } from "../../figures/clearance.ts";
import type { Figure } from "../../figures/figure.ts";
import { explain } from "../../figures/publication.ts";
import { subjects } from "../../figures/topics.ts";
import { standingsOn } from "../../figures/vouch.ts";
import { kindsOf } from "../../inquiry/rules-of-kind.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import type { AgendaItemView } from "../../store/agenda-items.ts";
import { type Attachment, attachmentsOf } from "../../store/attachments.ts";
import { deliveries } from "../../store/deliveries.ts";
import { casesAtItem } from "../../store/sitting-cases.ts";
import { deliveryLine } from "../../views/delivery.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import { refusedForm } from "../forms/refused.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { itemFor } from "./agenda.ts";
import { listOf } from "./form.ts";

/** One item: why it fits, which facts there are, what was attached, where it went; and the sheet as it would be. */
export const agendaItemPage: Operation = async (context, request, response) => {
  const refused = refusedForm(request);
  await show(context, request, response, refused ? Object.fromEntries([...refused.typed].map(([name, all]) => [name, [...all]])) : null);
};

/** The same with the sheet as it is being put together: what the buttons of the editor do. Stores nothing. */
export const composeAttachment: Operation = async (context, request, response) => {
  const { undo } = request.body as { undo?: string };
  await show(context, request, response, undo === undefined ? request.body : formOf(new URLSearchParams(undo)));
};

export const proposeAttachment: Operation = async (context, request, response) => {
  const { store, clock } = context;
  const item = await itemFor(context, request);
  const town = townOf(context, item.town);
  const all = await choose({ store, town: town.key, subjects, asOf: today(clock) });
  const figures = chosen(all.figures, listOf(request.body.figures));
  const statements = chosen(all.statements, listOf(request.body.statements));
  const online = onlineIds([...figures, ...statements], new Set(listOf(request.body.online)));
  await attach({ store, clock }, { town, item, figures, statements, online, reason: request.body.reason, by: signedIn(request).id });
  response.redirect(303, `/workbench/agenda-items/${item.key}`);
};

type Form = Readonly<Record<string, unknown>>;

async function show(context: AppContext, request: OperationRequest, response: Parameters<Operation>[2], form: Form | null): Promise<void> {
  const { store, clock } = context;
  const item = await itemFor(context, request);
  const town = townOf(context, item.town);
  const candidates = (await candidatesOf(store.read, town, [item])).get(item.id) ?? [];
  const matched = candidates.map(({ topic }) => topic);
  const choice = await choose({ store, town: town.key, subjects: matched.length > 0 ? matched : subjects, asOf: today(clock) });
  const day = sittingDay(item, clock);
  const offer = suggest(choice, day, await standingsOn(store.read, town.key, choice.figures, day));
  const versions = await versionsOf(context, town, item);
  const mayPropose = signedIn(request).roles.includes("council-office") && item.isPublic;
  const from = versions.find(({ id }) => id === request.query.from)?.sheet;
  const arrangement = form ? typed(offer, form) : from ? asBefore(offer, from) : suggested(offer);
  const editor = mayPropose ? await editing(context, { town, item, offer, arrangement, form }) : null;
  const [needsReason, kinds] = [!fromAdministration(item), kindsOf(town)];
  page(request, response, "workbench/agenda-item", {
    town,
    item,
    candidates,
    editor,
    versions,
    needsReason,
    kinds,
    cases: await casesAtItem(store.read, item),
  });
}

/** All versions of the sheet, each with its deliveries and, while it is undecided, with what speaks against its numbers. */
async function versionsOf(context: AppContext, town: TownConfig, item: AgendaItemView) {
  const { read } = context.store;
  const attachments = await attachmentsOf(read, town.key, item.id);
  return Promise.all(
    attachments.map(async (version) => ({
      ...version,
      deliveries: (await deliveries(read, { towns: [town.key], subjectId: version.id })).map(deliveryLine),
      check: await reservation(context, town, version),
    })),
  );
}

/** Why a proposed sheet could not be approved for its numbers, before anybody tries. */
async function reservation(context: AppContext, town: TownConfig, { decision, sheet }: Attachment) {
  return decision === "proposed" ? leaks(context, town, sheet.figures) : null;
}

const leaks = async ({ store }: AppContext, town: TownConfig, figures: readonly Figure[]) =>
  explain(await checkFigures(store, town, figures));

/** The form, and what would come of it. */
async function editing(
  context: AppContext,
  of: { town: TownConfig; item: AgendaItemView; offer: Offer; arrangement: Arrangement; form: Form | null },
) {
  const { town, item, offer, arrangement, form } = of;
  const facts = factsOf(offer, arrangement);
  const [reason = ""] = listOf(form?.reason);
  const [before = ""] = listOf(form?.before);
  const now = written(arrangement, facts, reason);
  const any = facts.figures.length + facts.statements.length > 0;
  return {
    ...editorView(offer, arrangement),
    ...{ reason, before: now, undo: before && before !== now ? before : null },
    preview: any ? sheetView(freeze(town, item, facts)) : null,
    check: await leaks(context, town, facts.figures),
  };
}

/** The form as it stands, in one line: what the next step can be taken back to. */
function written({ order, online }: Arrangement, { figures, statements }: ReturnType<typeof factsOf>, reason: string): string {
  const taken = (facts: readonly { readonly id: string }[]) => facts.map(({ id }) => id);
  const fields = { order, figures: taken(figures), statements: taken(statements), online: [...online], reason: [reason] };
  return new URLSearchParams(Object.entries(fields).flatMap(([name, all]) => all.map((one): [string, string] => [name, one]))).toString();
}

function typed(offer: Offer, form: Form): Arrangement {
  const taken = [...listOf(form.figures), ...listOf(form.statements)];
  const arrangement = asTyped(offer, { order: listOf(form.order), taken, online: listOf(form.online) });
  const [move] = listOf(form.move);
  return move ? moved(offer, arrangement, move) : arrangement;
}

function formOf(parameters: URLSearchParams): Form {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** In the order of the ids, so that the office decides what stands first. An id that is no longer current is refused, not skipped. */
function chosen<T extends { id: string }>(all: readonly T[], ids: readonly string[]): T[] {
  return [...new Set(ids)].map((id) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new Refusal("attach.changed");
    return found;
  });
}
