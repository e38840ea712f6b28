import type { Config, TownConfig } from "../config.ts";
import type { Health } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Identity } from "../ports/identity.ts";
import type { KimSource } from "../ports/kim.ts";
import type { Log } from "../ports/log.ts";
import type { Renderer } from "../ports/renderer.ts";
import type { Ris } from "../ports/ris.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import type { Tables } from "../store/tables.ts";
import { assertTown } from "./auth.ts";
import type { Metrics } from "./metrics.ts";
import type { OperationRequest } from "./operation.ts";

/** Everything the routes may use, put together in main.ts. */
export interface AppContext {
  readonly config: Config;
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly identity: Identity;
  readonly renderer: Renderer;
  readonly kim: KimSource;
  /** The RIS of a town by its key. */
  readonly ris: (town: string) => Ris;
  /** Names and states of the parts this service needs, for /health/ready. */
  readonly parts: () => Promise<Readonly<Record<string, Health>>>;
}

/**
 * The configuration of a town, by key or by the path of a request; of a request only if its person works for that town.
 * A Refusal with status 404 otherwise.
 */
export function townOf(context: AppContext, from: string | OperationRequest): TownConfig {
  const key = typeof from === "string" ? from : (from.params.town ?? "");
  const town = context.config.towns.get(key);
  if (!town) throw new Refusal("unknown", { status: 404 });
  if (typeof from !== "string") assertTown(from, key);
  return town;
}
