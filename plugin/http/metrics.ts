import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  /** Labels: operation and status; never an address, a title or a person. */
  readonly requests: Histogram<"operation" | "status">;
  /** Labels: town and the state in which the attempt left the delivery. */
  readonly deliveries: Counter<"town" | "state">;
  /** Labels: town and outcome. */
  readonly syncs: Counter<"town" | "outcome">;
}

export function metrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({ name: "kim_request_seconds", help: "time to answer", labelNames: ["operation", "status"], registers }),
    deliveries: new Counter({
      name: "kim_deliveries_total",
      help: "attempts to file, by the state they led to",
      labelNames: ["town", "state"],
      registers,
    }),
    syncs: new Counter({ name: "kim_syncs_total", help: "runs of the sync", labelNames: ["town", "outcome"], registers }),
  };
}

/** Counts every request under the name of its operation. */
export function measured(all: Metrics): RequestHandler {
  return (request, response, next) => {
    const stop = all.requests.startTimer();
    response.once("finish", () => {
      const { openapi } = request as { openapi?: { schema?: { operationId?: string } } };
      stop({ operation: openapi?.schema?.operationId ?? "asset", status: String(response.statusCode) });
    });
    next();
  };
}
