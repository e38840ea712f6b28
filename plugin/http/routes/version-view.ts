import { storedContent } from "../../inquiry/answer-content.ts";
import { say } from "../../messages.ts";
import type { AnswerRow } from "../../store/tables/work.ts";

/** What became of a version, in words: in force, replaced by a correction, taken back, given up. */
export function versionStanding(row: AnswerRow, answers: readonly AnswerRow[]) {
  const by = answers.find((other) => storedContent(other).draft.correction?.replaces.answer === row.id && wasReleased(other));
  const replaced = row.decision === "withdrawn" && by;
  const { withdrawal } = storedContent(row);
  return {
    standing: replaced ? say("correction.replaced", { version: by.version }) : say(`correction.decision-${row.decision}`),
    tone: { approved: "success", proposed: "info", rejected: "warning", withdrawn: "warning" }[row.decision],
    decided: row.decidedBy ? say(replaced ? "correction.by-replaced" : `correction.by-${row.decision}`) : null,
    withdrawnFor: withdrawal?.reason ?? null,
    corrects: storedContent(row).draft.correction ?? null,
  };
}

const wasReleased = ({ decision }: AnswerRow): boolean => decision === "approved" || decision === "withdrawn";
