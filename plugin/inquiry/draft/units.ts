import { createHash } from "node:crypto";
import type { Block, Draft, Sentence, Source } from "./document.ts";

/** The sentences of a block in groups: a paragraph is one, a list has one per item, a table one per row, with a sentence per cell. */
export function groupsOf(block: Block): readonly (readonly Sentence[])[] {
  if (block.kind === "heading") {
    const { text, was } = block;
    return [[{ id: headingId, text, sources: [], ...(was === undefined ? {} : { was }) }]];
  }
  if (block.kind === "paragraph") return [block.sentences];
  if (block.kind === "lines") return [block.lines];
  return block.kind === "list" ? block.items : block.rows;
}

/** The block with other sentences; null when nothing is left of it. */
export function withGroups(block: Block, groups: readonly (readonly Sentence[])[]): Block | null {
  const told = groups.filter((group) => group.length > 0);
  const all = told.flat();
  if (all.length === 0) return null;
  if (block.kind === "paragraph") return { ...block, sentences: all };
  if (block.kind === "lines") return { ...block, lines: all };
  if (block.kind === "list") return { ...block, items: told };
  if (block.kind === "table") return { ...block, rows: told };
  const { was: _before, ...heading } = block;
  const [{ text, was } = { text: "" }] = all;
  return { ...heading, text, ...(was === undefined ? {} : { was }) };
}

const headingId = "s1";

/**
 * A draft whose blocks and sentences have ids. That of a block follows from its words and its facts: the same block of another draft
 * has the same id, so that what a person changed in it finds its place again. What has an id keeps it.
 */
export function identified(draft: Draft): Draft {
  const taken = new Set(draft.blocks.map(({ id }) => id));
  const blocks = draft.blocks.map((block) => {
    if (block.id !== undefined) return block;
    const id = free(fingerprint(block, draft.sources), taken);
    taken.add(id);
    let count = 0;
    const groups = groupsOf(block).map((group) => group.map((sentence) => ({ ...sentence, id: `s${++count}` })));
    return { ...(withGroups(block, groups) ?? block), id };
  });
  return { ...draft, blocks };
}

function free(id: string, taken: ReadonlySet<string | undefined>): string {
  let [candidate, count] = [id, 1];
  while (taken.has(candidate)) candidate = `${id}-${++count}`;
  return candidate;
}

function fingerprint(block: Block, sources: readonly Source[]): string {
  const facts = (sentence: Sentence) => sentence.sources.map((index) => [sources[index]?.id, sources[index]?.standing]);
  const told = groupsOf(block).map((group) => group.map((sentence) => [sentence.text, facts(sentence)]));
  const about = [block.kind, "role" in block ? block.role : "", block.when ?? "", told];
  return `b${createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 9)}`;
}
