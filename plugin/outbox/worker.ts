import { UpstreamError } from "../ports/errors.ts";
import { claim } from "../store/deliveries/claim.ts";
import { settle } from "../store/deliveries.ts";
import type { Attempt, Outcome, WorkerContext } from "./context.ts";
import { handOver } from "./enqueue.ts";
import { failed } from "./failed.ts";
import { fileDocument } from "./file.ts";
import { hold, leaseFrom } from "./lease.ts";
import { withdrawDocument } from "./withdraw.ts";

/**
 * Works on one due delivery; false when nothing is due. At most one document reaches the ECM per delivery: whatever may have
 * been sent before is looked for first, by our reference, and filed only if it is certainly absent.
 */
export async function deliverNext(context: WorkerContext): Promise<boolean> {
  const { store, clock, breaker } = context;
  const now = clock.now();
  const when = { now: now.toISOString(), lease: leaseFrom(now) };
  const claimed = await claim(store, when, { targets: [handOver], resting: breaker.resting(now) });
  if (!claimed) return false;
  const attempt: Attempt = { ...claimed, place: null };
  const lease = hold(context, claimed.delivery);
  try {
    const ecm = context.ecm(claimed.delivery.town, claimed.delivery.target);
    if (!ecm) throw new UpstreamError({ system: "ecm", operation: "file", kind: "permanent", code: "target-missing" });
    const work = claimed.delivery.action === "file" ? fileDocument : withdrawDocument;
    const outcome = await work(context, ecm, attempt);
    breaker.succeeded(claimed.delivery);
    await succeeded(context, attempt, outcome, await lease.end());
  } catch (error) {
    await failed(context, attempt, error, await lease.end());
  }
  return true;
}

async function succeeded(context: WorkerContext, { delivery, place }: Attempt, outcome: Outcome, notBefore: string): Promise<void> {
  const changed = context.clock.now().toISOString();
  const by = "service:outbox";
  const seen = place && { objectId: place.objectId, objectVersion: place.version, objectName: place.name };
  const change =
    outcome.state === "confirmed" ? { ...outcome, ...seen, code: null, confirmedBy: by, confirmedAt: changed } : { ...outcome, code: null };
  const action = delivery.action === "withdraw" && outcome.state === "confirmed" ? "marked-withdrawn" : outcome.state;
  const detail = { ...seen, sha256: delivery.sha256, onBehalfOf: delivery.onBehalfOf };
  const kept = await settle(context.store, delivery, { ...change, changed }, { action, by, detail }, { state: "sent", notBefore });
  if (kept) context.attempted({ town: delivery.town, state: outcome.state });
  else context.log.warn({ delivery: delivery.id, target: delivery.target }, "lease lost");
}
