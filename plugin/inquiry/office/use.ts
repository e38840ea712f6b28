import type { Transaction } from "kysely";
import type { TownConfig } from "../../config.ts";
import type { Statement } from "../../figures/figure.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { caseOf, inquiriesOf } from "../../store/cases.ts";
import { record } from "../../store/history.ts";
import { type OfficeReply, officeReply, officeRequest, officeRequestsOf } from "../../store/office-requests.ts";
import type { OfficeReplyRow } from "../../store/tables/office-requests.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { withheldJson } from "../correct.ts";
import { detailsOf } from "../details.ts";
import { advance } from "../state.ts";
import type { OfficeContext } from "./needs.ts";
import { prepareRequest } from "./prepare.ts";
import { declines, settle } from "./reply.ts";
import { type Supplied, suppliedId } from "./supplied.ts";

/** Takes a reply into this answer, word for word; where the office named no source or Stand, a person adds it. */
export async function useInAnswer(context: OfficeContext, id: string, added: { source: string; asOf: string }, by: string): Promise<void> {
  await decide(context, id, by, { use: "answer" }, async (transaction, reply, of, at) => {
    if (reply.outcome !== "answered" || reply.text === "") throw new Refusal("office-request.not-answered");
    const [source, asOf] = [reply.source || added.source.trim(), reply.asOf || added.asOf];
    if (source === "" || asOf === "") throw new Refusal("office-request.source", { status: 422 });
    if (asOf > today(context.clock)) throw new Refusal("statement.future", { status: 422 });
    await advance(transaction, of, "edit", { by, at });
    await supply(transaction, of, { item: reply.item, reply: id, statement: await asStatement(transaction, { ...reply, source, asOf }) });
    return { source, asOf };
  });
}

/** Says in the answer that this part cannot be answered, with one of the reasons of the house. */
export async function withholdPart(context: OfficeContext, id: string, why: { part: string; reason: string }, by: string): Promise<void> {
  await decide(context, id, by, { use: "withheld" }, async (transaction, reply, of, at) => {
    const inquiry = (await inquiriesOf(transaction, of.id)).find((one) => `inquiry:${one.id}` === reply.item);
    if (!declines.has(reply.outcome) || !inquiry) throw new Refusal("office-request.not-declined");
    await advance(transaction, of, "edit", { by, at });
    const withheld = withheldJson(inquiry.question, { part: why.part.trim(), reason: why.reason });
    await transaction.updateTable("Inquiry").set({ withheld }).where("id", "=", inquiry.id).execute();
    const detail = { withheld: why.part.trim(), reason: why.reason };
    await record(transaction, { at, town: of.town, subject: "Inquiry", subjectId: inquiry.id, action: "corrected", by, detail });
    return {};
  });
}

/** Asks another office instead, beside what that one is asked for already. */
export async function forwardItem(context: OfficeContext, town: TownConfig, id: string, office: string, by: string): Promise<void> {
  const reply = await decide(context, id, by, { use: "forwarded" }, async (_transaction, { outcome }) => {
    if (!declines.has(outcome)) throw new Refusal("office-request.not-declined");
    return { elsewhere: office.trim() };
  });
  const { case: caseId } = await officeRequest(context.store.read, reply.request);
  const of = await caseOf(context.store.read, caseId);
  const there = (await officeRequestsOf(context.store.read, caseId)).find(
    (one) => one.office === office.trim() && one.state !== "withdrawn",
  );
  const items = [...(there?.versions.at(-1)?.items ?? []).map(({ key }) => key), reply.item];
  await prepareRequest(context, town, of, { office, items }, by);
}

/** Sets a reply aside; one that had been taken into the answer leaves it. What became a statement is the data office's to correct. */
export async function setAside(context: OfficeContext, id: string, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const reply = await officeReply(transaction, id);
    if (reply.decision === "rejected") return;
    if (reply.statement) throw new Refusal("office-request.is-statement");
    const { case: caseId } = await officeRequest(transaction, reply.request);
    const of = await caseOf(transaction, caseId);
    if (reply.use === "answer") {
      await advance(transaction, of, "edit", { by, at });
      const details = detailsOf(of);
      await write(transaction, of, { ...details, supplied: details.supplied.filter((one) => one.reply !== id) });
    }
    await close(transaction, reply, { decision: "rejected", use: null, decidedBy: by, decidedAt: at });
    await record(transaction, { at, town: of.town, subject: "OfficeReply", subjectId: id, action: "rejected", by });
  });
}

type Act = (transaction: Transaction<Tables>, reply: OfficeReply, of: CaseRow, at: string) => Promise<Partial<OfficeReplyRow>>;

/** Decides once about a proposed reply; throws `decision.too-late` if somebody was faster. */
async function decide(
  context: OfficeContext,
  id: string,
  by: string,
  { use }: Pick<OfficeReplyRow, "use">,
  act: Act,
): Promise<OfficeReply> {
  const at = context.clock.now().toISOString();
  return context.store.write(async (transaction) => {
    const reply = await officeReply(transaction, id);
    if (reply.decision === "rejected" || reply.use !== null || reply.statement) throw new Refusal("decision.too-late");
    const { case: caseId } = await officeRequest(transaction, reply.request);
    const of = await caseOf(transaction, caseId);
    const more = await act(transaction, reply, of, at);
    await close(transaction, reply, { ...more, decision: "approved", use, decidedBy: by, decidedAt: at });
    await record(transaction, { at, town: of.town, subject: "OfficeReply", subjectId: id, action: `used-${use}`, by, detail: { ...more } });
    return reply;
  });
}

async function close(transaction: Transaction<Tables>, reply: OfficeReply, set: Partial<OfficeReplyRow>): Promise<void> {
  await transaction.updateTable("OfficeReply").set(set).where("id", "=", reply.id).execute();
  await settle(transaction, reply.request);
}

/** Puts words into the answer of a case. Throws if another reply to the same item is there already. */
export async function supply(transaction: Transaction<Tables>, of: CaseRow, supplied: Supplied): Promise<void> {
  const details = detailsOf(await caseOf(transaction, of.id));
  const others = details.supplied.filter(({ reply }) => reply !== supplied.reply);
  if (others.some(({ item }) => item === supplied.item)) throw new Refusal("office-request.taken");
  await write(transaction, of, { ...details, supplied: [...others, supplied] });
}

async function write(transaction: Transaction<Tables>, { id }: CaseRow, details: object): Promise<void> {
  await transaction
    .updateTable("Case")
    .set({ details: JSON.stringify(details) })
    .where("id", "=", id)
    .execute();
}

async function asStatement(transaction: Transaction<Tables>, reply: OfficeReply): Promise<Statement> {
  const { office } = await officeRequest(transaction, reply.request);
  const { id, town, text, asOf, source, validUntil, item, asked } = reply;
  const topic = item.startsWith("field:") ? item : (asked.topic ?? "");
  const ends = validUntil ? { validUntil } : {};
  return { id: suppliedId(id), town, topic, text, asOf, source, office, approvedBy: office, example: false, ...ends };
}
