import { sync } from "../agenda/sync.ts";
import { readConfig } from "../config.ts";
import { SettingsError } from "../ports/adapter.ts";
import { systemClock } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { migrate } from "../store/migrations.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openAt } from "./store.ts";
import { townNamed } from "./town.ts";
import { syncTown } from "./workers.ts";

interface Options {
  config: string;
  json?: boolean;
  full?: boolean;
  ris?: string;
  url?: string;
  store?: string;
}

/** The one town of a store that was made without a configuration. */
const standalone = "ris";

type Report = Awaited<ReturnType<typeof sync>>;

/** `sync TOWN`, or without configuration `sync --ris oparl --url … --store …`; 1 when something was quarantined or a list ended early. */
export async function syncRis(context: CommandContext, town: string | undefined, options: Options): Promise<ExitStatus> {
  const report = options.ris ? await withoutConfig(context, options) : await configured(context, town, options);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : text(report));
  return report.complete && report.quarantined.length === 0 ? 0 : 1;
}

async function configured({ registry, env }: CommandContext, key: string | undefined, options: Options): Promise<Report> {
  const config = readConfig(options.config, env);
  const town = townNamed(config.towns, key);
  await using store = openAt(config.installation.store);
  await migrate(store.read);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  return await syncTown(parts, town, options.full);
}

async function withoutConfig({ registry, env }: CommandContext, options: Options): Promise<Report> {
  const { ris: known } = await registry();
  const adapter = known[options.ris ?? ""];
  if (!adapter) throw new Refusal("config.adapter", { values: { name: options.ris ?? "", known: Object.keys(known).join(", ") } });
  if (!options.url || !options.store) throw new Refusal("sync.options");
  const log = stderrLog(env.LOG_LEVEL ?? "warn");
  try {
    const ris = adapter.open({ url: options.url }, { clock: systemClock, log });
    await using store = openAt(options.store);
    await migrate(store.read);
    const onBehalfOf = { as: "service", reason: "sync" } as const;
    return await sync({ town: standalone, ris, store, clock: systemClock, log, full: options.full ?? false, onBehalfOf });
  } catch (error) {
    if (error instanceof SettingsError) throw new Refusal("settings", { values: { mend: error.message } });
    throw error;
  }
}

function text(report: Report): string {
  const lines = Object.entries(report.stored).map(
    ([type, stored]) => `${type.padEnd(16)} ${stored} stored, ${report.read[type] ?? 0} read, ${report.deleted[type] ?? 0} deleted`,
  );
  const findings = report.quarantined.map(({ url, type, reason }) => `quarantined ${type} ${url}: ${reason}`);
  const end = `${report.requests} requests, ${report.dangling} dangling links, ${report.complete ? "complete" : "INCOMPLETE"}`;
  return `${[...lines, ...findings, end].join("\n")}\n`;
}
