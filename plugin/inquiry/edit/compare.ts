import type { Draft, Sentence } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";
import { placeOf } from "./manuscript.ts";

/** What is different in a later version of an answer. `moved` is a whole block. */
export interface Change {
  readonly kind: "changed" | "added" | "removed" | "moved" | "sourced";
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

interface Placed {
  readonly text: string;
  /** On what it rests, to tell a sentence that got another source. */
  readonly facts: string;
}

/** Which sentences differ between two versions, in the order of the later one; what is gone comes last. */
export function compare(before: Draft, after: Draft): Change[] {
  const [old, now] = [placed(before), placed(after)];
  const changes = [...now].flatMap(([place, { text, facts }]): Change[] => {
    const was = old.get(place);
    if (!was) return text === "" ? [] : [{ kind: "added", place, before: "", after: text }];
    if (was.text !== text) return [{ kind: "changed", place, before: was.text, after: text }];
    return was.facts === facts ? [] : [{ kind: "sourced", place, before: was.facts, after: facts }];
  });
  const gone = [...old].filter(([place, { text }]) => !now.has(place) && text !== "");
  return [
    ...changes,
    ...movedBlocks(before, after),
    ...gone.map(([place, { text }]): Change => ({ kind: "removed", place, before: text, after: "" })),
  ];
}

function placed(draft: Draft): Map<string, Placed> {
  const factsOf = ({ sources }: Sentence) =>
    sources.map((index) => [draft.sources[index]?.source, draft.sources[index]?.standing].filter(Boolean).join("; ")).join(" | ");
  return new Map(
    draft.blocks.flatMap((block) =>
      groupsOf(block)
        .flat()
        .map((sentence) => [placeOf(block.id ?? "", sentence.id ?? ""), { text: sentence.text, facts: factsOf(sentence) }] as const),
    ),
  );
}

/** Blocks of both that changed places: those outside the longest run that kept its order. */
function movedBlocks(before: Draft, after: Draft): Change[] {
  const old = before.blocks.map(({ id }) => id ?? "");
  const common = after.blocks.filter(({ id }) => old.includes(id ?? ""));
  const positions = common.map(({ id }) => old.indexOf(id ?? ""));
  const kept = longestRise(positions);
  return common.flatMap((block, index): Change[] => {
    if (kept.has(positions[index] ?? -1)) return [];
    const text = groupsOf(block)
      .flat()
      .map((sentence) => sentence.text)
      .join(" ");
    return [{ kind: "moved", place: block.id ?? "", before: text, after: text }];
  });
}

function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [index, number] of numbers.entries()) {
    const before = best.slice(0, index).filter((run) => (run.at(-1) ?? -1) < number);
    best.push([...before.reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), []), number]);
  }
  return new Set(best.reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), []));
}

/** What the history tells of an edited version: which blocks, by what was done to them. */
export function blocksOf(changes: readonly Change[]): Readonly<Record<string, readonly string[]>> {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  return Object.fromEntries([...byKind].map(([kind, all]) => [kind, [...new Set(all.map(({ place }) => place.split(".")[0] ?? ""))]]));
}
