import type { Clock } from "../ports/clock.ts";
import type { Ecm } from "../ports/ecm.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { Claimed } from "../store/deliveries/claim.ts";
import type { Rendered } from "../store/deliveries/rendered.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { Tables } from "../store/tables.ts";
import type { Breaker } from "./breaker.ts";

/** What a delivery carries, and where it belongs in the ECM. */
export interface Outgoing {
  readonly folder: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** All parts of the subject at once. Called once per subject; the bytes are kept and sent unchanged ever after. */
  render(): Promise<readonly Rendered[]>;
}

export interface WorkerContext {
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly log: Log;
  readonly breaker: Breaker;
  /** The ECM of that name in that town. */
  readonly ecm: (town: string, target: string) => Ecm | undefined;
  readonly outgoing: (delivery: Delivery) => Promise<Outgoing>;
  /** Counts an attempt by the state in which it left the delivery. */
  readonly attempted: (of: Pick<Delivery, "town" | "state">) => void;
}

/** How one attempt stands; what is learnt on the way is written into it, for the case that it fails. */
export interface Attempt extends Claimed {
  /** The document may be there: whatever fails now must not say that it is not. */
  inDoubt: boolean;
  /** Where it was seen. */
  place: { objectId: string; version: string; name: string } | null;
}

/** How an attempt ended well. `not-due`: nothing was there to be done. */
export type Outcome =
  | { readonly state: "confirmed"; readonly folder: string | null; readonly separate: number }
  | { readonly state: "not-due" };
