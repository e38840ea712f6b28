import type { Figure } from "../figures/figure.ts";
import type { AnswerRow } from "../store/tables/work.ts";
import { type Signed, withSignatures } from "./cosign/table.ts";
import type { Draft } from "./draft/document.ts";
import { identified } from "./draft/units.ts";

/** What an answer row keeps: the draft, and the figures it was written from, frozen. */
export interface AnswerContent {
  readonly draft: Draft;
  readonly figures: readonly Figure[];
  /** The open questions it answers: if these change, it answers something else than was asked. */
  readonly questions: string;
  /** Who had signed when it was released; absent where nobody was asked. */
  readonly signed?: readonly Signed[];
  /** As it was drafted, if a person has edited it since. */
  readonly drafted?: Draft;
  /** Why a released answer was withdrawn. */
  readonly withdrawal?: { readonly reason: string };
}

/**
 * What stands in the row, from which a further version may be made. Blocks and sentences have ids, those of versions from before there
 * were any the same each time.
 */
export function storedContent({ content }: Pick<AnswerRow, "content">): AnswerContent {
  const stored = JSON.parse(content) as AnswerContent;
  return { ...stored, draft: identified(stored.draft) };
}

/** What is shown: of a released answer with its signatures. */
export function contentOf(row: Pick<AnswerRow, "content">): AnswerContent {
  const content = storedContent(row);
  return content.signed ? { ...content, draft: withSignatures(content.draft, content.signed) } : content;
}

/** The figures that an answer shows: those it cites. */
export const figuresShown = ({ sources }: Draft): Figure[] =>
  sources.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));

/** A version that follows the draft of a correction corrects the same. */
export function correcting(newest: AnswerRow | undefined, content: AnswerContent): AnswerContent {
  const correction = newest?.decision === "proposed" ? storedContent(newest).draft.correction : undefined;
  return correction ? { ...content, draft: { ...content.draft, correction } } : content;
}
