import { fill } from "../words/fill.ts";
import type { Block, Gap, Sentence, Source } from "./document.ts";

/** Sentences in which a field of the form is missing say so, like those of the answer. */
export function markGaps(blocks: readonly Block[], gaps: readonly Gap[], shown: string): Block[] {
  const texts = gaps.map(({ missing, office }) => fill(shown, { missing, office }));
  return blocks.map((block) =>
    mapSentences(block, (sentence) => {
      const gap = sentence.gap ?? texts.findIndex((text) => sentence.text.includes(text));
      return gap < 0 ? sentence : { ...sentence, gap };
    }),
  );
}

/** Numbers the sources in the order in which a reader meets them. */
export function inReadingOrder(blocks: readonly Block[], sources: readonly Source[]): { blocks: Block[]; sources: Source[] } {
  const met = new Set<number>();
  for (const block of blocks) mapSentences(block, (sentence) => meet(sentence));
  const order = [...met, ...sources.keys().filter((index) => !met.has(index))];
  return {
    blocks: blocks.map((block) =>
      mapSentences(block, (sentence) => ({ ...sentence, sources: sentence.sources.map((source) => order.indexOf(source)) })),
    ),
    sources: order.flatMap((index) => sources[index] ?? []),
  };

  function meet(sentence: Sentence): Sentence {
    for (const source of sentence.sources) met.add(source);
    return sentence;
  }
}

function mapSentences(block: Block, change: (sentence: Sentence) => Sentence): Block {
  if (block.kind === "heading") return block;
  if (block.kind === "paragraph") return { ...block, sentences: block.sentences.map(change) };
  if (block.kind === "lines") return { ...block, lines: block.lines.map(change) };
  if (block.kind === "list") return { ...block, items: block.items.map((item) => item.map(change)) };
  return { ...block, rows: block.rows.map((row) => row.map(change)) };
}
