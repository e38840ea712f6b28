import type { Draft, Sentence } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";

/** Words of a person's own, with what makes them a sourced statement of this answer. */
export interface Own {
  readonly source: string;
  readonly office: string;
  /** The day for which they hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The gap they close (`Gap.missing`); empty = none. */
  readonly answers: string;
}

/** A sentence as it is being edited. */
export interface Line {
  readonly id: string;
  readonly text: string;
  /** Inserted from what is known: `figure:<id>`, `statement:<id>.<paragraph>`, `precedent:<id>`. */
  readonly from?: string;
  readonly own?: Own;
}

/** A block as it is being edited: its groups as in draft/units.ts. */
export interface Passage {
  readonly id: string;
  readonly groups: readonly (readonly Line[])[];
}

/**
 * An answer as a page or a Word file carries it: order and words, nothing else. What a sentence rests on is looked up in the version
 * it was made from, so that nobody can hang a source on a number.
 */
export type Manuscript = readonly Passage[];

/** Where a sentence stands, in pages, forms and Word files. */
export const placeOf = (passage: string, line: string): string => `${passage}.${line}`;

/** Ids of what a person adds begin with this. */
export const ownPrefix = "n";

/** A version as it is before anybody changes it. A gap has no words yet. */
export function manuscriptOf(draft: Draft): Manuscript {
  return draft.blocks.map((block) => ({
    id: block.id ?? "",
    groups: groupsOf(block).map((group) => group.map((sentence) => lineOf(sentence, draft))),
  }));
}

function lineOf({ id = "", text, gap, sources, answers }: Sentence, draft: Draft): Line {
  const [cited] = sources.map((index) => draft.sources[index]);
  if (cited?.kind !== "statement" || !isOwn(cited)) return { id, text: gap === undefined ? text : "" };
  const { source, office, asOf } = cited.statement;
  return { id, text, own: { source, office, asOf, answers: answers ?? "" } };
}

/** A statement that a person made for this answer, not one of the office's register. */
export const isOwn = ({ id }: { readonly id: string }): boolean => id.startsWith("own:");
