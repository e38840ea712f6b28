import { createHash } from "node:crypto";
import type { Clock } from "../ports/clock.ts";
import type { Ecm, EcmDocument, Filed } from "../ports/ecm.ts";
import { type Principal, UpstreamError } from "../ports/errors.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import { claim, type Delivery, rendered, settle } from "../store/deliveries.ts";
import type { Tables } from "../store/tables.ts";
import { handOver } from "./enqueue.ts";
import { after } from "./retry.ts";

/** What a delivery carries, and where it belongs in the ECM. */
export interface Outgoing {
  readonly folder: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Called once per delivery; the bytes are kept and sent unchanged ever after. */
  render(): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string; readonly extension: string }>;
}

export interface WorkerContext {
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly log: Log;
  /** The ECM of that name in that town. */
  readonly ecm: (town: string, target: string) => Ecm | undefined;
  readonly outgoing: (delivery: Delivery) => Promise<Outgoing>;
}

const leaseMinutes = 10;
const service: Principal = { as: "service", reason: "outbox" };

/**
 * Files one due delivery; false when nothing is due. At most one document reaches the ECM per delivery: whatever may have
 * been sent before is looked for first, by our reference, and filed only if it is certainly absent.
 */
export async function deliverNext(context: WorkerContext): Promise<boolean> {
  const now = context.clock.now();
  const lease = new Date(now.getTime() + leaseMinutes * 60_000).toISOString();
  const claimed = await claim(context.store, now.toISOString(), lease, [handOver]);
  if (!claimed) return false;
  const { delivery, resumed } = claimed;
  try {
    const ecm = context.ecm(delivery.town, delivery.target);
    if (!ecm) throw new UpstreamError({ system: delivery.target, operation: "file", kind: "permanent", code: "target-missing" });
    const document = await documentOf(context, delivery);
    const found = resumed ? await ecm.find(delivery.id, document.folder, service) : null;
    const onBehalfOf: Principal = { as: "person", id: delivery.onBehalfOf };
    const filed = found ?? (await ecm.file(document, onBehalfOf));
    await confirm(context, delivery, ecm, document, filed);
  } catch (error) {
    await failed(context, delivery, error);
  }
  return true;
}

/** Renders one document of a target that a person serves, so that its file waits for them. False when none is missing. */
export async function prepare(context: WorkerContext, target: string): Promise<boolean> {
  const delivery = await context.store.read
    .selectFrom("Delivery")
    .selectAll()
    .where("target", "=", target)
    .where("state", "=", "queued")
    .where("bytes", "is", null)
    .executeTakeFirst();
  if (!delivery) return false;
  try {
    await documentOf(context, delivery);
  } catch (error) {
    await failed(context, delivery, error);
  }
  return true;
}

async function documentOf(context: WorkerContext, delivery: Delivery): Promise<EcmDocument> {
  const { folder, metadata, render } = await context.outgoing(delivery);
  const kept = await rendered(context.store.read, delivery);
  const { bytes, mediaType, extension } = kept ?? (await render());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (!delivery.bytes) {
    const changed = context.clock.now().toISOString();
    const rendered = { action: "rendered", by: "service:outbox", detail: { sha256, mediaType } };
    await settle(context.store, delivery, { bytes, sha256, mediaType, extension, changed }, rendered);
  }
  return { reference: delivery.id, title: delivery.title, extension, mediaType, bytes, sha256, folder, metadata };
}

async function confirm(context: WorkerContext, delivery: Delivery, ecm: Ecm, document: EcmDocument, filed: Filed): Promise<void> {
  const held = createHash("sha256")
    .update(await ecm.readBack(filed, service))
    .digest("hex");
  if (held !== document.sha256) {
    throw new UpstreamError({ system: delivery.target, operation: "readBack", kind: "permanent", code: "content-differs" });
  }
  const changed = context.clock.now().toISOString();
  const { objectId, version, name } = filed;
  const place = { objectId, objectVersion: version, objectName: name };
  await settle(
    context.store,
    delivery,
    { state: "confirmed", code: null, ...place, changed },
    { action: "confirmed", by: "service:outbox", detail: place },
  );
}

async function failed(context: WorkerContext, delivery: Delivery, error: unknown): Promise<void> {
  const failure = error instanceof UpstreamError ? error : null;
  const next = after(failure?.kind ?? "permanent", delivery.attempts, context.clock.now());
  const code = failure?.code ?? "internal";
  const changed = context.clock.now().toISOString();
  context.log.warn(
    { delivery: delivery.id, target: delivery.target, code, state: next.state, detail: failure ? failure.detail : String(error) },
    "delivery",
  );
  await settle(context.store, delivery, { ...next, code, changed }, { action: next.state, by: "service:outbox", detail: { code } });
}
