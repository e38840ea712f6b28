import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import type { Block, Draft, Sentence } from "../draft/document.ts";
import { bannerOf, runs, shownBlocks, sourceLine } from "./shown.ts";

/** Plain text for the text field of a RIS: paragraphs apart by an empty line, cells by a tab. */
export function text(draft: Draft, final: boolean): string {
  const banner = bannerOf(draft, final);
  const mark = banner ? [banner.mark] : [];
  const sources = draft.sources.map((source, index) => `[${index + 1}] ${sourceLine(source)}${source.url ? `, ${source.url}` : ""}`);
  const list = sources.length > 0 ? [[say("answer.sources"), ...sources].join("\n")] : [];
  const standing = say("answer.standing", { date: formatDate(draft.head.asOf) });
  return `${[...mark, ...shownBlocks(draft, final).map(blockText), ...list, standing].join("\n\n")}\n`;
}

/** What an answer says, paragraph by paragraph, without marks and the list of sources: to be read beside the questions. */
export const wording = (draft: Draft, final: boolean): string[] => shownBlocks(draft, final).map(blockText);

/** Blocks alone, for what is no answer: a mail. */
export const blocksText = (blocks: readonly Block[]): string => blocks.map(blockText).join("\n\n");

function blockText(block: Block): string {
  if (block.kind === "heading") return block.text;
  if (block.kind === "paragraph") return line(block.sentences);
  if (block.kind === "lines") return block.lines.map((one) => line([one])).join("\n");
  if (block.kind === "list") return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${line(item)}`).join("\n");
  const rows = block.rows.map((row) => row.map((cell) => line([cell])).join("\t"));
  return [...(block.caption ? [block.caption] : []), ...(block.columns.length > 0 ? [block.columns.join("\t")] : []), ...rows].join("\n");
}

function line(sentences: readonly Sentence[]): string {
  return runs(sentences)
    .map((run) => (run.marker ? `${run.text} ${run.marker}` : run.text))
    .join(" ");
}
