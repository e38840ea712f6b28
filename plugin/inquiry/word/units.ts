import { runs } from "../answer/shown.ts";
import type { Block, Draft, Sentence } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";
import { fixedIn } from "../edit/fixed.ts";

/** A piece of an answer that has a content control of its own in Word: a paragraph, an item of a list, a cell. */
export interface Unit {
  readonly block: string;
  /** The first sentence of an item or a cell; empty for a whole block. */
  readonly part: string;
  readonly sentences: readonly Sentence[];
  /** As it is printed, with its source marks. */
  readonly printed: string;
  /** A cell: the control lies inside its paragraph. */
  readonly cell: boolean;
}

/** Whom a control belongs to. */
export interface Tag {
  readonly answer: string;
  readonly version: number;
  readonly block: string;
  readonly part: string;
}

export const tagOf = ({ answer, version, block, part }: Tag): string => ["kim", answer, `v${version}`, block, part].join(":");

/** Null for a control that is none of ours. */
export function readTag(tag: string): Tag | null {
  const [, answer, version, block, part = ""] = /^kim:([a-z0-9]{16}):v(\d{1,6}):([a-z0-9-]+):([a-z0-9-]*)$/u.exec(tag) ?? [];
  return answer && version && block ? { answer, version: Number(version), block, part } : null;
}

/**
 * The units of a draft that can be changed in Word. What comes from the case or the form has no control.
 * @param told texts from the case (edit/told.ts)
 */
export function unitsOf(draft: Draft, told: ReadonlySet<string>): Unit[] {
  return draft.blocks.flatMap((block): Unit[] => {
    const fixed = fixedIn(block, draft, told);
    const open = (sentence: Sentence) => [null, "gap"].includes(fixed(sentence));
    if (block.kind === "table")
      return block.rows
        .flat()
        .filter((cell) => cell.text !== "" && open(cell))
        .map((cell) => unit(block, [cell], cell.id));
    const groups = block.kind === "list" ? groupsOf(block) : [groupsOf(block).flat()];
    return groups
      .filter((group) => group.length > 0 && group.every(open))
      .map((group) => unit(block, group, block.kind === "list" ? group[0]?.id : ""));
  });
}

function unit(block: Block, sentences: readonly Sentence[], part = ""): Unit {
  const printed = runs(sentences)
    .map(({ text, marker }) => (marker ? `${text} ${marker}` : text))
    .join(block.kind === "lines" ? "\n" : " ");
  return { block: block.id ?? "", part, sentences, printed, cell: block.kind === "table" };
}
