import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type Delivery, type DeliveryChange, settle } from "../store/deliveries.ts";
import type { DeliveryState } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { handOver } from "./enqueue.ts";

/** `arrived`: it lies there, or was done by hand; `again`: it does not, send it; `given-up`: it is not to be sent any more. */
export type Resolution = "handed-over" | "arrived" | "again" | "given-up";

/** From which states a person may say what: only of the hand-over that it was handed over, only of an unclear one what became of it. */
const allowed: Record<Resolution, readonly DeliveryState[]> = {
  "handed-over": ["queued"],
  arrived: ["uncertain", "failed", "handed-over"],
  again: ["uncertain", "failed"],
  "given-up": ["failed"],
};

/** Where each of them leads; said twice, it has happened already. */
const leadsTo: Record<Resolution, readonly DeliveryState[]> = {
  "handed-over": ["handed-over", "confirmed"],
  arrived: ["confirmed"],
  again: ["queued", "sent", "confirmed"],
  "given-up": ["not-due"],
};

/** May a person say this of the delivery now? What waits for the RIS client waits for a person: to be taken over, to be removed, or not to be. */
export function mayResolve({ target, state, action }: Pick<Delivery, "target" | "state" | "action">, resolution: Resolution): boolean {
  if (target === handOver && state === "queued") {
    return action === "file" ? resolution === "handed-over" || resolution === "given-up" : resolution === "arrived";
  }
  return resolution !== "handed-over" && allowed[resolution].includes(state);
}

/**
 * A person looked and says what became of a delivery. `again` looks for the document before it is sent; what was withdrawn in the meantime
 * is never sent. A second click changes nothing.
 */
export async function resolveDelivery(
  context: { store: Store<Tables>; clock: Clock },
  delivery: Delivery,
  resolution: Resolution,
  by: string,
): Promise<void> {
  const { state, notBefore, sha256 } = delivery;
  if (!mayResolve(delivery, resolution)) {
    if (leadsTo[resolution].includes(state)) return;
    throw new Refusal("decision.too-late");
  }
  const now = context.clock.now().toISOString();
  const deed = { action: resolution, by, detail: { from: state, sha256 } };
  await settle(context.store, delivery, { ...change(delivery, resolution, by, now), changed: now }, deed, { state, notBefore });
}

function change({ recalled, attempts }: Delivery, resolution: Resolution, by: string, at: string): Omit<DeliveryChange, "changed"> {
  if (resolution === "handed-over") return { state: "handed-over", handedOverBy: by, handedOverAt: at, code: null };
  if (resolution === "arrived") return { state: "confirmed", confirmedBy: by, confirmedAt: at, code: null };
  if (resolution === "given-up" || recalled) return { state: "not-due" };
  // Eight new attempts, and the first begins with a look if it was ever sent.
  return { state: "queued", notBefore: at, attempts: Math.min(attempts, 1) };
}
