import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { type Delivery, settle } from "../store/deliveries.ts";
import type { DeliveryState } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { handOver } from "./enqueue.ts";

export type Resolution = "handed-over" | "arrived" | "again";

/** From which states a person may say what: only of the hand-over that it was handed over, only of an unclear one what became of it. */
const allowed: Record<Resolution, readonly DeliveryState[]> = {
  "handed-over": ["queued"],
  arrived: ["uncertain", "failed", "handed-over"],
  again: ["uncertain", "failed"],
};

/** A person looked and says what became of a delivery. `again` looks for the document before it is sent. */
export async function resolveDelivery(
  context: { store: Store<Tables>; clock: Clock },
  delivery: Delivery,
  resolution: Resolution,
  by: string,
): Promise<void> {
  const isHandOver = delivery.target === handOver;
  if (!allowed[resolution].includes(delivery.state) || (resolution === "handed-over") !== (isHandOver && delivery.state === "queued")) {
    throw new Refusal("decision.too-late");
  }
  const now = context.clock.now().toISOString();
  const change = {
    "handed-over": { state: "handed-over" },
    arrived: { state: "confirmed" },
    again: { state: "queued", notBefore: now },
  } as const satisfies Record<Resolution, { state: DeliveryState; notBefore?: string }>;
  const detail = { from: delivery.state, sha256: delivery.sha256 };
  await settle(context.store, delivery, { ...change[resolution], changed: now }, { action: resolution, by, detail });
}
