import { draftBytes } from "../../inquiry/answer-document.ts";
import { isAnswered, sittingList } from "../../inquiry/sitting-list.ts";
import { caseStates } from "../../inquiry/state/graph.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { caseList, type ListedCase } from "../../store/case-list.ts";
import { deliveriesOfCases, receivingSittings } from "../../store/sitting-cases.ts";
import { whereItIs } from "../../views/delivery.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** The coming sittings that receive answers. */
export const sittingsPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  page(request, response, "workbench/sittings", {
    town,
    sittings: await receivingSittings(context.store.read, town.key, today(context.clock)),
  });
};

/** Which answers go to the sittings of a day: what is released, what is missing, what has arrived. */
export const sittingPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const cases = await casesFor(context, request);
  const sent = await deliveriesOfCases(
    context.store.read,
    cases.map(({ id }) => id),
  );
  const rows = cases.map((one) => ({ ...one, answered: isAnswered(one), sent: (sent.get(one.id) ?? []).map(whereItIs) }));
  const bodies = [...Map.groupBy(rows, ({ organization }) => organization)].map(([organization, all]) => ({
    organization,
    list: `/workbench/towns/${town.key}/sittings/${request.params.day}/list?${new URLSearchParams({ body: organization })}`,
    released: all.filter(({ answered }) => answered),
    waiting: all.filter(({ answered }) => !answered),
  }));
  page(request, response, "workbench/sitting", { town, day: request.params.day, bodies });
};

/** The same as a file for the agenda: text to paste, or Word. */
export const sittingListFile: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { body, format = "txt" } = request.query as { body: string; format?: "txt" | "docx" };
  const sitting = request.params.day ?? "";
  const cases = (await casesFor(context, request)).filter(({ organization }) => organization === body);
  if (cases.length === 0) throw new Refusal("unknown", { status: 404 });
  const draft = sittingList(town, { sitting, organization: body, cases }, today(context.clock));
  response
    .attachment(`Antworten-${sitting}.${format}`)
    .set("Cache-Control", "no-store")
    .type(format === "txt" ? "text/plain" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    .send(Buffer.from(await draftBytes(draft, format, true, context.renderer)));
};

function casesFor(context: AppContext, request: OperationRequest): Promise<ListedCase[]> {
  const town = townOf(context, request);
  const states = caseStates.filter((state) => state !== "dismissed");
  return caseList(context.store.read, town.key, { receiving: request.params.day ?? "", states });
}
