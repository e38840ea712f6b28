import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Store } from "../../ports/store.ts";
import {
  findablePapers,
  indexed,
  type PrecedentDraft,
  precedentId,
  removePrecedents,
  type StoredPrecedent,
  savePrecedent,
} from "../../store/precedents.ts";
import type { PrecedentRow } from "../../store/tables/precedents.ts";
import type { Tables } from "../../store/tables.ts";
import { contentOf } from "../answer-content.ts";
import { stemsOf } from "./stems.ts";

/** Precedents per transaction: writers queue, so nobody waits long. */
const batchSize = 50;

/**
 * Brings what a town has said before up to date: released answers and the papers that everybody may see. What is no longer public
 * leaves it. @returns how many were entered and removed
 */
export async function buildPrecedents(store: Store<Tables>, town: string): Promise<{ entered: number; removed: number }> {
  const papers = await bring(store, town, "paper", await findablePapers(store.read, town));
  const answers = await bring(store, town, "answer", await releasedAnswers(store.read, town));
  return { entered: papers.entered + answers.entered, removed: papers.removed + answers.removed };
}

async function bring(store: Store<Tables>, town: string, kind: PrecedentRow["kind"], wanted: readonly PrecedentDraft[]) {
  const there = new Map((await indexed(store.read, town, kind)).map((row) => [row.id, row]));
  const changed = wanted.filter((draft) => !same(there.get(precedentId(draft)), draft));
  const keep = new Set(wanted.map(precedentId));
  const gone = [...there.keys()].filter((id) => !keep.has(id));
  for (let at = 0; at < changed.length; at += batchSize) {
    await store.write(async (transaction) => {
      for (const draft of changed.slice(at, at + batchSize)) await savePrecedent(transaction, draft, stemsOfPrecedent(draft));
    });
    await setImmediate();
  }
  if (gone.length > 0) await store.write((transaction) => removePrecedents(transaction, gone));
  return { entered: changed.length, removed: gone.length };
}

const compared = ["title", "reference", "date", "web", "text"] as const;

const same = (row: StoredPrecedent | undefined, draft: PrecedentDraft): boolean =>
  row !== undefined && compared.every((column) => row[column] === draft[column]);

/** A word of the title says as much as three of the text. */
const titleTimes = 3;

/** The stems of a precedent as the index takes them, title and number first. */
export function stemsOfPrecedent({ title, text, reference }: PrecedentDraft): string[] {
  const head = stemsOf(`${title} ${reference}`);
  return [...Array.from({ length: titleTimes }, () => head).flat(), ...stemsOf(text)];
}

/** Released answers with their questions; of drafts and of what was asked in a non-public part nothing is said. */
async function releasedAnswers(db: Kysely<Tables>, town: string): Promise<PrecedentDraft[]> {
  const rows = await db
    .selectFrom("Answer")
    .innerJoin("Case as case", "case.id", "Answer.case")
    .selectAll("Answer")
    .select(["case.title as caseTitle", "case.paperReference", "case.receiving"])
    .where("Answer.town", "=", town)
    .where("Answer.decision", "=", "approved")
    .where("case.public", "=", 1)
    .execute();
  return rows.map((row) => ({
    ...{ town, kind: "answer", subjectId: row.case, title: row.caseTitle, reference: row.paperReference ?? "" },
    ...{ date: row.receiving ?? row.decidedAt?.slice(0, 10) ?? "", web: null, text: answerText(contentOf(row).draft.blocks) },
  }));
}

type Blocks = ReturnType<typeof contentOf>["draft"]["blocks"];

/** Questions and answers, a paragraph each. */
function answerText(blocks: Blocks): string {
  return blocks
    .flatMap((block) =>
      block.kind === "paragraph" && (block.role === "question" || block.role === "answer")
        ? [block.sentences.map(({ text }) => text).join(" ")]
        : [],
    )
    .join("\n");
}
