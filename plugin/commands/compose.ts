import { syncProgress } from "../agenda/sync/progress.ts";
import type { Config, TownConfig } from "../config.ts";
import { ConfigError } from "../config-error.ts";
import type { AppContext } from "../http/context.ts";
import { metrics } from "../http/metrics.ts";
import { precedentSearch } from "../inquiry/precedent.ts";
import { say } from "../messages.ts";
import { type Adapter, type AdapterContext, type Health, SettingsError } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ecm } from "../ports/ecm.ts";
import type { Principal } from "../ports/errors.ts";
import type { Log } from "../ports/log.ts";
import type { Registry } from "../ports/registry.ts";
import type { Ris } from "../ports/ris.ts";
import type { Store } from "../ports/store.ts";
import { publishedReader } from "../public/published.ts";
import type { Tables } from "../store/tables.ts";
import { checkHouses } from "./houses.ts";
import { readiness } from "./readiness.ts";

/** The parts of a running plugin, put together from configuration and registry. */
export interface Parts extends AppContext, AsyncDisposable {
  /** The ECM of that name in that town. */
  readonly ecm: (town: string, name: string) => Ecm | undefined;
  /** Every foreign system under the name by which `check` prints it. */
  readonly upstreams: ReadonlyMap<string, () => Promise<Health>>;
}

const service: Principal = { as: "service", reason: "check" };

/** Opens every adapter that the configuration names. Throws a ConfigError for an unknown adapter or a setting it cannot use. */
export function compose(config: Config, registry: Registry, store: Store<Tables>, clock: Clock, log: Log): Parts {
  const context: AdapterContext = { clock, log };
  const towns = [...config.towns.values()];
  checkHouses(towns);
  const started = clock.now();
  const ris = new Map(towns.map((town) => [town.key, open(registry.ris, "ris", town.ris, context, town)]));
  const ecms = new Map(
    towns.flatMap((town) => town.ecm.map((one) => [`${town.key}/${one.name}`, open(registry.ecm, "ecm", one, context, town)])),
  );
  const { identity, renderer } = config.installation;
  const printer = open(registry.renderer, "renderer", renderer, context);
  const upstreams = new Map<string, () => Promise<Health>>([
    ...[...ris].map(([key, one]) => [`${key} ris`, () => one.check(service)] as const),
    ...[...ecms].map(([key, one]) => [key.replace("/", " ecm "), () => one.check(service)] as const),
    ["renderer", () => printer.check()],
  ]);
  return {
    ...{ config, store, clock, log, upstreams, renderer: printer, metrics: metrics(), syncs: syncProgress(clock) },
    identity: open(registry.identity, "identity", identity, context),
    kim: open(registry.kim, "kim", { adapter: "table", settings: {} }, context),
    ris: (town) => ris.get(town) as Ris,
    ecm: (town, name) => ecms.get(`${town}/${name}`),
    precedents: precedentSearch(store.read),
    published: publishedReader(store.read, clock),
    parts: () => readiness(store, towns, { now: clock.now(), started }),
    [Symbol.asyncDispose]: () => printer[Symbol.asyncDispose](),
  };
}

function open<Port>(
  known: Readonly<Record<string, Adapter<Port>>>,
  port: string,
  choice: { adapter: string; settings: unknown },
  context: AdapterContext,
  town?: TownConfig,
): Port {
  const file = `${town?.key ?? "installation"}.json`;
  const adapter = known[choice.adapter];
  if (!adapter) {
    const mend = say("config.adapter", { name: choice.adapter, known: Object.keys(known).join(", ") });
    throw new ConfigError(say("config.key", { file, key: `${port}.adapter`, mend }));
  }
  try {
    return adapter.open(choice.settings, context);
  } catch (error) {
    if (error instanceof SettingsError)
      throw new ConfigError(say("config.key", { file, key: `${port}.settings.${error.key}`, mend: `${error.mend}.` }));
    throw error;
  }
}
