import { writeFileSync } from "node:fs";
import { readConfig } from "../config.ts";
import { parseDate } from "../figures/import/date.ts";
import { readStatus } from "../figures/status-sheet/read.ts";
import { statusView } from "../figures/status-sheet/view.ts";
import { systemClock, today } from "../ports/clock.ts";
import type { Renderer } from "../ports/renderer.ts";
import { Refusal } from "../refusal.ts";
import { render } from "../views.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openToRead } from "./store.ts";
import { townNamed } from "./town.ts";

interface Options {
  config: string;
  asOf?: string;
  area?: string;
  format: "html" | "pdf" | "json";
  out?: string;
}

/** `status TOWN`: the state of the KIM on a day, as one file. 1 when something on it is missing. */
export async function status({ registry, env }: CommandContext, key: string, options: Options): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  const town = townNamed(config.towns, key);
  const asOf = options.asOf === undefined ? today(systemClock) : parseDate(options.asOf);
  if (asOf === null) throw new Refusal("status.date", { values: { given: options.asOf ?? "" } });
  await using store = openToRead(config.installation.store);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  const sheet = await readStatus(store, town, { area: options.area, asOf });
  const view = statusView(sheet);
  const bytes = await bytesOf({ sheet: withoutNames(sheet), view }, options.format, parts.renderer);
  if (options.out) writeFileSync(options.out, bytes);
  else process.stdout.write(bytes);
  return view.missing.length > 0 ? 1 : 0;
}

async function bytesOf(of: { sheet: object; view: object }, format: Options["format"], renderer: Renderer): Promise<Uint8Array> {
  if (format === "json") return Buffer.from(`${JSON.stringify(of.sheet)}\n`);
  const html = render("public/status", of.view);
  return format === "pdf" ? renderer.pdf(html) : Buffer.from(html);
}

/** Who approved a statement stays inside: the office answers for it, not an employee. */
function withoutNames(sheet: Awaited<ReturnType<typeof readStatus>>): object {
  const plain = sheet.statements.map(({ section, statements }) => ({
    section,
    statements: statements.map(({ approvedBy: _approvedBy, ...statement }) => statement),
  }));
  return { ...sheet, statements: plain };
}
