import { prolong } from "../store/deliveries/claim.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { WorkerContext } from "./context.ts";

const minute = 60_000;

/** Until when a worker may hold a delivery that it takes now. */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + 10 * minute).toISOString();
}

/**
 * Makes the lease longer every minute, however long the ECM takes, so that nobody else begins with the same delivery.
 * `end` stops that and gives the lease as it was last: whatever is written about the attempt holds only under it.
 */
export function hold({ store, clock, log }: WorkerContext, { id, notBefore }: Delivery): { end(): Promise<string> } {
  let lease = notBefore;
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(async () => {
      const longer = leaseFrom(clock.now());
      if (await prolong(store, { id, notBefore: lease }, longer)) lease = longer;
    });
    last = last.catch((error: unknown) => log.warn({ delivery: id, detail: String(error) }, "lease"));
  }, minute).unref();
  return {
    async end() {
      clearInterval(timer);
      await last;
      return lease;
    },
  };
}
