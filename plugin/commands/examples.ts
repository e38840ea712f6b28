import { readConfig } from "../config.ts";
import { examplesOf } from "../inquiry/examples.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { openToRead } from "./store.ts";
import { townNamed } from "./town.ts";

/** `examples TOWN`: what people corrected in minutes, as labelled passages (JSONL with the fields of `extract`). */
export async function examples({ env }: CommandContext, key: string, options: { config: string }): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  await using store = openToRead(config.installation.store);
  for (const one of await examplesOf(store.read, townNamed(config.towns, key))) console.log(JSON.stringify(one));
  return 0;
}
