import { isDeepStrictEqual } from "node:util";
import { renderText } from "../answer.ts";
import type { Draft } from "../draft/document.ts";

/** Whether two versions say the same from the same facts; the day on which they were written does not matter. */
export function sameWording(one: Draft, other: Draft): boolean {
  return isDeepStrictEqual(saidBy(one), saidBy(other));
}

// By way of JSON: absent and undefined are the same.
const saidBy = ({ blocks, sources, gaps, commitments }: Draft): unknown =>
  JSON.parse(JSON.stringify({ blocks, sources, gaps, commitments: commitments ?? [] }));

/** What a later version says otherwise, paragraph by paragraph; both lists empty if only the order or the facts behind it changed. */
export function changesBetween(earlier: Draft, later: Draft): { removed: string[]; added: string[] } {
  const [before, after] = [paragraphsOf(earlier), paragraphsOf(later)];
  return { removed: without(before, after), added: without(after, before) };
}

const paragraphsOf = (draft: Draft): string[] => renderText(draft, { final: false }).trimEnd().split("\n\n").slice(1, -1);

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((paragraph) => {
    const at = left.indexOf(paragraph);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}
