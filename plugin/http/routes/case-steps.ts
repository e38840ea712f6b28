import { draftBytes } from "../../inquiry/answer-document.ts";
import { holdingReply, holdingSent, letterOf, prepareHolding } from "../../inquiry/holding.ts";
import { link, unlink } from "../../inquiry/links.ts";
import { extend, reschedule } from "../../inquiry/reschedule.ts";
import { noteRis } from "../../inquiry/ris-side.ts";
import type { CaseEvent } from "../../inquiry/state/graph.ts";
import { advance } from "../../inquiry/state.ts";
import { say } from "../../messages.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { selfContained } from "./self-contained.ts";

/** An operation that changes one case and goes back to its page, at a section of it. */
function onCase(
  section: string,
  act: (context: AppContext, request: OperationRequest, of: CaseRow, by: string) => Promise<unknown>,
): Operation {
  return async (context, request, response) => {
    const of = await caseFor(context, request, request.params.id ?? "");
    await act(context, request, of, signedIn(request).id);
    response.redirect(303, `/workbench/cases/${of.id}#${section}`);
  };
}

const step = ({ store, clock }: AppContext, of: CaseRow, event: CaseEvent, by: string, reason = ""): Promise<unknown> =>
  store.write((transaction) => advance(transaction, of, event, { by, at: clock.now().toISOString(), reason }));

export const closeCase = onCase("stand", (context, _request, of, by) => step(context, of, "close", by));

export const dismissCase = onCase("stand", (context, { body: { reason, note = "" } }, of, by) =>
  step(context, of, "dismiss", by, [say(`case-dismissed.${reason}`), note.trim()].filter(Boolean).join(": ")),
);

export const reopenCase = onCase("stand", (context, request, of, by) => step(context, of, "reopen", by, request.body.reason));

export const extendDeadline = onCase("fristen", (context, { body: { until, reason } }, of, by) =>
  extend(context, townOf(context, of.town), of, { until, reason }, by),
);

export const chooseReceiving = onCase("fristen", (context, request, of, by) =>
  reschedule(context, townOf(context, of.town), of, request.body.meeting, by),
);

export const addHoldingReply = onCase("fristen", (context, { body: { until, note = "" } }, of, by) =>
  prepareHolding(context, townOf(context, of.town), of, { until, note }, by),
);

export const noteRisSide = onCase("ris", (context, { body }, of, by) => {
  const { reference = "", department = "", office = "", clearedOn = "" } = body;
  return noteRis(context, of, { reference, department, office, clearedOn }, by);
});

export const addLink = onCase("ris", (context, request, of, by) => link(context, of, request.body.reference, by));

export const removeLink = onCase("ris", (context, { body: { kind, target } }, of, by) => unlink(context, of, { kind, target }, by));

const mediaTypes = {
  html: "text/html",
  txt: "text/plain",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

export const holdingDocument: Operation = async (context, request, response) => {
  const reply = await holdingReply(context.store.read, request.params.id ?? "");
  await caseFor(context, request, reply.case);
  const format = (request.query.format ?? "html") as keyof typeof mediaTypes;
  const bytes = await draftBytes(letterOf(reply), format, true, context.renderer);
  if (format === "html") response.set("Content-Security-Policy", selfContained);
  else response.attachment(`Zwischennachricht-${reply.id}.${format}`);
  response.set("Cache-Control", "no-store").type(mediaTypes[format]).send(Buffer.from(bytes));
};

export const markHoldingSent: Operation = async (context, request, response) => {
  const reply = await holdingReply(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, reply.case);
  await holdingSent(context, reply, request.body.day, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#fristen`);
};
