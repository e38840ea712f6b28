import type { Transaction } from "kysely";
import { newId } from "../ids.ts";
import { Refusal } from "../refusal.ts";
import { answersOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { type AnswerContent, correcting } from "./answer-content.ts";
import { lapse } from "./cosign/lapse.ts";
import { advance } from "./state.ts";

interface NewVersion {
  readonly of: CaseRow;
  readonly content: AnswerContent;
  /** `drafted` or `edited`, or the first version of a correction; and what the history tells of it. */
  readonly action: "drafted" | "edited" | "correction-begun";
  readonly detail: Readonly<Record<string, unknown>>;
  /** The version it was made from, 0 for the first: whoever was overtaken is told, and nobody's words are lost. */
  readonly follows: number;
  readonly by: string;
  readonly at: string;
}

/**
 * The only way by which an answer gets another version: drafted anew, edited here or in Word, or begun as a correction. Earlier versions
 * stay, and signatures for another wording lapse.
 * Throws a Refusal of the case's states where no new version may come, and `answer.overtaken` when there is a newer one than `follows`.
 * @returns the id of the version
 */
export async function addVersion(transaction: Transaction<Tables>, given: NewVersion): Promise<string> {
  const { of, action, by, at } = given;
  const [newest] = await answersOf(transaction, of.id);
  if ((newest?.version ?? 0) !== given.follows) throw new Refusal("answer.overtaken", { values: { by: newest?.draftedBy ?? "" } });
  await advance(transaction, of, steps[action], { by, at });
  const version = given.follows + 1;
  const id = newId();
  const undecided = { decision: "proposed", decidedBy: null, decidedAt: null } as const;
  const { town, house } = of;
  const content = JSON.stringify(correcting(newest, given.content));
  const row = { id, town, case: of.id, version, house, content, ...undecided, draftedBy: by, draftedAt: at };
  await transaction.insertInto("Answer").values(row).execute();
  const detail = { version, ...given.detail };
  await record(transaction, { at, town, subject: "Answer", subjectId: id, action, by, detail });
  await lapse(transaction, of, row, { by, at });
  return id;
}

const steps = { drafted: "draft", edited: "edit", "correction-begun": "correct" } as const;
