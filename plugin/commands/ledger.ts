import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readConfig } from "../config.ts";
import { describeFinding } from "../figures/import/report.ts";
import { findIndicator } from "../figures/indicators.ts";
import { enterForeign } from "../figures/publication/foreign.ts";
import { ledgerCsv, ledgerTables } from "../figures/publication/ledger-table.ts";
import { say } from "../messages.ts";
import { systemClock } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { migrate } from "../store/migrations.ts";
import { ledger } from "../store/publications.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openAt, openToRead } from "./store.ts";
import { townNamed } from "./town.ts";

interface ExportOptions {
  config: string;
  json?: boolean;
  indicator?: string;
  asOf?: string;
  ags?: string;
}

/** `ledger export TOWN`: everything that became public; with `--indicator` and `--as-of` as tables for `protect --ledger`. */
export async function exportLedger({ env }: CommandContext, key: string, options: ExportOptions): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const town = townNamed(config.towns, key);
  await using store = openToRead(config.installation.store);
  const entries = await ledger(store.read, town.key);
  const { indicator, asOf, ags = town.ags } = options;
  if (options.json) process.stdout.write(`${JSON.stringify(entries)}\n`);
  else if (indicator === undefined) process.stdout.write(ledgerCsv(entries));
  else {
    if (!findIndicator(indicator)) throw new Refusal("import.indicator");
    if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf ?? "")) throw new Refusal("count.as-of");
    const cells = entries.map(({ cell }) => cell);
    process.stdout.write(ledgerTables(cells, { indicator, ags, asOf: asOf as string }));
  }
  return 0;
}

/** `ledger add TOWN FILE --title`: a table of somebody else; 1 when rows were refused. */
export async function addToLedger(
  { registry, env }: CommandContext,
  key: string,
  path: string,
  options: { config: string; title: string; json?: boolean },
): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const town = townNamed(config.towns, key);
  const file = { name: basename(path), bytes: readFileSync(path) };
  await using store = openAt(config.installation.store);
  await migrate(store.read);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  const by = `service:ledger ${env.USER ?? ""}`.trim();
  const report = await enterForeign({ store, clock: systemClock, by }, { town, file, source: parts.kim, title: options.title });
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    for (const finding of report.refused) process.stdout.write(`${file.name}: ${describeFinding(finding)}\n`);
    process.stdout.write(`${say("publication.foreign.done", { taken: report.taken, refused: report.refused.length })}\n`);
  }
  return report.refused.length > 0 ? 1 : 0;
}
