import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readConfig } from "../config.ts";
import { importFile } from "../figures/import.ts";
import { say } from "../messages.ts";
import { systemClock } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { migrate } from "../store/migrations.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openAt } from "./store.ts";

interface Options {
  config: string;
  json?: boolean;
  dryRun?: boolean;
}

/** `import TOWN FILE`: takes what is right, names what is not by line and column; 1 when something was refused. */
export async function importTable({ registry, env }: CommandContext, key: string, path: string, options: Options): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const town = config.towns.get(key);
  if (!town) throw new Refusal("town.unknown", { values: { town: key, known: [...config.towns.keys()].join(", ") } });
  const file = { name: basename(path), bytes: readFileSync(path) };
  await using store = openAt(config.installation.store);
  await migrate(store.read);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  const by = `service:import ${env.USER ?? ""}`.trim();
  const result = await importFile({ town, file, source: parts.kim, store, clock: systemClock, by, dryRun: options.dryRun ?? false });
  const refused = result.refused.map((finding) => ({ ...finding, message: say(finding.code, finding.values) }));
  if (options.json) process.stdout.write(`${JSON.stringify({ ...result, refused })}\n`);
  else {
    const where = ({ line, column }: { line: number; column?: string }) =>
      `${file.name}, Zeile ${line}${column ? `, Spalte ${column}` : ""}`;
    for (const finding of refused) process.stdout.write(`${where(finding)}: ${finding.message}\n`);
    const counts = { new: result.new, unchanged: result.unchanged, corrected: result.corrected, refused: result.refusedRows };
    process.stdout.write(`${say(options.dryRun ? "import.would" : "import.done", counts)}\n`);
  }
  return result.refusedRows > 0 ? 1 : 0;
}
