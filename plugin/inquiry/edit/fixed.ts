import type { Block, Draft, Sentence } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";

/**
 * Why the words of a sentence cannot be changed here, or null: `case`: they come from the case and are changed there; `form`: the
 * form demands them; `gap`: something is missing that can be supplied here; `value`: a value in a table.
 */
export type Fixed = "case" | "form" | "gap" | "value" | null;

/** What of a block can be changed, sentence by sentence. */
export function fixedIn(block: Block, { sources }: Pick<Draft, "sources">, told: ReadonlySet<string>): (sentence: Sentence) => Fixed {
  const whole = fixedBlock(block, told);
  const answer = block.kind === "paragraph" && block.role === "answer";
  return (sentence) => {
    if (whole) return whole;
    if (sentence.sources.some((index) => sources[index]?.id.startsWith("field:"))) return "case";
    if (sentence.gap !== undefined) return answer ? "gap" : "case";
    if (block.kind === "table") return fixedCell(block, sentence);
    return told.has(sentence.text) || boxes.test(sentence.text) ? "case" : null;
  };
}

const boxes = /[☐☒]/u;

function fixedBlock(block: Block, told: ReadonlySet<string>): Fixed {
  if (block.when !== undefined || (block.kind === "table" && block.fill !== undefined)) return "form";
  if (block.kind === "lines" && block.role !== "text") return "case";
  if (block.kind !== "paragraph") return null;
  if (block.role === "question") return "case";
  if (block.role === "signature") return "form";
  // A promise is told with its office and its day: they belong together.
  return block.sentences.some(({ text, note }) => note && told.has(text)) ? "case" : null;
}

/** Values with a source, names of rows and what a form counts stay; only text is for editing. */
function fixedCell(table: Extract<Block, { kind: "table" }>, sentence: Sentence): Fixed {
  if (sentence.sources.length > 0) return "value";
  if (sentence.was !== undefined) return null;
  const head = table.columns.length === 0 && table.rows.some(([first]) => first === sentence);
  if (head) return "form";
  return /\d|^[–-]?$/u.test(sentence.text) || boxes.test(sentence.text) ? "case" : null;
}

/** A block with a part that the case or the form supplies can be moved, but not taken out; a gap stays on the list anyway. */
export function isRemovable(block: Block, draft: Pick<Draft, "sources">, told: ReadonlySet<string>): boolean {
  const fixed = fixedIn(block, draft, told);
  const parts = groupsOf(block).flat().map(fixed);
  return block.kind === "table" ? fixedBlock(block, told) === null : parts.every((part) => part !== "case" && part !== "form");
}
