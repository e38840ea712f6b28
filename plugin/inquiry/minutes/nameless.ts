import roles from "../extract/roles.json" with { type: "json" };
import { roleAt } from "../extract/roles.ts";
import { tokens } from "../extract/tokens.ts";
import type { Town } from "../extract/towns.ts";

/** A citizen's surname, and where in the text that person spoke. */
export interface Citizen {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A text without the names of citizens, and where its characters stand now. */
export interface Nameless {
  readonly text: string;
  /** Names and addresses that were taken out. */
  readonly masked: number;
  /** The new place of an offset of the text as it came in. */
  readonly moved: (offset: number) => number;
  /** Takes the same names out of another text: a title, a reason. */
  readonly without: (other: string) => string;
}

const mark = "[Name]";
const address =
  /^\s*,\s*(?:wohnhaft\s)?(?:in\s(?:der|dem)\s|im\s|Am\s|An\sder\s|An\sden\s)?(\p{Lu}[\p{L} -]{1,40}?(?:straße|str\.|strasse|weg|platz|allee|gasse|ring|ufer|damm|hof|berg)\s\d{1,4}\s?[a-z]?)(?![\p{L}\d])/u;
const addressMark = "[Anschrift]";
/** A person beside whose name it says that it is a citizen, whether or not anything was asked. */
const saidToBe =
  /(?:(?:Frau|Herrn?|Fr\.|Hr\.)\s+)((?:\p{Lu}[\p{L}'-]+\s+){0,2})(\p{Lu}[\p{L}'-]+)\s*(?:,|\()\s*(?:eine?\s)?(?:Ein|An)wohner(?:in)?(?!\p{L})|(?<!\p{Ll}\s)(?<![sS]achkundige[rn]?\s)(?:Ein|An)wohner(?:in)?\s+(?:Frau|Herrn?)\s+((?:\p{Lu}[\p{L}'-]+\s+){0,2})(\p{Lu}[\p{L}'-]+)/gu;
const salutations = new Set([...Object.keys(roles.salutations), ...roles.titles]);
const noNames = new Set(roles.notNames);

/** Citizens whom the text itself calls so. */
export function calledCitizens(text: string): Citizen[] {
  return [...text.matchAll(saidToBe)].map((match) => ({
    name: match[2] ?? match[4] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Takes the names of citizens out of minutes (design §4 no. 7), with their first names and an address behind them. A member or an
 * officer of the same name keeps it: where the role stands before it, and outside the agenda item in which the citizen spoke.
 * Nobody may conclude that no citizen is named any more: whom the text never calls one is not known.
 */
export function nameless(text: string, citizens: readonly Citizen[], town: Town): Nameless {
  const cuts = [...Map.groupBy(citizens, ({ name }) => name)].flatMap(([name, of]) => cutsFor(name, of, text, town));
  const pieces: string[] = [];
  const sorted = cuts
    .toSorted((one, other) => one.start - other.start)
    .filter((cut, at, all) => at === 0 || cut.start >= (all[at - 1]?.end ?? 0));
  let at = 0;
  for (const { start, end, put } of sorted) {
    pieces.push(text.slice(at, start), put);
    at = end;
  }
  pieces.push(text.slice(at));
  return {
    text: pieces.join(""),
    masked: sorted.length,
    moved: shiftBy(sorted),
    without: (other) => citizens.reduce((rest, { name }) => rest.replace(spelled(name), mark), other),
  };
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

function shiftBy(cuts: readonly Cut[]): (offset: number) => number {
  const shifts: { from: number; by: number }[] = [];
  let by = 0;
  for (const { start, end, put } of cuts) {
    by += put.length - (end - start);
    shifts.push({ from: end, by });
  }
  return (offset) => {
    const inside = cuts.find(({ start, end }) => offset > start && offset < end);
    const at = inside ? inside.start : offset;
    return at + (shifts.findLast(({ from }) => from <= at)?.by ?? 0);
  };
}

/** A name as it may be printed: divided by a soft hyphen or a line break, in the genitive. */
function spelled(name: string): RegExp {
  const letters = [...name].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}-])${letters.join("(?:\\u00AD|-\\s*\\n\\s*)?")}(?:s|')?(?![\\p{L}])`, "gu");
}

function cutsFor(name: string, citizens: readonly Citizen[], text: string, town: Town): Cut[] {
  if (name.length < 2 || noNames.has(name)) return [];
  const found = [...text.matchAll(spelled(name))].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const before = found.map(({ start }) => beforeName(text, start, town));
  const shared = before.some(({ official }) => official);
  return found.flatMap(({ start, end }, index) => {
    const { official, from } = before[index] ?? { official: false, from: start };
    const spoke = citizens.some((citizen) => start >= citizen.start && start < citizen.end);
    if (official || (shared && !spoke)) return [];
    const lives = address.exec(text.slice(end, end + 120));
    const name = { start: from, end, put: mark };
    if (!lives) return [name];
    const to = end + lives[0].length;
    return [name, { start: to - (lives[1]?.length ?? 0), end: to, put: addressMark }];
  });
}

/** Whether an office stands before a name, and where its first names begin. */
function beforeName(text: string, at: number, town: Town): { official: boolean; from: number } {
  const around = Math.max(0, at - 80);
  const words = tokens(text, text.slice(around, at).search(/(?<=^|\s)\S/) + around, at);
  let from = words.length;
  while (from > words.length - 2 && isFirstName(words[from - 1]?.text, words[from - 2]?.lower ?? "", from, words, town)) from--;
  let to = from;
  while (to > 0 && salutations.has(words[to - 1]?.text ?? "")) to--;
  const official = [1, 2, 3].some((back) => {
    const role = to - back >= 0 ? roleAt(words, to - back, town) : null;
    return role !== null && role.side !== "public" && role.to === to;
  });
  const behind = roleAt(tokens(text, at, Math.min(text.length, at + 60)), 2, town);
  const tells = behind !== null && behind.side !== "public" && /^\S+\s?[,(]/.test(text.slice(at, at + 60));
  return { official: official || tells, from: words[from]?.start ?? at };
}

/** `Gundula` in `Frau Gundula X`: capitalised, no role, no salutation, and no noun behind its article. */
function isFirstName(word: string | undefined, before: string, at: number, words: Parameters<typeof roleAt>[0], town: Town): boolean {
  if (!word || !/^\p{Lu}[\p{L}'-]+$/u.test(word) || salutations.has(word) || noNames.has(word)) return false;
  if (roleAt(words, at - 1, town) || /wohner(?:in)?$|bürger(?:in)?$/i.test(word)) return false;
  return !/^(?:der|die|das|dem|den|des|ein|eine|einer|einem|im|am|zur|zum|vom|und|,)$/.test(before);
}
