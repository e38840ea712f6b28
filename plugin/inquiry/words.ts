import { readFileSync } from "node:fs";
import { z } from "zod";

const Gender = z.enum(["m", "f", "n"]);
type Gender = z.infer<typeof Gender>;

const Bodies = z.strictObject({
  heads: z.array(z.strictObject({ end: z.string(), gender: Gender, genitive: z.array(z.string()).default([]) })),
  abbreviations: z.record(z.string(), Gender),
  exceptions: z.record(z.string(), z.strictObject({ gender: Gender, genitive: z.array(z.string()).default([]) })),
  adjectives: z.strictObject({ stems: z.string(), indeclinable: z.array(z.string()) }),
});
const bodies = Bodies.parse(JSON.parse(readFileSync(new URL("./words/bodies.json", import.meta.url), "utf8")));
// Longest first, so that "beirat" is found before "rat".
const heads = bodies.heads.toSorted((a, b) => b.end.length - a.end.length);
const adjective = new RegExp(`^(\\p{L}*${bodies.adjectives.stems})(er|es|e)$`, "iu");

/** `long`: des Integrationsrates (Köln); `short`: des Integrationsrats (Aachen). Both are right; towns are consistent. */
export type GenitiveStyle = "long" | "short";

interface Head {
  readonly before: string;
  /** The word that carries gender and ending. */
  readonly word: string;
  readonly after: string;
  readonly gender: Gender;
  readonly genitives: readonly string[];
}

/**
 * A body's name in the genitive with its article: `des Integrationsrates`, `der Bezirksvertretung Mülheim`.
 * Only the head noun and the adjectives before it are inflected. A name without a known head stays as it is,
 * in quotation marks: never guess a gender.
 */
export function genitive(name: string, style: GenitiveStyle = "long"): string {
  const head = headOf(name);
  if (!head) return `des Gremiums „${name.trim()}“`;
  const word = (style === "short" ? head.genitives.at(-1) : head.genitives[0]) ?? head.word;
  return join(head.gender === "f" ? "der" : "des", inflect(head.before, "en"), word, head.after);
}

/** A body's name as the subject of a sentence: `der Integrationsrat`, `der Gemeinsame Ausschuss`. */
export function nominative(name: string): string {
  const head = headOf(name);
  if (!head) return `das Gremium „${name.trim()}“`;
  return join({ m: "der", f: "die", n: "das" }[head.gender], inflect(head.before, "e"), head.word, head.after);
}

/** One name of a body and when it holds; both days included, `YYYY-MM-DD`, open when absent. */
export interface DatedName {
  readonly name: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The name a body had on a day. Some systems show today's name on papers of ten years ago (facts: domain.md §6.2),
 * so both directions are needed. What follows the name ("… der Stadt") is kept; unknown bodies keep their name.
 * @param bodies the names of each body that was renamed
 */
export function bodyOn(name: string, date: string, bodies: readonly (readonly DatedName[])[]): string {
  for (const names of bodies) {
    const shown = names.find((known) => name === known.name || name.startsWith(`${known.name} `));
    if (!shown) continue;
    const valid = names.filter(({ since, until }) => (!since || since <= date) && (!until || date <= until));
    const chosen = valid.find((candidate) => candidate === shown) ?? valid[0] ?? shown;
    return chosen.name + name.slice(shown.name.length);
  }
  return name;
}

function headOf(name: string): Head | null {
  const trimmed = name.trim().replace(/^(?:Der|Die|Das) /u, "");
  const exception = bodies.exceptions[trimmed];
  if (exception) return { before: "", word: trimmed, after: "", gender: exception.gender, genitives: exception.genitive };
  const words = trimmed.split(/\s+/u);
  for (const [index, word] of words.entries()) {
    const around = { before: words.slice(0, index).join(" "), word, after: words.slice(index + 1).join(" ") };
    const short = bodies.abbreviations[word];
    if (short) return { ...around, gender: short, genitives: [] };
    const head = heads.find(({ end }) => word.toLowerCase().endsWith(end));
    if (head) return { ...around, gender: head.gender, genitives: head.genitive.map((form) => keepCase(word, head.end, form)) };
  }
  return null;
}

function keepCase(word: string, end: string, form: string): string {
  const start = word.slice(0, word.length - end.length);
  return start === "" ? word.charAt(0) + form.slice(1) : start + form;
}

function inflect(before: string, ending: "en" | "e"): string {
  return before
    .split(" ")
    .map((word) => (bodies.adjectives.indeclinable.includes(word) ? word : word.replace(adjective, `$1${ending}`)))
    .join(" ");
}

const join = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" ");
