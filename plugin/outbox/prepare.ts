import { UpstreamError } from "../ports/errors.ts";
import { keepRendered, unrendered } from "../store/deliveries/rendered.ts";
import { settle } from "../store/deliveries.ts";
import type { WorkerContext } from "./context.ts";
import { after } from "./retry.ts";

/**
 * Renders the documents of one subject, all parts at once, so that they wait for the ECM or for the person who hands them over. Done before
 * anything is sent: that no PDF can be made is no failure of the target. False when none is missing.
 */
export async function prepare(context: WorkerContext): Promise<boolean> {
  const { store, clock, log } = context;
  const delivery = await unrendered(store.read, clock.now().toISOString());
  if (!delivery) return false;
  const by = "service:outbox";
  try {
    const { folder, render } = await context.outgoing(delivery);
    const parts = await render();
    if (!parts.some(({ part }) => part === delivery.part)) throw new Error(`nothing was made for the part ${delivery.part}`);
    await keepRendered(store, delivery, { parts, folder: JSON.stringify(folder) }, { at: clock.now().toISOString(), by });
  } catch (error) {
    const failure = error instanceof UpstreamError ? error : null;
    const now = clock.now();
    const attempts = delivery.attempts + 1;
    const next = after(failure?.kind === "permanent" || !failure ? "permanent" : "transient", attempts, now);
    const code = failure?.code ?? "internal";
    log.warn({ delivery: delivery.id, code, state: next.state, detail: failure ? failure.detail : String(error) }, "render");
    const deed = { action: next.state, by, detail: { code } };
    const { state, notBefore } = delivery;
    await settle(store, delivery, { ...next, attempts, code, changed: now.toISOString() }, deed, { state, notBefore });
  }
  return true;
}
