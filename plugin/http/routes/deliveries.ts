import { type Resolution, resolveDelivery as settleByPerson } from "../../outbox/resolve.ts";
import { Refusal } from "../../refusal.ts";
import { type Delivery, deliveries, delivery } from "../../store/deliveries.ts";
import { inWords } from "../../views/in-words.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";

/** What left the house, what is on its way, and what a person has to say about it. */
export const deliveriesPage: Operation = async (context, request, response) => {
  const rows = await deliveries(context.store.read, { towns: signedIn(request).towns });
  page(request, response, "workbench/deliveries", { deliveries: rows.map(shown) });
};

/** With the reason as a sentence, and as much of the checksum as people compare. */
const shown = (row: Awaited<ReturnType<typeof deliveries>>[number]) => ({
  ...row,
  reason: row.code ? inWords(row.code, "delivery.code.", "") : null,
  sha256Start: row.sha256?.slice(0, 12) ?? null,
});

export const deliveryFile: Operation = async (context, request, response) => {
  const { id, bytes, extension, mediaType } = await deliveryFor(context, request);
  if (!bytes || !mediaType) throw new Refusal("delivery.not-rendered", { status: 404 });
  response.attachment(`${id}.${extension}`);
  response.set("Cache-Control", "no-store").type(mediaType).send(Buffer.from(bytes));
};

export const resolveDelivery: Operation = async (context, request, response) => {
  const found = await deliveryFor(context, request);
  await settleByPerson(context, found, request.body.resolution as Resolution, signedIn(request).id);
  response.redirect(303, "/workbench/deliveries");
};

async function deliveryFor(context: AppContext, request: OperationRequest): Promise<Delivery> {
  const found = await delivery(context.store.read, request.params.id ?? "");
  assertTown(request, found.town);
  return found;
}
