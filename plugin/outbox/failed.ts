import { UpstreamError } from "../ports/errors.ts";
import { settle } from "../store/deliveries.ts";
import type { Attempt, WorkerContext } from "./context.ts";
import { after } from "./retry.ts";

/** Permanent failures that are about one document and not about the target. */
const ofDocument = new Set(["name-taken", "content-differs", "ecm-not-found", "ecm-constraint", "withdraw-by-hand", "internal"]);

/**
 * Writes down what became of an attempt that failed. While its target is down, that is no failure of the delivery: it waits as it was.
 * The documents themselves never reach the log.
 */
export async function failed(context: WorkerContext, attempt: Attempt, error: unknown, lease: string): Promise<void> {
  const { store, clock, log } = context;
  const { delivery, place } = attempt;
  const failure = error instanceof UpstreamError ? error : null;
  const [kind, code] = [failure?.kind ?? "permanent", failure?.code ?? "internal"] as const;
  const now = clock.now();
  const { rested, until } = rest(context, attempt, kind, code, now);
  const attempts = rested ? delivery.attempts - 1 : delivery.attempts;
  // What was read back and differs is there, and no look will change that.
  const inDoubt = attempt.inDoubt && code !== "content-differs";
  const next = after(rested ? "transient" : kind, attempts, now, inDoubt);
  const notBefore = until && until > next.notBefore ? until : next.notBefore;
  const seen = place && { objectId: place.objectId, objectVersion: place.version, objectName: place.name };
  const detail = failure ? failure.detail : String(error);
  log.warn({ delivery: delivery.id, target: delivery.target, code, state: next.state, detail }, "delivery");
  const change = { ...next, ...seen, notBefore, attempts, code, changed: now.toISOString() };
  const deed = { action: next.state, by: "service:outbox", detail: { code } };
  const kept = await settle(store, delivery, change, deed, { state: "sent", notBefore: lease });
  if (kept) context.attempted({ town: delivery.town, state: next.state });
  else log.warn({ delivery: delivery.id, target: delivery.target }, "lease lost");
}

/** Tells the breaker. `rested`: the target has failed in this way so often that it says nothing about the delivery. */
function rest({ breaker }: WorkerContext, { delivery }: Attempt, kind: string, code: string, now: Date) {
  if (kind === "permanent" && ofDocument.has(code)) return { rested: false, until: null };
  const rested = kind === "transient" ? breaker.isDown(delivery) : kind === "permanent" && breaker.isDown(delivery, code);
  return { rested, until: breaker.failed(delivery, code, now).toISOString() };
}
