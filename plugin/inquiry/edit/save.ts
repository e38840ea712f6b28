import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { helped } from "../../store/precedents.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { storedContent } from "../answer-content.ts";
import { addVersion } from "../answer-version.ts";
import { apply, type Problem } from "./apply.ts";
import { blocksOf, compare } from "./compare.ts";
import type { Desk } from "./desk.ts";
import type { Manuscript } from "./manuscript.ts";

interface Context {
  readonly store: Store<Tables>;
  readonly clock: Clock;
}

/** `page`: edited here; `word`: in Word. */
export type Origin = "page" | "word";

/**
 * Saves a manuscript as a new version of the answer it was written on. One that changes nothing makes none, so that a double click
 * does nothing twice. A quoted earlier answer counts as one that helped.
 * Throws a Refusal `answer.overtaken` when somebody saved in between.
 * @returns the id of the version, or what has to be supplied before it can be saved
 */
export async function save(
  context: Context,
  on: { of: CaseRow; answer: AnswerRow; desk: Desk },
  written: { manuscript: Manuscript; origin: Origin },
  by: string,
): Promise<{ id: string } | { problems: readonly Problem[] }> {
  const { of, answer, desk } = on;
  const base = storedContent(answer);
  const { content, problems } = apply(written.manuscript, base, { ...desk, town: of.town, by });
  if (problems.length > 0) return { problems };
  const changes = compare(base.draft, content.draft);
  if (changes.length === 0) return { id: answer.id };
  const at = context.clock.now().toISOString();
  const detail = { on: answer.version, origin: written.origin, blocks: blocksOf(changes) };
  const quoted = written.manuscript.flatMap(({ groups }) => groups.flat().flatMap(({ from }) => precedentOf(from) ?? []));
  const id = await context.store.write(async (transaction) => {
    for (const precedent of new Set(quoted)) await helped(transaction, of.town, { precedent, case: of.id, at });
    return addVersion(transaction, { of, content, action: "edited", detail, follows: answer.version, by, at });
  });
  return { id };
}

const precedentOf = (from: string | undefined) => (from?.startsWith("precedent:") ? from.slice("precedent:".length) : null);
