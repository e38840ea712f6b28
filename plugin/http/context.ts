import type { SyncProgresses } from "../agenda/sync/progress.ts";
import type { Config } from "../config.ts";
import type { Precedents } from "../inquiry/precedent.ts";
import type { Health } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Identity } from "../ports/identity.ts";
import type { KimSource } from "../ports/kim.ts";
import type { Log } from "../ports/log.ts";
import type { Renderer } from "../ports/renderer.ts";
import type { Ris } from "../ports/ris.ts";
import type { Store } from "../ports/store.ts";
import type { PublishedReader } from "../public/published.ts";
import type { Tables } from "../store/tables.ts";
import type { Metrics } from "./metrics.ts";

/** Everything the routes may use, put together in main.ts. */
export interface AppContext {
  readonly config: Config;
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where the reading of each RIS stands. */
  readonly syncs: SyncProgresses;
  readonly identity: Identity;
  readonly renderer: Renderer;
  readonly kim: KimSource;
  /** The RIS of a town by its key. */
  readonly ris: (town: string) => Ris;
  readonly precedents: Precedents;
  readonly published: PublishedReader;
  /** Names and states of the parts this service needs, for /health/ready. */
  readonly parts: () => Promise<Readonly<Record<string, Health>>>;
}
