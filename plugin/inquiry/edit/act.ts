import { newId } from "../../ids.ts";
import { type Line, type Manuscript, ownPrefix, type Passage } from "./manuscript.ts";

/** What a button of the editing page does: its name and, behind spaces, where. */
export type Act = "up" | "down" | "remove" | "add" | "sentence" | "item" | "drop" | "earlier" | "later" | "row";

const fresh = (): string => `${ownPrefix}${newId().slice(0, 8)}`;
const blankLine = (text = "", from?: string): Line => ({ id: fresh(), text, ...(from === undefined ? {} : { from }) });

/**
 * The manuscript after a button was pressed; nothing is stored. A place that is not there changes nothing.
 * @param passage id of the block · @param line id of the sentence, for `drop`, `earlier`, `later` and `row`
 */
export function act(manuscript: Manuscript, what: Act, passage: string, line = ""): Manuscript {
  if (what === "up" || what === "down") return moved(manuscript, ({ id }) => id === passage, what === "up" ? -1 : 1);
  if (what === "remove") return manuscript.filter(({ id }) => id !== passage);
  if (what === "add") return manuscript.flatMap((one) => (one.id === passage ? [one, { id: fresh(), groups: [[blankLine()]] }] : [one]));
  return manuscript.map((one) => (one.id === passage ? { ...one, groups: within(one, what, line) } : one));
}

function within({ groups }: Passage, what: Act, line: string): readonly (readonly Line[])[] {
  if (what === "item") return [...groups, [blankLine()]];
  if (what === "sentence") return groups.map((group, index) => (index === groups.length - 1 ? [...group, blankLine()] : group));
  if (what === "row") return groups.filter((group) => !group.some(({ id }) => id === line));
  if (what === "drop") return groups.map((group) => group.filter(({ id }) => id !== line)).filter((group) => group.length > 0);
  const by = what === "earlier" ? -1 : 1;
  // Items of a list change places as a whole; sentences do so within their paragraph.
  if (groups.length > 1) return moved(groups, (group) => group[0]?.id === line, by);
  return groups.map((group) => moved(group, ({ id }) => id === line, by));
}

/** Puts sentences behind a block, as a paragraph of their own or at its end. */
export function insert(
  manuscript: Manuscript,
  after: string,
  asOwn: boolean,
  lines: readonly { text: string; from: string }[],
): Manuscript {
  const made = lines.map(({ text, from }) => blankLine(text, from));
  const known = manuscript.some(({ id }) => id === after);
  const place = known ? after : manuscript.at(-1)?.id;
  return manuscript.flatMap((one): Passage[] => {
    if (one.id !== place) return [one];
    if (asOwn) return [one, { id: fresh(), groups: [made] }];
    return [{ ...one, groups: one.groups.map((group, index) => (index === one.groups.length - 1 ? [...group, ...made] : group)) }];
  });
}

function moved<T>(all: readonly T[], is: (one: T) => boolean, by: -1 | 1): readonly T[] {
  const from = all.findIndex(is);
  const to = from + by;
  if (from < 0 || to < 0 || to >= all.length) return all;
  const rest = all.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)];
}
