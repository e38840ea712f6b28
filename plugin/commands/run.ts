import { provesNobody, readConfig } from "../config.ts";
import { systemClock } from "../ports/clock.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { stderrLog } from "./log.ts";
import { serve } from "./serve.ts";

/** `serve`: until it is told to stop. */
export async function serveForever({ registry, env }: CommandContext, options: { config: string }): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const log = stderrLog(env.LOG_LEVEL ?? "info");
  const { adapter } = config.installation.identity;
  if (provesNobody(adapter)) log.warn({ adapter }, "anybody can sign in as anybody");
  const running = await serve(config, await registry(), systemClock, log);
  return untilStopped(running);
}

/** Waits for a signal, or for the npm that started us to be gone, and takes everything down in order. */
export async function untilStopped(...running: AsyncDisposable[]): Promise<ExitStatus> {
  await new Promise<void>((stop) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => stop());
    watchParent(stop);
  });
  for (const one of running) await one[Symbol.asyncDispose]();
  return 0;
}

// npm passes a signal on to its shell only, and the shell does not pass it on: `npm start`, stopped from outside, would leave us behind.
function watchParent(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
}
