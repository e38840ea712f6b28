import { createHash } from "node:crypto";
import { type About, requestDocx, requestHtml, requestPdf } from "../../inquiry/office/document.ts";
import { keepAsStatement } from "../../inquiry/office/keep.ts";
import { requestMail } from "../../inquiry/office/mail.ts";
import { readPasted } from "../../inquiry/office/pasted.ts";
import * as preparing from "../../inquiry/office/prepare.ts";
import { takeReplies } from "../../inquiry/office/reply.ts";
import * as using from "../../inquiry/office/use.ts";
import { readWordReply } from "../../inquiry/office/word-reply.ts";
import { Refusal } from "../../refusal.ts";
import { caseOf } from "../../store/cases.ts";
import { type OfficeReply, type OfficeRequest, officeReply, officeRequest } from "../../store/office-requests.ts";
import type { StatementDraft } from "../../store/statements.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { listOf, uploaded } from "./form.ts";

const section = (id: string) => `/workbench/cases/${id}#zulieferungen`;

export const prepareOfficeRequest: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  const asking = { office: request.body.office, items: listOf(request.body.items) };
  await preparing.prepareRequest(context, townOf(context, of.town), of, asking, signedIn(request).id);
  response.redirect(303, section(of.id));
};

/** The request as a file for the office: Word with fields to fill in, a page, PDF, or the text of the mail. */
export const officeRequestDocument: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  const version = found.versions.at(-1);
  if (!version) throw new Refusal("unknown", { status: 404 });
  const about: About = { town: townOf(context, of.town).name, of, request: found, version };
  const format = String(request.query.format ?? "docx");
  if (format !== "html") response.attachment(`Zulieferung-${found.id}-v${version.version}.${format}`);
  else response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  response.set("Cache-Control", "no-store");
  if (format === "html") response.type("html").send(requestHtml(about));
  else if (format === "pdf") response.type("application/pdf").send(Buffer.from(await requestPdf(about, context.renderer)));
  else if (format === "txt") response.type("text/plain").send(Buffer.from(requestMail(about, "").body, "utf8"));
  else response.type(word).send(requestDocx(about));
};

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export const markOfficeRequestSent: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  await preparing.markSent(context, found.id, request.body.on, signedIn(request).id);
  response.redirect(303, section(of.id));
};

export const remindOffice: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  await preparing.markReminded(context, found.id, signedIn(request).id);
  response.redirect(303, section(of.id));
};

export const withdrawOfficeRequest: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  await preparing.withdrawRequest(context, found.id, request.body.reason ?? "", signedIn(request).id);
  response.redirect(303, section(of.id));
};

/** A reply as a person copied it from a mail, item by item. */
export const enterOfficeReply: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  const { version: shown, ...fields } = request.body as Record<string, string>;
  const version = Number(shown);
  const items = found.versions.find((one) => one.version === version)?.items;
  if (!items) throw new Refusal("office-request.version", { values: { version }, status: 422 });
  await takeReplies(context, found.id, { version, channel: "pasted", given: readPasted(items, fields) }, signedIn(request).id);
  response.redirect(303, section(of.id));
};

/** A reply in the Word file that was sent. */
export const importOfficeReply: Operation = async (context, request, response) => {
  const { found, of } = await requestFor(context, request);
  const file = uploaded(request, "file");
  if (!file || file.bytes.length === 0) throw new Refusal("import.no-file", { status: 422 });
  const read = readWordReply({ town: townOf(context, of.town).name, of, request: found }, file);
  const about = { file: file.name, sha256: createHash("sha256").update(file.bytes).digest("hex") };
  await takeReplies(context, found.id, { ...read, channel: "word", file: about }, signedIn(request).id);
  response.redirect(303, section(of.id));
};

/** What becomes of a reply in the case. */
export const useOfficeReply: Operation = async (context, request, response) => {
  const { reply, of } = await replyFor(context, request);
  const { use, source = "", asOf = "", part = "", reason = "", office = "" } = request.body as Record<string, string>;
  const by = signedIn(request).id;
  if (use === "answer") await using.useInAnswer(context, reply.id, { source, asOf }, by);
  else if (use === "withheld") await using.withholdPart(context, reply.id, { part: part || reply.asked.missing, reason }, by);
  else if (use === "forwarded") await using.forwardItem(context, townOf(context, of.town), reply.id, office, by);
  else await using.setAside(context, reply.id, by);
  response.redirect(303, section(of.id));
};

/** The data office vouches for a reply as a statement of the town. */
export const keepOfficeReply: Operation = async (context, request, response) => {
  const { reply, of } = await replyFor(context, request);
  const { topic, text, asOf, source, sourceUrl, office, validUntil } = request.body as Record<string, string>;
  const { id, name } = signedIn(request);
  const draft: StatementDraft = {
    ...{ town: of.town, topic: topic ?? "", text: (text ?? "").replace(/\s*\r?\n\s*/g, "\n").trim(), asOf: asOf ?? "" },
    ...{ source: source ?? "", office: office ?? "", approvedBy: name, example: false },
    ...(sourceUrl ? { sourceUrl } : {}),
    ...(validUntil ? { validUntil } : {}),
  };
  await keepAsStatement(context, townOf(context, of.town), reply.id, draft, id);
  response.redirect(303, section(of.id));
};

async function requestFor(
  context: AppContext,
  request: OperationRequest,
  id = request.params.id ?? "",
): Promise<{ found: OfficeRequest; of: CaseRow }> {
  const found = await officeRequest(context.store.read, id);
  assertTown(request, found.town);
  return { found, of: await caseOf(context.store.read, found.case) };
}

async function replyFor(context: AppContext, request: OperationRequest): Promise<{ reply: OfficeReply; of: CaseRow }> {
  const reply = await officeReply(context.store.read, request.params.id ?? "");
  assertTown(request, reply.town);
  return { reply, of: (await requestFor(context, request, reply.request)).of };
}
