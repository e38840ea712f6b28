import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import type { Block, Correction, Draft, Sentence, Source } from "../draft/document.ts";

/** A sentence as it is printed; `marker` is `[1]` or empty, `gap` marks what is still missing. */
export interface Run {
  readonly text: string;
  readonly marker: string;
  readonly gap: boolean;
}

/**
 * What every page of this version must say: that it is a draft, or that values in it are made up. Null only for a released answer
 * from true facts: a made-up value never looks like a real one, not even where the demo may release it.
 */
export function bannerOf(draft: Draft, final: boolean): { mark: string; short: string } | null {
  const key = final ? (examplesIn(draft).length > 0 ? "answer.example" : null) : "answer.draft";
  return key && { mark: say(key), short: say(`${key}-short`) };
}

/** Facts of a draft that were made up, by their label. */
export function examplesIn({ sources }: Draft): string[] {
  return sources.filter((source) => (source.kind === "figure" ? source.figure : source.statement).example).map(({ label }) => label);
}

/** The blocks that this version shows: "Gez." only in the released one; a correction says below the title that it is one. */
export function shownBlocks(draft: Draft, final: boolean): Block[] {
  const shown = draft.blocks.filter(({ when }) => when === undefined || when === (final ? "final" : "draft"));
  if (!draft.correction) return shown;
  const title = shown.findIndex((block) => block.kind === "heading" && block.level === 1);
  return shown.toSpliced(title + 1, 0, correctionNote(draft.correction));
}

function correctionNote({ date, replaces, reason }: Correction): Block {
  const replaced = formatDate(replaces.date);
  const text = date
    ? say("answer.corrected", { date: formatDate(date), replaced, reason })
    : say("answer.corrected-draft", { replaced, reason });
  return { kind: "paragraph", role: "text", sentences: [{ text, sources: [] }] };
}

/** Sentences with their source marks. Neighbours with the same sources carry one mark, behind the last. */
export function runs(sentences: readonly Sentence[]): Run[] {
  return sentences.map(({ text, sources, gap }, index) => {
    const next = sentences[index + 1]?.sources;
    const goesOn = next !== undefined && next.length > 0 && next.join() === sources.join();
    return {
      text: text.replace(paragraphSign, "$1\u00a0"),
      marker: sources.length === 0 || goesOn ? "" : `[${sources.map((source) => source + 1).join(", ")}]`,
      gap: gap !== undefined,
    };
  });
}

/** "§" and its number stay on one line. */
const paragraphSign = /(§§?) (?=\d)/gu;

/** One line of the list of sources, without its number. */
export function sourceLine({ label, source, standing }: Source): string {
  return say("answer.source", { label, source, standing });
}
