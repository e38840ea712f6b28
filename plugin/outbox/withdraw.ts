import type { Ecm, Filed } from "../ports/ecm.ts";
import { type Principal, UpstreamError } from "../ports/errors.ts";
import { before, type DeliveryEntry } from "../store/deliveries.ts";
import type { Attempt, Outcome, WorkerContext } from "./context.ts";
import { compare, documentOf, look, placeOf } from "./file.ts";
import { titleOf } from "./titles.ts";

/**
 * Withdraws what was filed: a notice as the last version of the document where the ECM takes versions, a mark on every part where it has
 * one. An ECM that offers neither leaves it to a person.
 */
export async function withdrawDocument(context: WorkerContext, ecm: Ecm, attempt: Attempt): Promise<Outcome> {
  const { delivery } = attempt;
  const filed = await before(context.store.read, delivery);
  if (!filed || filed.action === "withdraw") return { state: "not-due" };
  const isDocument = delivery.part === "document";
  if (!ecm.withdraw && !(ecm.revise && isDocument)) {
    // The notice, or the person, speaks for the parts beside the document.
    if (!isDocument) return { state: "not-due" };
    throw new UpstreamError({ system: "ecm", operation: "withdraw", kind: "permanent", code: "withdraw-by-hand" });
  }
  const onBehalfOf: Principal = { as: "person", id: delivery.onBehalfOf };
  const there = await placeOf(ecm, filed);
  if (!there) throw new UpstreamError({ system: "ecm", operation: "withdraw", kind: "permanent", code: "ecm-not-found" });
  attempt.place = isDocument && ecm.revise ? await notice(context, ecm, attempt, filed, there) : there;
  if (ecm.withdraw) {
    attempt.place = await ecm.withdraw(attempt.place, onBehalfOf);
    context.breaker.succeeded(delivery);
  }
  return { state: "confirmed", folder: filed.folder, separate: filed.separate };
}

/** The notice as the last version, put there once. */
async function notice(context: WorkerContext, ecm: Ecm, attempt: Attempt, filed: DeliveryEntry, there: Filed): Promise<Filed> {
  const { delivery } = attempt;
  const document = { ...(await documentOf(context, delivery, filed)), title: titleOf(filed) };
  const found = attempt.resumed ? await look(context, ecm, attempt, document) : null;
  if (!found && !ecm.revise) throw new Error("no new versions here");
  const place = found ?? (await ecm.revise?.(there, document, { as: "person", id: delivery.onBehalfOf })) ?? there;
  attempt.inDoubt = true;
  await compare(ecm, place, document);
  return place;
}
