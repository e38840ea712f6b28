import { writeFileSync } from "node:fs";
import { readConfig } from "../config.ts";
import { assertFinal } from "../inquiry/answer.ts";
import { type AnswerFormat, draftBytes } from "../inquiry/answer-document.ts";
import { compose as composeDraft } from "../inquiry/release.ts";
import { systemClock } from "../ports/clock.ts";
import { Refusal } from "../refusal.ts";
import { caseOf } from "../store/cases.ts";
import type { CommandContext, ExitStatus } from "./command.ts";
import { compose } from "./compose.ts";
import { stderrLog } from "./log.ts";
import { openToRead } from "./store.ts";
import { townNamed } from "./town.ts";

interface Options {
  config: string;
  house?: string;
  format: AnswerFormat;
  out?: string;
  final?: boolean;
}

/** `draft ID`: the answer of a case from the facts of the day; nothing is stored. `--final` is refused while a gap is open. */
export async function draft({ registry, env }: CommandContext, id: string, options: Options): Promise<ExitStatus> {
  const config = readConfig(options.config, env);
  await using store = openToRead(config.installation.store);
  await using parts = compose(config, await registry(), store, systemClock, stderrLog(env.LOG_LEVEL ?? "warn"));
  const of = await caseOf(store.read, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 404) throw new Refusal("case.unknown", { values: { id }, status: 404 });
    throw error;
  });
  const town = townNamed(config.towns, of.town);
  const content = await composeDraft(parts, town, of, options.house);
  const final = options.final ?? false;
  if (final) assertFinal(content.draft, content.figures, { examples: config.installation.demo });
  const bytes = await draftBytes(content.draft, options.format, final, parts.renderer);
  if (options.out) writeFileSync(options.out, bytes);
  else process.stdout.write(bytes);
  return content.draft.gaps.length > 0 ? 1 : 0;
}
