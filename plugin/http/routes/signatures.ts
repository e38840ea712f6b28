import { beginRound, withdrawRound } from "../../inquiry/cosign/round.ts";
import { readScan } from "../../inquiry/cosign/scan.ts";
import { enterSigned, sign } from "../../inquiry/cosign/sign.ts";
import { say } from "../../messages.ts";
import { fileName } from "../../outbox/file-name.ts";
import { Refusal } from "../../refusal.ts";
import { coSignature, scanOf, signingRound } from "../../store/signatures.ts";
import type { CoSignatureRow } from "../../store/tables/signatures.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { uploaded } from "./form.ts";

export const beginSigning: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  await beginRound(context, of, { order: request.body.order, asked: askedIn(request) }, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#mitzeichnung`);
};

/** The lines of the form in the order of their numbers; a line without an office is none. */
function askedIn({ body }: OperationRequest): { office: string; due: string }[] {
  const all = (name: string): string[] => [body[name] ?? []].flat().map(String);
  const [positions, dues] = [all("position"), all("due")];
  const lines = all("office").map((office, index) => ({
    office: office.trim().replace(/\s+/gu, " "),
    due: dues[index] ?? "",
    position: Number(positions[index] ?? index + 1) || index + 1,
  }));
  const named = lines.filter(({ office }) => office !== "").toSorted((one, other) => one.position - other.position);
  const undated = named.find(({ due }) => !isDay(due));
  if (undated) throw new Refusal("signing.due-missing", { values: { office: undated.office }, status: 422 });
  return named.map(({ office, due }) => ({ office, due }));
}

const isDay = (text: string): boolean => text !== "" && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

export const withdrawSigning: Operation = async (context, request, response) => {
  const round = await signingRound(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, round.case);
  await withdrawRound(context, of, round.id, request.body.reason.trim(), signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#mitzeichnung`);
};

export const signAnswer: Operation = async (context, request, response) => {
  const { turn, of } = await turnFor(context, request);
  const { result, remark = "", answer } = request.body;
  await sign(context, townOf(context, of.town), of, turn, { result, remark, answer }, signedIn(request));
  response.redirect(303, `/workbench/co-signatures/${turn.id}`);
};

export const enterSignature: Operation = async (context, request, response) => {
  const { turn, of } = await turnFor(context, request);
  const file = uploaded(request, "scan");
  if (!file) throw new Refusal("signing.scan-missing", { status: 422 });
  const { result, remark = "", answer, signedOn, signatory } = request.body;
  const signature = { result, remark, answer, signedOn, signatory: signatory.trim(), scan: readScan(file.bytes) };
  await enterSigned(context, of, turn, signature, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#mitzeichnung`);
};

/** The scan as a file to be stored: never shown within our pages, whatever it holds. */
export const signatureScan: Operation = async (context, request, response) => {
  const { turn } = await turnFor(context, request);
  const { bytes, mediaType, extension } = await scanOf(context.store.read, turn.id);
  response.attachment(fileName(say("signing.scan-name", { office: turn.office, date: turn.signedOn ?? "" }), extension));
  response.set({
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
  });
  response.type(mediaType).send(Buffer.from(bytes));
};

/** A turn of a round, if this person works for its town. */
export async function turnFor(context: AppContext, request: OperationRequest): Promise<{ turn: CoSignatureRow; of: CaseRow }> {
  const turn = await coSignature(context.store.read, request.params.id ?? "");
  const { case: id } = await signingRound(context.store.read, turn.round);
  return { turn, of: await caseFor(context, request, id) };
}
