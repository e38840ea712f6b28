import type { AnswerContent } from "../answer-content.ts";
import type { Draft } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";
import { assemble, type ToldBlock, toldOf } from "./assemble.ts";
import { compare } from "./compare.ts";

/** What a person did to one block since it was drafted. */
export interface Edit {
  readonly id: string;
  readonly kind: "edited" | "added" | "removed";
  /** What the block says now; of a removed one what it said. */
  readonly text: string;
  /** The new draft says there what the old one said: the facts below did not change. */
  readonly holds: boolean;
}

/** The edits of a version, as a new draft meets them; empty when nobody has edited it. */
export function editsOf({ draft, drafted }: AnswerContent, fresh: Draft): Edit[] {
  if (!drafted) return [];
  const ids = (of: Draft) => new Set(of.blocks.map(({ id }) => id ?? ""));
  const [before, now, next] = [ids(drafted), ids(draft), ids(fresh)];
  const touched = new Set(compare(drafted, draft).flatMap(({ kind, place }) => (kind === "moved" ? [] : [place.split(".")[0] ?? ""])));
  const present = draft.blocks.flatMap((block): Edit[] => {
    const id = block.id ?? "";
    if (!touched.has(id)) return [];
    const added = !before.has(id);
    return [{ id, kind: added ? "added" : "edited", text: textOf(block), holds: added || next.has(id) }];
  });
  const gone = drafted.blocks.filter(({ id = "" }) => !now.has(id));
  const taken = gone.filter(({ id = "" }) => next.has(id));
  return [...present, ...taken.map((block) => ({ id: block.id ?? "", kind: "removed" as const, text: textOf(block), holds: true }))];
}

/**
 * A new draft with edits of the version before it. An edited block stands where the new draft has it, or behind what it stood behind;
 * its facts stay frozen as they were, so that the check finds those that have changed.
 * @param keep ids of the blocks whose edits are kept
 */
export function redraft(current: AnswerContent, fresh: AnswerContent, keep: ReadonlySet<string>): AnswerContent {
  const edits = editsOf(current, fresh.draft).filter(({ id }) => keep.has(id));
  if (edits.length === 0) return fresh;
  const removed = new Set(edits.flatMap(({ id, kind }) => (kind === "removed" ? [id] : [])));
  const kept = new Map(
    current.draft.blocks.filter(({ id }) => edits.some((edit) => edit.id === id)).map((block) => [block.id ?? "", block]),
  );
  const order = current.draft.blocks.map(({ id }) => id ?? "");
  let blocks = fresh.draft.blocks
    .filter(({ id = "" }) => !removed.has(id))
    .map((block) => {
      const mine = kept.get(block.id ?? "");
      return mine ? told(mine, current.draft, fresh.draft) : told(block, fresh.draft, fresh.draft);
    });
  for (const [id, block] of kept) {
    if (blocks.some((one) => one.block.id === id)) continue;
    const before = order.slice(0, order.indexOf(id)).findLast((other) => blocks.some((one) => one.block.id === other));
    const at = blocks.findIndex((one) => one.block.id === before) + 1;
    blocks = [...blocks.slice(0, at), told(block, current.draft, fresh.draft), ...blocks.slice(at)];
  }
  return { ...fresh, draft: assemble(blocks, fresh.draft), drafted: fresh.draft };
}

type Block = Draft["blocks"][number];

function told(block: Block, of: Draft, fresh: Draft): ToldBlock {
  return { block, groups: groupsOf(block).map((group) => group.map((sentence) => regapped(toldOf(sentence, of.sources), of, fresh))) };
}

/** A gap by its number in the new draft; one that it does not have any more is no gap. */
function regapped<T extends { readonly gap?: number }>(sentence: T, of: Draft, fresh: Draft): T {
  const { gap, ...rest } = sentence;
  if (gap === undefined) return sentence;
  const position = fresh.gaps.findIndex(({ missing }) => missing === of.gaps[gap]?.missing);
  return (position < 0 ? rest : { ...rest, gap: position }) as T;
}

const textOf = (block: Block): string =>
  groupsOf(block)
    .flat()
    .map(({ text }) => text)
    .join(" ");
