import { createHash } from "node:crypto";
import type { Ecm, EcmDocument, Filed } from "../ports/ecm.ts";
import { type Principal, UpstreamError } from "../ports/errors.ts";
import { before, type Delivery, type DeliveryEntry } from "../store/deliveries.ts";
import type { Attempt, Outcome, WorkerContext } from "./context.ts";
import { titleOf } from "./titles.ts";

const service: Principal = { as: "service", reason: "outbox" };

/**
 * Files a document, as the next version of the one before where the ECM takes versions, else beside it with the number in its title.
 * One that was withdrawn in the meantime is only looked for.
 */
export async function fileDocument(context: WorkerContext, ecm: Ecm, attempt: Attempt): Promise<Outcome> {
  const { delivery } = attempt;
  const earlier = await before(context.store.read, delivery);
  const document = await documentOf(context, delivery, earlier);
  const folder = JSON.stringify(document.folder);
  const wasInDoubt = attempt.inDoubt;
  attempt.place = attempt.resumed ? await look(context, ecm, attempt, document) : null;
  if (attempt.place) {
    await compare(ecm, attempt.place, document);
    return { state: "confirmed", folder, separate: isSeparate(ecm, earlier) ? 1 : 0 };
  }
  if (delivery.recalled) return { state: "not-due" };
  const { place, separate } = await put(ecm, document, delivery, earlier).catch((error: unknown) => {
    throw wasInDoubt ? perhapsOurs(error) : error;
  });
  Object.assign(attempt, { place, inDoubt: true });
  await compare(ecm, place, document);
  return { state: "confirmed", folder, separate };
}

/** Looks for the document of an attempt by its reference. What is not found is certainly absent, and no longer in doubt. */
export async function look(context: WorkerContext, ecm: Ecm, attempt: Attempt, document: EcmDocument): Promise<Filed | null> {
  const found = await ecm.find(document.reference, document.folder, service);
  context.breaker.succeeded(attempt.delivery);
  attempt.inDoubt = found !== null;
  return found;
}

/** The document of a delivery. Later versions go into the case of the first, wherever the sheet would belong today. */
export async function documentOf(context: WorkerContext, delivery: Delivery, earlier: DeliveryEntry | null): Promise<EcmDocument> {
  const { folder, metadata } = await context.outgoing(delivery);
  const { bytes, sha256, mediaType, extension } = delivery;
  if (!bytes || !sha256 || !mediaType || !extension) throw new Error(`delivery ${delivery.id} has no document`);
  const kept = earlier?.folder ?? delivery.folder;
  return {
    ...{ reference: delivery.id, title: delivery.title, extension, mediaType, bytes, sha256, metadata },
    folder: kept ? (JSON.parse(kept) as string[]) : folder,
  };
}

/** Reads the document back; throws `content-differs` when the ECM holds something else than was sent. */
export async function compare(ecm: Ecm, place: Filed, { sha256 }: EcmDocument): Promise<void> {
  const held = createHash("sha256")
    .update(await ecm.readBack(place, service))
    .digest("hex");
  if (held === sha256) return;
  throw new UpstreamError({ system: "ecm", operation: "readBack", kind: "permanent", code: "content-differs" });
}

/** Where a settled delivery lies; one that a person confirmed is looked for. */
export async function placeOf(ecm: Ecm, entry: DeliveryEntry): Promise<Filed | null> {
  const { id, objectId, objectVersion, objectName, folder } = entry;
  if (objectId !== null) return { objectId, version: objectVersion ?? "", name: objectName ?? "" };
  return folder ? ecm.find(id, JSON.parse(folder) as string[], service) : null;
}

/** What was withdrawn gets no further version: the mark would stand on it as well. */
const isSeparate = (ecm: Ecm, earlier: DeliveryEntry | null) => earlier !== null && (!ecm.revise || earlier.action === "withdraw");

async function put(ecm: Ecm, document: EcmDocument, delivery: Delivery, earlier: DeliveryEntry | null) {
  const onBehalfOf: Principal = { as: "person", id: delivery.onBehalfOf };
  if (!earlier) return { place: await ecm.file(document, onBehalfOf), separate: 0 };
  const there = isSeparate(ecm, earlier) ? null : await placeOf(ecm, earlier);
  if (there && ecm.revise) {
    const place = await ecm.revise(there, document, onBehalfOf).catch(unlessGone);
    if (place) return { place, separate: 0 };
  }
  const title = titleOf({ ...delivery, separate: 1 });
  return { place: await ecm.file({ ...document, title }, onBehalfOf), separate: 1 };
}

/** Somebody has removed the earlier version: then this one is filed as a document of its own. */
function unlessGone(error: unknown): null {
  if (error instanceof UpstreamError && error.kind === "permanent" && error.code === "ecm-not-found") return null;
  throw error;
}

/** The name is taken, and it may be this very document, which an index does not know yet: that is for another look. */
function perhapsOurs(error: unknown): unknown {
  if (!(error instanceof UpstreamError) || error.code !== "name-taken") return error;
  return new UpstreamError({ system: error.system, operation: error.operation, kind: "ambiguous", code: "name-taken" });
}
