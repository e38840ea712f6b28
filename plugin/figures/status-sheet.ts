import type { Figure, Statement } from "./figure.ts";
import { lastDay } from "./fresh.ts";
import { indicator } from "./indicators.ts";
import { mergeSmallPosts } from "./merge-posts.ts";
import { holds } from "./statements.ts";
import { type Block, blocks } from "./status-sheet/blocks.ts";
import { type Entry, entry } from "./status-sheet/entry.ts";

type Area = Figure["area"];

/** The state of the KIM in one area on one day; what `kim status --format json` prints. */
export interface StatusSheet {
  readonly town: { readonly name: string; readonly ags: string };
  readonly area: Area;
  /** The Kreis around it; null if there is none. */
  readonly around: Area | null;
  readonly asOf: string;
  readonly blocks: readonly Block[];
  /** Case Management, consultations, waiting, conferences: the area's own value, else the Kreis's. */
  readonly entries: readonly Entry[];
  /** Sittings of the Lenkungsgruppe up to the day, newest first, and those that were announced. */
  readonly meetings: { readonly held: readonly Figure[]; readonly planned: readonly Figure[] };
  readonly statements: readonly { readonly section: Section; readonly statements: readonly Statement[] }[];
}

const sections = {
  concept: ["T3"],
  target: ["T5"],
  bodies: ["T22"],
  competence: ["T19"],
  funding: ["T1", "T2"],
  advice: ["T16"],
} as const;
export type Section = keyof typeof sections;
/** Without a statement these are named as missing; the others are shown if there is one. */
const expected: readonly Section[] = ["concept", "target", "bodies"];

/** Topics of the statements on a sheet. */
export const statusTopics: readonly string[] = Object.values(sections).flat();

const always = ["KIM.CASE.OPEN", "KIM.CASE.NEW", "KIM.CASE.CLOSE", "KIM.REF", "KIM.WAIT"] as const;
const ifReported = ["KIM.CASE.PERS", "KIM.CASE.DUR", "KIM.CASE.LOAD", "KIM.REQ", "KIM.LG.MEET", "KIM.EPK", "KIM.AG", "KIM.SYS"] as const;
const meetingsShown = 6;

/**
 * Puts the sheet together. For every line the value in force on the day, or the nearest before it, with its own Stichtag; what is
 * missing stays in its place with `figure: null`. Filled posts of single employees are merged.
 * @param request `around`: the Kreis of the area; `figures`, `statements`: everything current of the town; `words`: what the data
 *   office vouches for, by figure id
 */
export function statusSheet(request: {
  town: StatusSheet["town"];
  area: Area;
  around: Area | null;
  asOf: string;
  figures: readonly Figure[];
  statements: readonly Statement[];
  words?: ReadonlyMap<string, string>;
}): StatusSheet {
  const { town, area, around, asOf, statements, words = new Map() } = request;
  const of = { figures: mergeSmallPosts(request.figures), asOf, words };
  const line = (id: string): Entry => {
    const own = entry(of, area.ags, id, {});
    const theirs = around && own.figure === null ? entry(of, around.ags, id, {}) : own;
    return theirs.figure ? theirs : own;
  };
  return {
    ...{ town: { name: town.name, ags: town.ags }, area, around, asOf },
    blocks: blocks(of, area, around),
    entries: [...always.map(line), ...ifReported.map(line).filter(({ figure }) => figure !== null)],
    meetings: meetings(of.figures, [area.ags, ...(around ? [around.ags] : [])], asOf),
    statements: sectionsOf(statements.filter((one) => one.asOf <= asOf && holds(one, asOf))),
  };
}

function meetings(figures: readonly Figure[], areas: readonly string[], asOf: string): StatusSheet["meetings"] {
  const dates = figures
    .filter(({ indicator: id, area }) => id === "KIM.LG.DATE" && areas.includes(area.ags))
    .toSorted((left, right) => (lastDay(left.reference) < lastDay(right.reference) ? 1 : -1));
  return {
    held: dates.filter(({ reference }) => lastDay(reference) <= asOf).slice(0, meetingsShown),
    planned: dates.filter(({ reference }) => lastDay(reference) > asOf),
  };
}

function sectionsOf(statements: readonly Statement[]): StatusSheet["statements"] {
  const names = Object.keys(sections) as Section[];
  return names
    .map((section) => ({ section, statements: statements.filter(({ topic }) => sections[section].some((one) => one === topic)) }))
    .filter(({ section, statements: own }) => own.length > 0 || expected.includes(section));
}

/** Every indicator a sheet may show. */
export const statusIndicators: readonly string[] = [
  ...["KIM.POST.FUND", "KIM.POST.EST", "KIM.POST.FILL", "KIM.GRANT", "KIM.TERM", "KIM.LG.DATE"],
  ...always,
  ...ifReported,
].map((id) => indicator(id).id);
