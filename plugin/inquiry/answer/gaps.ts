import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";
import type { Draft, Gap } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";

/** A final version was asked for while something is missing; `gaps` says what and who would know. */
export class OpenGaps extends Refusal {
  readonly gaps: readonly Pick<Gap, "missing" | "office">[];

  constructor(gaps: readonly Pick<Gap, "missing" | "office">[]) {
    super("answer.gap-open", {
      values: { count: gaps.length, gaps: gaps.map(({ missing, office }) => say("answer.gap", { missing, office })).join("; ") },
    });
    this.name = "OpenGaps";
    this.gaps = gaps;
  }
}

/** Every gap of a draft, and every sentence that still says so even if it was taken off the list. */
export function openGaps(draft: Draft): Pick<Gap, "missing" | "office">[] {
  const stray = draft.blocks
    .flatMap((block) => groupsOf(block).flat())
    .filter(({ text, gap }) => (gap !== undefined && !draft.gaps[gap]) || (gap === undefined && text.includes("[FEHLT")))
    .map(({ text }) => ({ missing: text, office: say("answer.gap-nobody") }));
  return [...draft.gaps, ...stray];
}

/** Throws OpenGaps. */
export function assertNoGap(draft: Draft): void {
  const gaps = openGaps(draft);
  if (gaps.length > 0) throw new OpenGaps(gaps);
}
