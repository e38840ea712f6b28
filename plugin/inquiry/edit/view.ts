import { formatNumber } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { type Finding, verify } from "../answer/verify.ts";
import type { AnswerContent } from "../answer-content.ts";
import type { Block, Draft, Sentence, Source } from "../draft/document.ts";
import { groupsOf } from "../draft/units.ts";
import { apply } from "./apply.ts";
import type { Desk } from "./desk.ts";
import { fixedIn, isRemovable } from "./fixed.ts";
import { fieldNames } from "./form.ts";
import { isOwn, type Line, type Manuscript, type Passage, placeOf } from "./manuscript.ts";

/** A finding in words, with the address of its sentence on the editing page. */
export interface Told {
  readonly text: string;
  readonly place: string | null;
}

/** All that stands in the way of the release, in German; each names its place. */
export function findingsOf({ draft, figures }: Pick<AnswerContent, "draft" | "figures">): Told[] {
  return verify(draft, figures).map((finding) => ({ text: sayFinding(finding, draft), place: finding.place ?? blockOf(finding, draft) }));
}

function blockOf({ block }: Finding, draft: Draft): string | null {
  const found = block === null ? undefined : draft.blocks[block];
  const first = found && groupsOf(found).flat()[0];
  return found?.id && first?.id ? placeOf(found.id, first.id) : null;
}

/** What is wrong, at whose value. */
function sayFinding({ code, at, place, block }: Finding, draft: Draft): string {
  const sentence =
    block === null
      ? undefined
      : groupsOf(draft.blocks[block] as Block)
          .flat()
          .find((one) => one.text === at);
  const sources = (sentence?.sources ?? []).flatMap((index) => draft.sources[index] ?? []);
  const facts = sources.map(factOf).filter(Boolean).join("; ");
  const changed = code === "figure-changed" ? (draft.sources.find(({ id }) => id === at)?.label ?? at) : at;
  return say(`edit.finding.${code}`, { at: changed, facts: facts || (place ? "" : at) });
}

/** A fact as it must stand: the value of a figure, the words of a statement. */
function factOf(source: Source): string {
  if (source.kind === "statement") return `„${source.statement.text}“`;
  const { value, unit } = source.figure;
  return `${source.label}: ${formatNumber(value, unit)} (${source.standing})`;
}

/**
 * A manuscript as the editing page shows it: every block with its sentences, their sources, and what is wrong with them.
 * @param theirs what somebody else wrote in between, by place (edit/rebase.ts)
 */
export function editView(
  manuscript: Manuscript,
  base: AnswerContent,
  desk: Desk,
  about: { town: string; by: string },
  theirs: ReadonlyMap<string, string> = new Map(),
) {
  const { content, problems } = apply(manuscript, base, { ...desk, ...about });
  const { draft } = content;
  const findings = [...findingsOf(content), ...problems.map(({ place, text }) => ({ place, text: say("edit.own-incomplete", { text }) }))];
  const gaps = [...base.draft.gaps, ...(base.draft.answered ?? [])];
  const passages = manuscript.map((passage, index) => {
    const block = base.draft.blocks.find(({ id }) => id === passage.id);
    const now = draft.blocks.find(({ id }) => id === passage.id);
    const here = { block, now, draft, base: base.draft, told: desk.told, findings, gaps, theirs };
    const groups = passage.groups.map((group) => group.map((line) => lineView(passage, line, here)));
    return { ...passageView(passage, index, block, base.draft, desk), groups };
  });
  const loose = draft.gaps.filter(
    (_, index) =>
      !draft.blocks.some((block) =>
        groupsOf(block)
          .flat()
          .some(({ gap }) => gap === index),
      ),
  );
  return {
    passages,
    findings,
    gaps: draft.gaps,
    loose,
    sources: draft.sources.map(({ label, source, standing }) => ({ label, source, standing })),
  };
}

function passageView(passage: Passage, index: number, block: Block | undefined, draft: Draft, desk: Desk) {
  const kind = block?.kind ?? "paragraph";
  const text = block?.kind === "paragraph" ? block.role === "answer" || block.role === "text" : block === undefined;
  const free = block === undefined || isRemovable(block, draft, desk.told);
  return {
    ...{ id: passage.id, nr: index + 1, kind, name: say(`edit.block.${kind}`), removable: free },
    ...{ sentences: text && free, items: kind === "list" && free, movable: block?.when === undefined, isTable: kind === "table" },
    start: (passage.groups.flat()[0]?.text || (block && groupsOf(block).flat()[0]?.text) || "").slice(0, 60),
    caption: block?.kind === "table" ? (block.caption ?? "") : "",
    columns: block?.kind === "table" ? block.columns : [],
    hint: block?.when === undefined ? null : say(`edit.when.${block.when}`),
  };
}

interface Here {
  readonly block: Block | undefined;
  readonly now: Block | undefined;
  readonly draft: Draft;
  readonly base: Draft;
  readonly told: ReadonlySet<string>;
  readonly findings: readonly Told[];
  readonly gaps: readonly { missing: string }[];
  readonly theirs: ReadonlyMap<string, string>;
}

function lineView(passage: Passage, line: Line, here: Here) {
  const place = placeOf(passage.id, line.id);
  const find = (block: Block | undefined): Sentence | undefined =>
    block &&
    groupsOf(block)
      .flat()
      .find(({ id }) => id === line.id);
  const [before, after] = [find(here.block), find(here.now)];
  const fixed = here.block && before ? fixedIn(here.block, here.base, here.told)(before) : null;
  const sources = (after?.sources ?? []).flatMap((index) => sourceView(here.draft.sources[index], index));
  const figure = sources.some(({ value }) => value !== null);
  const gap = fixed === "gap" && before?.gap !== undefined ? (here.base.gaps[before.gap] ?? null) : null;
  return {
    ...{ id: line.id, block: passage.id, place, names: fieldNames(place), text: line.text, gap },
    shown: fixed === null ? "" : (before?.text ?? ""),
    fixed: fixed === null || fixed === "gap" ? null : fixed,
    fixedText: fixed === null ? "" : say(`edit.fixed.${fixed}`),
    sources,
    was: after?.was || null,
    findings: here.findings.filter((finding) => finding.place === place).map(({ text }) => text),
    alone: passage.groups.flat().length < 2,
    rows: Math.min(12, Math.max(1, Math.ceil(line.text.length / 80))),
    theirs: here.theirs.get(place) ?? null,
    // Words with a value of their own keep it; all others can be given a source.
    ownable: (fixed === null || fixed === "gap") && !figure && canCite(here.block),
    own: line.own ?? { source: "", office: "", asOf: "", answers: gap?.missing ?? "" },
    owned: line.own !== undefined && line.own.source !== "",
    numbered: sources.some(({ own }) => own) && /\d/u.test(line.text),
    gaps: here.gaps.map(({ missing }) => ({ missing, chosen: missing === (line.own?.answers ?? gap?.missing) })),
  };
}

/** Headings, cells and short lines carry no source of a person's own. */
const canCite = (block: Block | undefined) => block === undefined || block.kind === "paragraph" || block.kind === "list";

function sourceView(source: Source | undefined, index: number) {
  if (!source) return [];
  const { label, source: from, standing } = source;
  const value = source.kind === "figure" ? formatNumber(source.figure.value, source.figure.unit) : null;
  return [{ nr: index + 1, label, from, standing, value, own: isOwn(source) }];
}
