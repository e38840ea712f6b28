import { readConfig } from "../config.ts";
import { migrate } from "../store/migrations.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { openAt } from "./store.ts";

/** `migrate`: brings the schema up to date and names the steps taken. */
export async function migrateStore({ env }: CommandContext, options: { config: string; json?: boolean }): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  await using store = openAt(config.installation.store);
  const steps = await migrate(store.read);
  process.stdout.write(options.json ? `${JSON.stringify({ steps })}\n` : `${steps.join("\n") || "up to date"}\n`);
  return 0;
}
