import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhen, retry, wrap } from "cockatiel";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { statusFailure } from "./http/failure.ts";
import type { Outbound, OutboundRequest, Reply } from "./http.ts";

/**
 * Makes calls that only read again when they failed for a passing reason: three tries, waiting `firstWaitMs`, then four times that, and at least
 * as long as `Retry-After` asks (at most a minute). After six failures in a row the system is taken to be down and is left alone for a minute:
 * code `unavailable`. Not for calls that change something: those are repeated by the outbox, which looks first.
 */
export function patient(http: Outbound, system: string, firstWaitMs = 500): (request: OutboundRequest) => Promise<Reply> {
  const passing = handleWhen((error) => error instanceof UpstreamError && error.kind === "transient" && error.code !== "aborted");
  const asked = new WeakMap<Error, number>();
  const backoff = new DelegateBackoff((context: { attempt: number; result: object }) => {
    const error = "error" in context.result ? (context.result.error as Error) : undefined;
    return Math.max(firstWaitMs * 4 ** (context.attempt - 1), (error && asked.get(error)) ?? 0);
  });
  const policy = wrap(
    retry(passing, { maxAttempts: 2, backoff }),
    circuitBreaker(passing, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(6) }),
  );

  async function once(request: OutboundRequest): Promise<Reply> {
    const reply = await http.send({ ...request, accept: (status) => busy(status) || (request.accept?.(status) ?? false) });
    if (!busy(reply.status)) return reply;
    const failure = statusFailure(reply.status, { system, operation: request.operation, safe: true, sent: true });
    asked.set(failure, retryAfter(reply.headers["retry-after"]));
    throw failure;
  }

  return async (request) => {
    try {
      return await policy.execute(() => once(request), request.signal);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new UpstreamError({ system, operation: request.operation, kind: "transient", code: "unavailable" });
    }
  };
}

const busy = (status: number) => status === 429 || status === 503;

/** Milliseconds; dates are understood as well as seconds. */
function retryAfter(header: string | undefined): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), 60) * 1000;
}
