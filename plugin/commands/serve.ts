import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config } from "../config.ts";
import { app } from "../http/app.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Registry } from "../ports/registry.ts";
import { migrate } from "../store/migrations.ts";
import { compose, type Parts } from "./compose.ts";
import { openAt } from "./store.ts";
import { startWorkers } from "./workers.ts";

export interface Running extends AsyncDisposable {
  readonly url: string;
  readonly parts: Parts;
}

/**
 * Starts the plugin with its workers on the configured address. `before` runs on the migrated store, before anything
 * is served. Throws a StoreInUse when the store is open elsewhere, and the system's error when the port is taken; what was
 * opened until then is closed again.
 */
export async function serve(
  config: Config,
  registry: Registry,
  clock: Clock,
  log: Log,
  before: (parts: Parts) => Promise<void> = async () => {},
): Promise<Running> {
  const { host, port, store: path } = config.installation;
  await using opened = new AsyncDisposableStack();
  const store = opened.use(openAt(path));
  await migrate(store.read);
  const parts = opened.use(compose(config, registry, store, clock, log));
  await before(parts);
  const server = createServer(app(parts)).listen(port, host);
  await once(server, "listening");
  const stopping = new AbortController();
  const workers = startWorkers(parts, stopping.signal);
  const address = server.address() as AddressInfo;
  log.info({ host, port: address.port }, "listening");
  opened.defer(async () => {
    stopping.abort();
    server.close();
    server.closeAllConnections();
    await workers;
  });
  const running = opened.move();
  return { parts, url: `http://localhost:${address.port}`, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
