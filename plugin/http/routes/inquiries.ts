import { nameFigure } from "../../figures/import/changes.ts";
import { why } from "../../figures/vouch.ts";
import { wording } from "../../inquiry/answer/text.ts";
import { citedStandings } from "../../inquiry/answer/vouched.ts";
import { contentOf, storedContent } from "../../inquiry/answer-content.ts";
import { type AnswerFormat, answerDocument } from "../../inquiry/answer-document.ts";
import { printAsker } from "../../inquiry/asker.ts";
import * as work from "../../inquiry/correct.ts";
import { signedSoFar } from "../../inquiry/cosign/so-far.ts";
import type { Draft } from "../../inquiry/draft.ts";
import { findingsOf } from "../../inquiry/edit/view.ts";
import { formView } from "../../inquiry/form-view.ts";
import { officeRequestsView } from "../../inquiry/office/view.ts";
import * as answering from "../../inquiry/release.ts";
import { caseEvents } from "../../inquiry/state/graph.ts";
import { mayNow } from "../../inquiry/state.ts";
import { today } from "../../ports/clock.ts";
import { answer, answersOf, inquiriesOf, inquiry, needsAnswer, type StoredInquiry } from "../../store/cases.ts";
import { deliveries } from "../../store/deliveries.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { deliveryLine } from "../../views/delivery.ts";
import { stateReason } from "../../views/state-reason.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { caseSide } from "./case-side.ts";
import { minutesSections } from "./later-minutes.ts";
import { offered } from "./precedents.ts";
import { selfContained } from "./self-contained.ts";
import { signingSection } from "./signing-view.ts";
import { versionStanding } from "./version-view.ts";

/** The questions beside what was said in the sitting, the drafts, their gaps and sources. */
export const casePage: Operation = async (context, request, response) => {
  const { read } = context.store;
  const of = await caseFor(context, request, request.params.id ?? "");
  const [asked, answers] = [await inquiriesOf(read, of.id), await answersOf(read, of.id)];
  const sent = await Promise.all(answers.map(({ id }) => deliveries(read, { towns: [of.town], subjectId: id })));
  const versions = answers.map((row, index) => ({
    ...row,
    ...contentOf(row),
    ...versionStanding(row, answers),
    deliveries: (sent[index] ?? []).map(deliveryLine),
    newest: index === 0,
    text: index === 0 ? wording(contentOf(row).draft, row.decision !== "proposed") : [],
    hasEarlier: index < answers.length - 1,
    findings: index === 0 && row.decision === "proposed" ? findingsOf(storedContent(row)) : [],
  }));
  const form = formView(of);
  const inquiries = asked.map((one) => ({
    ...{ ...one, why: stateReason(one), open: needsAnswer(one), printed: one.askers.map(printAsker).join("\n") },
    reasons: form.reasons.map((reason) => ({ ...reason, chosen: reason.key === one.withheld?.reason })),
  }));
  const unvouched = await waiting(context, of, asked, versions[0]?.draft ?? null);
  const may = await mayNow(read, of, today(context.clock));
  const frozen = !may.includes("edit");
  const town = townOf(context, of.town);
  page(request, response, "workbench/case", {
    town,
    side: await caseSide(context, town, of),
    case: of,
    inquiries,
    versions,
    released: versions.find(({ decision }) => decision === "approved") ?? null,
    corrects: answers[0]?.decision === "proposed" && answers.some(({ decision }) => decision === "approved"),
    signing: await signingSection(context, of, answers),
    steps: Object.fromEntries(caseEvents.map((event) => [event, may.includes(event)])),
    frozen,
    unvouched,
    ...(await minutesSections(context, of, asked)),
    form,
    offices: await officeRequestsView(context, townOf(context, of.town), of),
    precedents: frozen ? [] : await offered(context, of, asked),
  });
};

/** Figures of the newest draft that the data office has to give its word for before the answer can be released. */
async function waiting(
  { store, clock }: AppContext,
  of: CaseRow,
  asked: readonly StoredInquiry[],
  written: Draft | null,
): Promise<string[]> {
  if (!written) return [];
  const standings = await citedStandings(
    store.read,
    { ...of, receiving: of.receiving ?? today(clock) },
    asked.filter(needsAnswer),
    written,
  );
  return standings.filter(({ open }) => open.length > 0).map((one) => `${nameFigure(one.figure)}: ${why(one)}`);
}

export const enterInquiry: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  await work.enter(context, of, typed(request), signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}`);
};

export const correctInquiry = change((context, request, of, found) =>
  work.correct(context, of, found, typed(request), signedIn(request).id),
);

export const splitInquiry = change((context, request, of, found) => work.split(context, of, found, request.body, signedIn(request).id));

export const decideInquiry = change((context, request, of, found) =>
  work.judge(context, of, found, request.body.decision, signedIn(request).id),
);

/** Drafts anew; where somebody has edited the newest version, the page first says what would be lost. */
export const draftAnswer: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  const [newest] = await answersOf(context.store.read, of.id);
  if (newest && storedContent(newest).drafted) return response.redirect(303, `/workbench/answers/${newest.id}/redraft`);
  await answering.draftAnswer(context, townOf(context, of.town), of, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#entwurf`);
};

export const answerDocumentFile: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const format = (request.query.format ?? "html") as AnswerFormat;
  const signed = await signedSoFar(context.store.read, found);
  const { bytes, mediaType, name } = await answerDocument(found, format, context.renderer, { of, signed });
  if (format === "html") response.set("Content-Security-Policy", selfContained);
  else response.attachment(name);
  response.set("Cache-Control", "no-store").type(mediaType).send(Buffer.from(bytes));
};

export const releaseAnswer: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  await answering.release(context, townOf(context, of.town), found, of, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}`);
};

type Change = (context: AppContext, request: OperationRequest, of: CaseRow, found: StoredInquiry) => Promise<void>;

/** An operation that changes one inquiry and goes back to its case. */
function change(act: Change): Operation {
  return async (context, request, response) => {
    const found = await inquiry(context.store.read, request.params.id ?? "");
    const of = await caseFor(context, request, found.case);
    await act(context, request, of, found);
    response.redirect(303, `/workbench/cases/${of.id}`);
  };
}

function typed(request: OperationRequest): work.TypedInquiry {
  const { askers, question, kind, state = "open", given = "", withheldPart = "", withheldReason = "" } = request.body;
  return { askers, question, kind, state, given, withheldPart, withheldReason };
}
