import { missingOf } from "../config/public-pages.ts";
import { readConfig, type TownConfig } from "../config.ts";
import { say } from "../messages.ts";
import type { Health } from "../ports/adapter.ts";
import { systemClock } from "../ports/clock.ts";
import type { Ecm } from "../ports/ecm.ts";
import { UpstreamError } from "../ports/errors.ts";
import { openStore } from "../store/store.ts";
import { inWords } from "../views/in-words.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";

/** `check`: the configuration and every foreign system, one line each; 1 when one of them does not answer as it should. */
export async function check({ registry, env }: CommandContext, options: { config: string; json?: boolean }): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  await using store = openStore(":memory:");
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "error"));
  const lines = await Promise.all([...parts.upstreams].map(async ([name, ask]) => ({ name, ...(await answerOf(ask)) })));
  for (const { name, ok, code, mayWrite, facts } of lines) {
    const [town = "", port, ecm = ""] = name.split(" ");
    const notes =
      port === "ecm" ? ecmNotes({ ok, mayWrite }, parts.ecm(town, ecm)) : name === "renderer" ? [say(`check.renderer.${ok}`)] : [];
    if (options.json) process.stdout.write(`${JSON.stringify({ name, ok, code, mayWrite, facts, notes })}\n`);
    else
      process.stdout.write(
        `${ok ? "ok    " : "FEHLER"} ${name}: ${[...(code ? [inWords(code, "")] : []), ...notes, ...facts].join(" · ")}\n`,
      );
  }
  for (const town of config.towns.values()) sayMissing(town, options.json === true);
  return lines.every(({ ok }) => ok) ? 0 : 1;
}

/** What the public pages of a town lack; nothing is out of order with the service, so the exit status does not change. */
function sayMissing(town: TownConfig, json: boolean): void {
  const missing = missingOf(town);
  if (json) process.stdout.write(`${JSON.stringify({ name: `${town.key} public`, ok: true, missing })}\n`);
  else if (missing.length > 0)
    process.stdout.write(`${say("check.public.missing", { file: `${town.key}.json`, keys: missing.join(", ") })}\n`);
}

/** What the ECM was found to allow, and what happens to versions and withdrawals there. */
function ecmNotes({ ok, mayWrite }: { ok: boolean; mayWrite: boolean | undefined }, ecm: Ecm | undefined): string[] {
  const reached = ok ? [say("check.ecm.reached"), say(mayWrite ? "check.ecm.writes" : "check.ecm.writes-unknown")] : [];
  return [...reached, say(`check.ecm.revise.${ecm?.revise !== undefined}`), say(`check.ecm.withdraw.${ecm?.withdraw !== undefined}`)];
}

async function answerOf(ask: () => Promise<Health>): Promise<Health> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, code: error.code, facts: [] };
    throw error;
  }
}
