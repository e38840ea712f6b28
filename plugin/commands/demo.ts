import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../config.ts";
import { importFile } from "../figures/import.ts";
import { say } from "../messages.ts";
import { systemClock } from "../ports/clock.ts";
import { openStore } from "../store/store.ts";
import type { Parts } from "./compose.ts";
import { stderrLog } from "./log.ts";
import type { CommandContext, ExitStatus } from "./program.ts";
import { untilStopped } from "./run.ts";
import { serve } from "./serve.ts";
import { syncTown } from "./workers.ts";

const samples = fileURLToPath(new URL("../demo/", import.meta.url));

/**
 * `demo`: four sample towns with a fake RIS and a fake ECM on the next two ports, and the plugin on PORT (8080).
 * Every start begins anew in `.demo/` of the working directory.
 */
export async function demo({ registry, env }: CommandContext): Promise<ExitStatus> {
  const port = Number(env.PORT ?? 8080);
  const folder = join(process.cwd(), ".demo");
  startAnew(folder);
  const base = `http://localhost:${port}`;
  const ris = await registry.simulators.ris.listen({ port: port + 1, panelUrl: base });
  const ecm = await registry.simulators.ecm.listen({ port: port + 2 });
  const config = readConfig(join(samples, "config"), {
    KIM_DEMO_BASE: base,
    KIM_DEMO_STORE: join(folder, "kim.db"),
    KIM_DEMO_DROP: join(folder, "ablage"),
    KIM_DEMO_SECRET: randomBytes(32).toString("base64url"),
    KIM_DEMO_ECM: ecm.url,
    KIM_DEMO_RIS: ris.url,
    ...Object.fromEntries(
      ["KOELN", "AACHEN", "GLADBECK", "MUENCHEN"].map((town) => [`KIM_DEMO_RIS_${town}`, `${ris.url}/${town.toLowerCase()}/oparl/system`]),
    ),
  });
  const installation = { ...config.installation, port };
  const log = stderrLog(env.LOG_LEVEL ?? "warn");
  const running = await serve({ ...config, installation }, registry, systemClock, log, fill);
  process.stdout.write(`${say("demo.ready", { plugin: running.url, ris: ris.url, ecm: ecm.url, drop: join(folder, "ablage") })}\n`);
  return untilStopped(running, ris, ecm);
}

/** A second demo on the same folder is refused before the first one's store is touched. */
function startAnew(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "kim.db");
  void openStore(path)[Symbol.asyncDispose]();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
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
  }
}
