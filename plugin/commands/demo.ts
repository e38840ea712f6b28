import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Installation } from "../config/schema.ts";
import { readConfig } from "../config.ts";
import { importFile } from "../figures/import.ts";
import { seriesOf } from "../figures/series.ts";
import { vouch } from "../figures/vouch.ts";
import { say } from "../messages.ts";
import type { Simulation } from "../ports/adapter.ts";
import { systemClock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { EcmConnection, Registry } from "../ports/registry.ts";
import { Refusal } from "../refusal.ts";
import { currentFigures } from "../store/figures.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import type { Parts } from "./compose.ts";
import { openSampleCases } from "./demo-cases.ts";
import { stderrLog } from "./log.ts";
import { untilStopped } from "./run.ts";
import { type Running, serve } from "./serve.ts";
import { openAt } from "./store.ts";
import { syncTown } from "./workers.ts";

const samples = fileURLToPath(new URL("../demo/", import.meta.url));

/**
 * `demo`: four sample towns with a fake RIS and a fake ECM on the next two ports, and the plugin on PORT (8080).
 * Every start begins anew in `.demo/` of the working directory.
 */
export async function demo({ registry, env }: CommandContext): Promise<ExitStatus> {
  const port = portOf(env.PORT);
  const folder = join(process.cwd(), ".demo");
  const demo = await startDemo(await registry(), { folder, ports: [port, port + 1, port + 2], log: stderrLog(env.LOG_LEVEL ?? "warn") });
  const { plugin, ris, ecm } = demo;
  process.stdout.write(
    `${say("demo.ready", { plugin: plugin.url, ris: ris.url, ecm: ecm.url.replace("//127.0.0.1:", "//localhost:"), drop: join(folder, "ablage") })}\n`,
  );
  return untilStopped(demo);
}

/** The first of three ports in a row, from PORT; set to nothing is not set. Throws a Refusal when there is no such port. */
export function portOf(given: string | undefined): number {
  if (!given) return 8080;
  const port = Number(given);
  if (!/^\d+$/.test(given) || port < 1 || port > 65_533) throw new Refusal("port.invalid", { values: { given } });
  return port;
}

export interface Demo extends AsyncDisposable {
  readonly plugin: Running;
  readonly ris: Simulation<unknown>;
  readonly ecm: Simulation<EcmConnection>;
  /** With which Köln's data office pushes figures; another one at every start. */
  readonly dataToken: string;
}

/** Starts the sample towns: fakes first, then the plugin, filled before it is served. Ports: plugin, RIS, ECM. When one fails, none is left. */
export async function startDemo(
  registry: Registry,
  options: { folder: string; ports: readonly [number, number, number]; log: Log; installation?: Partial<Installation> },
): Promise<Demo> {
  const { folder, ports, log } = options;
  startAnew(folder);
  const base = `http://localhost:${ports[0]}`;
  await using started = new AsyncDisposableStack();
  const ris = started.use(await registry.simulators.ris.listen({ port: ports[1], panelUrl: base }));
  const ecm = started.use(await registry.simulators.ecm.listen({ port: ports[2] }));
  const environment = demoEnvironment({ folder, base, ris, ecm });
  const config = readConfig(join(samples, "config"), environment);
  const installation = { ...config.installation, ...options.installation, port: ports[0] };
  const plugin = started.use(await serve({ ...config, installation }, registry, systemClock, log, fill));
  const running = started.move();
  const dataToken = environment.KIM_DEMO_DATA_TOKEN ?? "";
  return { plugin, ris, ecm, dataToken, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

const paths = (folder: string) => ({ KIM_DEMO_STORE: join(folder, "kim.db"), KIM_DEMO_DROP: join(folder, "ablage") });

/** What plugin/demo/config takes from the environment. */
export function demoEnvironment(of: {
  folder: string;
  base: string;
  ris: { url: string };
  ecm: Simulation<EcmConnection>;
}): Record<string, string> {
  const { folder, base, ris, ecm } = of;
  const towns = ["koeln", "aachen", "gladbeck", "muenchen"].map((town) => [
    `KIM_DEMO_RIS_${town.toUpperCase()}`,
    `${ris.url}/${town}/oparl/system`,
  ]);
  // Further portals of the fake RIS on the data of a town.
  const portals = { koeln: "koeln", koeln_mandat: "koeln-mandat", aachen: "aachen/public", aachen_alt: "aachen-alt" };
  const folders = Object.fromEntries(Object.entries(portals).map(([key, folder]) => [key, `${ris.url}/${folder}/`]));
  const named = (prefix: string, values: object) => Object.entries(values).map(([key, value]) => [`${prefix}_${key.toUpperCase()}`, value]);
  const { connection, subjectArea, businessDatum } = ecm.world.fabasoft;
  const logins = [
    ...named("KIM_DEMO_ECM", ecm.world.connection),
    ...named("KIM_DEMO_PORTAL", folders),
    ...named("KIM_DEMO_FABASOFT", { ...connection, subjectArea, businessDatum }),
  ];
  const secret = randomBytes(32).toString("base64url");
  return {
    ...Object.fromEntries([...towns, ...logins]),
    ...paths(folder),
    KIM_DEMO_BASE: base,
    KIM_DEMO_RIS: ris.url,
    KIM_DEMO_SECRET: secret,
    KIM_DEMO_DATA_TOKEN: randomBytes(32).toString("base64url"),
  };
}

/** A second demo on the same folder is refused before the first one's store is touched. */
function startAnew(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "kim.db");
  void openAt(path)[Symbol.asyncDispose]();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  mkdirSync(paths(folder).KIM_DEMO_DROP);
}

async function fill(parts: Parts): Promise<void> {
  for (const town of parts.config.towns.values()) {
    await syncTown(parts, town);
    for (const kind of ["figures", "statements"]) {
      const name = `${town.key}.csv`;
      const file = { name, bytes: readFileSync(join(samples, kind, name)) };
      const { store, clock, kim: source } = parts;
      await importFile({ town, file, source, store, clock, by: "service:demo", dryRun: false });
    }
    await vouchForSamples(parts, town.key);
    await openSampleCases(parts, town);
  }
}

/** As many values make a development worth showing. */
const development = 3;

/**
 * Examples stay usable however long the demo is kept, and so does a published series that shows a development; a single
 * published value grows old as in life. The sheet says that it was the demo that allowed it.
 */
async function vouchForSamples({ store, clock }: Parts, town: string): Promise<void> {
  const by = { id: "service:demo", name: say("demo.vouch-by") };
  for (const { figures } of seriesOf(await currentFigures(store.read, town), [])) {
    const newest = figures.at(-1);
    if (!newest || (!newest.example && figures.length < development)) continue;
    await vouch({ store, clock }, { town, figure: newest.id, reason: say("demo.vouch-reason"), by });
  }
}
