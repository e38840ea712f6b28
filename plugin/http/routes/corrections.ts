import { abandonCorrection, correctAnswer, withdrawAnswer } from "../../inquiry/correction.ts";
import { answer } from "../../store/cases.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";

export const beginCorrection: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  await correctAnswer(context, of, found, oneLine(request.body.reason), signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#entwurf`);
};

export const endCorrection: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  await abandonCorrection(context, of, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#entwurf`);
};

export const withdrawRelease: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  await withdrawAnswer(context, townOf(context, of.town), of, found, oneLine(request.body.reason), signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#entwurf`);
};

/** A reason is one sentence in a document. */
const oneLine = (text: string): string => text.trim().replace(/\s+/gu, " ");
