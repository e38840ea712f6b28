import type { Transaction } from "kysely";
import type { Figure } from "../figures/figure.ts";
import { newId } from "../ids.ts";
import { Refusal } from "../refusal.ts";
import { answersOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { AnswerRow, CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import type { Draft } from "./draft/document.ts";
import { advance } from "./state.ts";

/** What an answer row keeps: the draft, and the figures it was written from, frozen. */
export interface AnswerContent {
  readonly draft: Draft;
  readonly figures: readonly Figure[];
  /** The open questions it answers: if these change, it answers something else than was asked. */
  readonly questions: string;
}

export const contentOf = (row: AnswerRow): AnswerContent => JSON.parse(row.content) as AnswerContent;

interface NewVersion {
  readonly of: CaseRow;
  readonly content: AnswerContent;
  /** `drafted` or `edited`, and what the history tells of it. */
  readonly action: "drafted" | "edited";
  readonly detail: Readonly<Record<string, unknown>>;
  /** The version it was made from, 0 for the first: whoever was overtaken is told, and nobody's words are lost. */
  readonly follows: number;
  readonly by: string;
  readonly at: string;
}

/**
 * The only way by which an answer gets another version: drafted anew, edited here, or edited in Word. Earlier versions stay.
 * Throws a Refusal of the case's states where no new version may come, and `answer.overtaken` when there is a newer one than `follows`.
 * @returns the id of the version
 */
export async function addVersion(transaction: Transaction<Tables>, given: NewVersion): Promise<string> {
  const { of, content, action, by, at } = given;
  const [newest] = await answersOf(transaction, of.id);
  if ((newest?.version ?? 0) !== given.follows) throw new Refusal("answer.overtaken", { values: { by: newest?.draftedBy ?? "" } });
  await advance(transaction, of, action === "drafted" ? "draft" : "edit", { by, at });
  const version = given.follows + 1;
  const id = newId();
  const undecided = { decision: "proposed", decidedBy: null, decidedAt: null } as const;
  await transaction
    .insertInto("Answer")
    .values({
      id,
      town: of.town,
      case: of.id,
      version,
      house: of.house,
      content: JSON.stringify(content),
      ...undecided,
      draftedBy: by,
      draftedAt: at,
    })
    .execute();
  const detail = { version, ...given.detail };
  await record(transaction, { at, town: of.town, subject: "Answer", subjectId: id, action, by, detail });
  return id;
}
