import { pino } from "pino";
import type { Log } from "../ports/log.ts";

/** Progress and logs go to standard error; standard output is for data. */
export function stderrLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
