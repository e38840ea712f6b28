import { fillIn, promise, takeBack } from "../../inquiry/details.ts";
import { topicsOfSheet } from "../../inquiry/from-sheet.ts";
import { openByHand } from "../../inquiry/register.ts";
import { attachmentsOf } from "../../store/attachments.ts";
import { sittingsOf } from "../../store/meetings.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { townOf } from "../town.ts";
import { itemFor } from "./agenda.ts";
import { caseFor } from "./case-for.ts";
import { listOf } from "./form.ts";

/** A case for the paper of an agenda item; a sheet that was made for it says which topics it is about. */
export const openCaseForItem: Operation = async (context, request, response) => {
  const item = await itemFor(context, request);
  const town = townOf(context, item.town);
  const [newest] = await attachmentsOf(context.store.read, town.key, item.id);
  const sitting = item.meeting.start.slice(0, 10);
  const coming = await sittingsOf(context.store.read, town.key, item.meeting.organization, sitting);
  const place = {
    ...{ kind: request.body.kind, title: item.name, organization: item.meeting.organization, sitting, agendaItem: item.id },
    ...(item.paper ? { paperReference: item.paper.reference } : {}),
    details: { topics: newest ? topicsOfSheet(newest.sheet) : [] },
  };
  const id = await openByHand(context, town, place, coming, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${id}`);
};

export const fillInCase: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  const { topics, ...fields } = request.body as { topics?: unknown } & Record<string, string>;
  await fillIn(context, of, { fields, topics: listOf(topics) }, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#angaben`);
};

export const addPromise: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  const { text, office, until } = request.body;
  await promise(context, of, { text: text.trim(), office: office?.trim() || null, until: until || null }, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#zusagen`);
};

export const removePromise: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  await takeBack(context, of, Number(request.body.position), signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#zusagen`);
};
