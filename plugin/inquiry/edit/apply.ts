import { Refusal } from "../../refusal.ts";
import type { AnswerContent } from "../answer-content.ts";
import type { Block, Draft, Sentence, Source } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";
import { assemble, type Told, type ToldBlock, toldOf } from "./assemble.ts";
import { fixedIn, isRemovable } from "./fixed.ts";
import { isOwn, type Line, type Manuscript, type Own, ownPrefix, type Passage, placeOf } from "./manuscript.ts";
import { hasOwn, isSame, ownSource } from "./own.ts";

/** A sentence that the code of the draft has made from a fact, with the fact. */
export interface Known {
  readonly text: string;
  readonly source: Source;
}

/** What stands in the way of saving: words of a person's own that lack their source or their day. */
export interface Problem {
  readonly place: string;
  readonly text: string;
}

interface Around {
  /** What may be inserted, by `Line.from`. */
  readonly known: ReadonlyMap<string, Known>;
  /** Texts from the case (edit/told.ts). */
  readonly told: ReadonlySet<string>;
  readonly town: string;
  readonly by: string;
}

/**
 * The version that a manuscript makes of the one it was written on. Words that cannot be changed stay as they were, whatever the
 * manuscript says; a gap is closed by a sourced sentence that answers it, and open again without it.
 * Throws a Refusal `edit.unknown` for a manuscript of something else.
 */
export function apply(
  manuscript: Manuscript,
  base: AnswerContent,
  around: Around,
): { content: AnswerContent; problems: readonly Problem[] } {
  const { draft } = base;
  const problems: Problem[] = [];
  const blocks = manuscript.flatMap((passage) => {
    const block = draft.blocks.find(({ id }) => id === passage.id) ?? blank(passage);
    return rewritten(passage, block, { ...around, draft, problems }) ?? [];
  });
  if (new Set(manuscript.map(({ id }) => id)).size < manuscript.length) throw new Refusal("edit.unknown", { status: 422 });
  const lost = draft.blocks.find((block) => !manuscript.some(({ id }) => id === block.id) && !isRemovable(block, draft, around.told));
  if (lost) throw new Refusal("edit.needed", { values: { text: textOf(lost) }, status: 422 });
  const written = assemble(blocks, draft);
  const figures = written.sources.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));
  const added = figures.filter((figure) => !base.figures.some(({ id }) => id === figure.id));
  // What became of the version below is not true of this one.
  const { signed: _signed, withdrawal: _withdrawal, ...kept } = base;
  return { content: { ...kept, drafted: base.drafted ?? draft, draft: written, figures: [...base.figures, ...added] }, problems };
}

const textOf = (block: Block): string =>
  groupsOf(block)
    .flat()
    .map(({ text }) => text)
    .join(" ")
    .slice(0, 120);

function blank({ id }: Passage): Block {
  if (!id.startsWith(ownPrefix)) throw new Refusal("edit.unknown", { status: 422 });
  return { id, kind: "paragraph", role: "answer", sentences: [] };
}

interface Here extends Around {
  readonly draft: Draft;
  readonly problems: Problem[];
}

function rewritten(passage: Passage, block: Block, here: Here): ToldBlock | null {
  const before = new Map(
    groupsOf(block)
      .flat()
      .map((sentence) => [sentence.id, sentence]),
  );
  assertShape(passage, block);
  const fixed = fixedIn(block, here.draft, here.told);
  const groups = passage.groups.map((group) =>
    group.flatMap((line): Told[] => {
      const sentence = before.get(line.id);
      const place = placeOf(passage.id, line.id);
      if (!sentence && !line.id.startsWith(ownPrefix)) throw new Refusal("edit.unknown", { status: 422 });
      const told = sentence ? changed(line, sentence, fixed(sentence), place, here) : added(line, place, here);
      // A cell stays where it is, even when nothing is in it.
      return told && (told.text !== "" || block.kind === "table") ? [told] : [];
    }),
  );
  for (const sentence of before.values()) {
    const kept = groups.flat().some(({ id }) => id === sentence.id);
    if (!kept && (fixed(sentence) === "case" || fixed(sentence) === "form"))
      throw new Refusal("edit.needed", { values: { text: sentence.text.slice(0, 120) }, status: 422 });
  }
  return groups.some((group) => group.length > 0) ? { block, groups } : null;
}

/** Nothing twice, and the rows of a table as they were: what is no manuscript of this draft is none. */
function assertShape({ groups }: Passage, block: Block): void {
  const ids = groups.flat().map(({ id }) => id);
  const rows = groupsOf(block).map((row) => row.map(({ id }) => id).join());
  const torn = block.kind === "table" && groups.some((group) => !rows.includes(group.map(({ id }) => id).join()));
  if (torn || new Set(ids).size < ids.length) throw new Refusal("edit.unknown", { status: 422 });
}

function changed(line: Line, sentence: Sentence, fixed: ReturnType<ReturnType<typeof fixedIn>>, place: string, here: Here): Told | null {
  const { cites, ...rest } = toldOf(sentence, here.draft.sources);
  const text = tidy(line.text);
  if (fixed === "gap") return text === "" ? { ...rest, cites } : owned({ id: rest.id ?? "", was: "" }, text, line.own, place, here);
  if (fixed !== null) return { ...rest, cites };
  const { was: first = sentence.text, ...same } = rest;
  if (text === sentence.text && cites.some((source) => isSame(source, line.own))) return { ...rest, cites };
  const edited = text === first ? { ...same, text, cites } : { ...same, text, was: first, cites };
  if (cites.some(({ kind }) => kind === "figure") || !hasOwn(line.own)) return cites.some(isOwn) ? { ...edited, cites: [] } : edited;
  const { note: _note, answers: _answers, ...bare } = edited;
  return owned({ ...bare, was: first }, text, line.own, place, here);
}

/** A fact that is no longer offered leaves bare words, which the check then points to. */
function added(line: Line, place: string, here: Here): Told | null {
  const text = tidy(line.text);
  const known = line.from === undefined ? undefined : here.known.get(line.from);
  if (known) return { id: line.id, text, cites: [known.source], ...(text === known.text ? {} : { was: known.text }) };
  if (text === "") return null;
  return hasOwn(line.own) ? owned({ id: line.id, was: "" }, text, line.own, place, here) : { id: line.id, text, was: "", cites: [] };
}

/** Words of a person's own. Without source and day they are kept, but not saved. */
function owned(base: { id?: string; was: string }, text: string, own: Own | undefined, place: string, here: Here): Told {
  const source = ownSource(text, own ?? none, here);
  if (source) return { ...base, text, cites: [source], ...(own?.answers ? { answers: own.answers } : {}) };
  here.problems.push({ place, text });
  return { ...base, text, cites: [] };
}

const none: Own = { source: "", office: "", asOf: "", answers: "" };

// Not \s: the narrow space inside a number has to survive.
const tidy = (text: string) => text.replace(/[ \t\r\n]+/gu, " ").replace(/^ | $/gu, "");
