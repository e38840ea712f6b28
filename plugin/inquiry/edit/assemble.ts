import type { Block, Draft, Gap, Sentence, Source } from "../draft/document.ts";
import { inReadingOrder } from "../draft/mark.ts";
import { withGroups } from "../draft/units.ts";

/** A sentence with its sources themselves instead of their positions. */
export interface Told extends Omit<Sentence, "sources"> {
  readonly cites: readonly Source[];
}

/** A block with its sentences in groups, as draft/units.ts has them. */
export interface ToldBlock {
  readonly block: Block;
  readonly groups: readonly (readonly Told[])[];
}

export function toldOf({ sources, ...rest }: Sentence, all: readonly Source[]): Told {
  return { ...rest, cites: sources.flatMap((index) => all[index] ?? []) };
}

/**
 * Puts the blocks of a draft together again: sources in reading order, each once; of its gaps those that no sourced sentence closes.
 * The words for a gap that is closed elsewhere go.
 */
export function assemble(blocks: readonly ToldBlock[], draft: Draft): Draft {
  const cited = blocks.flatMap(({ groups }) => groups.flat().flatMap(({ cites }) => cites));
  const sources = [...new Map(cited.map((source) => [source.id, source])).values()];
  const gaps = [...draft.gaps, ...(draft.answered ?? [])];
  const closes = (gap: Gap) =>
    blocks.some(({ groups }) => groups.flat().some(({ answers, cites }) => answers === gap.missing && cites.length > 0));
  const open = gaps.filter((gap) => !closes(gap));
  const sentenceOf = ({ cites, gap, ...told }: Told): Sentence[] => {
    const position = gap === undefined ? -1 : open.findIndex(({ missing }) => missing === draft.gaps[gap]?.missing);
    // What was missing is told elsewhere now.
    if (gap !== undefined && position < 0) return [];
    const positions = cites.map(({ id }) => sources.findIndex((source) => source.id === id));
    return [{ ...told, sources: positions, ...(gap === undefined ? {} : { gap: position }) }];
  };
  const all = blocks.flatMap(
    ({ block, groups }) =>
      withGroups(
        block,
        groups.map((group) => group.flatMap(sentenceOf)),
      ) ?? [],
  );
  return { ...draft, ...inReadingOrder(all, sources), gaps: open, answered: gaps.filter(closes) };
}
