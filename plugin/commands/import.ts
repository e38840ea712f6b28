import { existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type Config, readConfig } from "../config.ts";
import type { Profile } from "../figures/import/profile.ts";
import { readProfile } from "../figures/import/read-profile.ts";
import { spoken } from "../figures/import/report.ts";
import { importFile } from "../figures/import.ts";
import { say } from "../messages.ts";
import { systemClock } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { migrate } from "../store/migrations.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openAt } from "./store.ts";
import { townNamed } from "./town.ts";

interface Options {
  config: string;
  json?: boolean;
  dryRun?: boolean;
  profile?: string;
}

/** Larger than any source takes, so that nothing larger is ever held in memory. */
const mostBytes = 100 * 1024 * 1024;

/**
 * `import TOWN FILE`: takes what is right, names what is not by line and column, shows what was and what is of everything
 * corrected; 1 when something was refused.
 */
export async function importTable({ registry, env }: CommandContext, key: string, path: string, options: Options): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const town = townNamed(config.towns, key);
  const profile = options.profile === undefined ? {} : { profile: profileOf(config, key, options.profile) };
  if (statSync(path).size > mostBytes) throw new Refusal("import.too-large");
  const file = { name: basename(path), bytes: readFileSync(path) };
  await using store = openAt(config.installation.store);
  await migrate(store.read);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  const by = `service:import ${env.USER ?? ""}`.trim();
  const dryRun = options.dryRun ?? false;
  const report = spoken(await importFile({ town, file, source: parts.kim, store, clock: systemClock, by, dryRun, ...profile }));
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printed(file.name, report));
  return report.refusedRows > 0 ? 1 : 0;
}

/** A file, or the name of a profile that is stored with the configuration. */
function profileOf({ profiles }: Config, town: string, given: string): Profile {
  if (existsSync(given)) return readProfile(given);
  const stored = profiles.get(town);
  const found = stored?.get(given);
  if (found) return found;
  throw new Refusal("import.profile-unknown", { values: { name: given, known: [...(stored?.keys() ?? [])].join(", ") || "–" } });
}

function printed(file: string, report: ReturnType<typeof spoken>): string {
  const where = ({ line, column }: { line: number; column?: string }) => `${file}, Zeile ${line}${column ? `, Spalte ${column}` : ""}`;
  const refused = report.refused.map((finding) => `${where(finding)}: ${finding.message}`);
  const corrected = report.corrections.map((one) => {
    const changes = one.changes.map((change) => `${change.column} ${change.old || "–"} → ${change.new || "–"}`);
    return `${where(one)}: ${one.fact}: ${changes.join("; ")}`;
  });
  const counts = { new: report.new, unchanged: report.unchanged, corrected: report.corrected, refused: report.refusedRows };
  const total = say(report.dryRun ? "import.would" : "import.done", counts);
  return `${[...refused, ...corrected, ...report.notes.map(({ message }) => message), total].join("\n")}\n`;
}
