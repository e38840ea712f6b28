import rules from "./actors.json" with { type: "json" };
import { longestParty, partyOf } from "./affiliation.ts";
import { type Person, personAt } from "./people.ts";
import { suffixes } from "./suffixes.ts";
import type { Token } from "./tokens.ts";
import type { Town } from "./towns.ts";
import type { Asker, Salutation } from "./types.ts";

/**
 * Who or what can be the subject of a sentence. `person`: one or several people; `group`: a faction; `body`: the committee
 * as a whole; `nobody`: `es`, `man`.
 */
export interface Actor {
  readonly kind: "person" | "pronoun" | "group" | "administration" | "body" | "public" | "nobody";
  readonly people: readonly Person[];
  /** The faction as an asker, or the name of the body. */
  readonly name: Asker | null;
  readonly pronoun: string | null;
  readonly gender: Salutation | null;
  /** Cannot be the subject: after a preposition, or in another case than the nominative. */
  readonly oblique: boolean;
  readonly from: number;
  readonly to: number;
}

const articles = /^(?:der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen|viele|einige|mehrere|einzelne|verschiedene|zahlreiche)$/;
const prepositions = new Set(rules.prepositions);
const pronouns = new Map<string, string | null>(Object.entries(rules.pronouns));
const nobody = new Set(rules.nobody);

/** All actors of a sentence, from left to right. */
export function actorsOf(tokens: readonly Token[], town: Town): Actor[] {
  const found: Actor[] = [];
  let at = 0;
  while (at < tokens.length) {
    const actor = peopleAt(tokens, at, town) ?? pronounAt(tokens, at) ?? groupAt(tokens, at) ?? nounAt(tokens, at);
    if (actor) found.push(actor);
    at = actor ? Math.max(actor.to, at + 1) : at + 1;
  }
  return found;
}

/** One person, or several joined by comma, `und`, `sowie`. */
function peopleAt(tokens: readonly Token[], from: number, town: Town): Actor | null {
  const first = personAt(tokens, from, town);
  if (!first) return null;
  const people = [first];
  let to = first.to;
  while (people.length < 12) {
    const next = nextPerson(tokens, to, town, first);
    if (!next) break;
    people.push(next);
    to = next.to;
  }
  const joined = people.length > 1 && !/^(?:und|sowie)$/.test(joiner(tokens, people)) ? [first] : people;
  const last = joined.at(-1) ?? first;
  return { ...empty("person", tokens, from, last.to), people: joined, oblique: first.oblique || after(tokens, from) };
}

function nextPerson(tokens: readonly Token[], at: number, town: Town, first: Person): Person | null {
  const sign = tokens[at]?.lower ?? "";
  if (!/^(?:,|und|sowie|\/)$/.test(sign)) return null;
  const from = tokens[at + 1]?.lower === "und" || tokens[at + 1]?.lower === "auch" ? at + 2 : at + 1;
  const person = personAt(tokens, from, town);
  if (person?.named || (person && person.side !== "public" && /^(?:der|die)$/.test(tokens[from]?.lower ?? "") && sign !== ","))
    return person;
  const bare = first.plural && /^\p{Lu}\p{L}+/u.test(tokens[from]?.text ?? "") ? tokens[from] : undefined;
  const gentlemen = tokens.slice(first.from, first.to).some(({ text }) => text === "Herren");
  return bare ? { ...first, salutation: gentlemen ? "Herr" : null, party: null, asker: bare.text, from, to: from + 1 } : null;
}

/** What stands before the last of several people: a list ends with `und`; else the comma is an apposition. */
function joiner(tokens: readonly Token[], people: readonly Person[]): string {
  const last = people.at(-1);
  const word = tokens[(last?.from ?? 0) - 1]?.lower ?? "";
  return word === "auch" ? "und" : word;
}

function pronounAt(tokens: readonly Token[], at: number): Actor | null {
  const word = tokens[at]?.lower ?? "";
  if (nobody.has(word)) return { ...empty("nobody", tokens, at, at + 1), pronoun: word };
  const gender = pronouns.get(word);
  if (
    gender === undefined ||
    (/^diese/.test(word) && /^\p{L}/u.test(tokens[at + 1]?.text ?? "") && !/(?:t|te|ten)$/.test(tokens[at + 1]?.text ?? ""))
  )
    return null;
  return { ...empty("pronoun", tokens, at, at + 1), pronoun: word, gender: gender as Salutation | null };
}

/** `die SPD-Fraktion`, `Fraktion Die Linke`, `Ratsfraktion Bündnis 90/Die Grünen`. */
function groupAt(tokens: readonly Token[], from: number): Actor | null {
  const at = articles.test(tokens[from]?.lower ?? "") ? from + 1 : from;
  const token = tokens[at];
  if (!token || !/^\p{Lu}/u.test(token.text)) return null;
  const compound = /^(.+)-(\p{Lu}\p{Ll}*(?:fraktion|gruppe)|Fraktion|Gruppe)$/u.exec(token.text);
  const named = compound
    ? { name: compound[1] ?? "", to: at + 1 }
    : rules.groups.includes(token.lower)
      ? (longestParty(tokens, at + 1) ?? ofParty(tokens, at + 1))
      : longestCompound(tokens, at);
  if (!named) return null;
  const role = compound?.[2] ?? (rules.groups.includes(token.lower) ? token.text : "Fraktion");
  const party = partyOf(named.name) ?? named.name;
  return { ...empty("group", tokens, from, named.to), name: { asker: party, salutation: null, role, party } };
}

/** `Fraktion der Grünen`, `Fraktion von Bündnis 90/Die Grünen`. */
function ofParty(tokens: readonly Token[], at: number): { name: string; to: number } | null {
  return /^(?:der|von|des)$/.test(tokens[at]?.lower ?? "") ? longestParty(tokens, at + 1) : null;
}

/** `Bündnis 90/Die Grünen-Fraktion`. */
function longestCompound(tokens: readonly Token[], at: number): { name: string; to: number } | null {
  for (let to = at + 1; to < at + 6; to++) {
    const compound = /^(.+)-Fraktion$/.exec(tokens[to]?.text ?? "");
    if (!compound) continue;
    const name = `${tokens
      .slice(at, to)
      .map(({ text }) => text)
      .join(" ")} ${compound[1]}`.replace(" / ", "/");
    return partyOf(name) ? { name, to: to + 1 } : null;
  }
  return null;
}

const publicWords = new Set(rules.public);
const kindOf = suffixes((["administration", "body"] as const).flatMap((kind) => rules[kind].map((word) => [word, kind] as const)));

/** `die Verwaltung`, `der Ausschuss`, `Bürgerinnen und Bürger`. */
function nounAt(tokens: readonly Token[], from: number): Actor | null {
  const at = articles.test(tokens[from]?.lower ?? "") ? skipAdjectives(tokens, from + 1) : from;
  const token = tokens[at];
  if (!token || !/^\p{Lu}\p{L}+/u.test(token.text)) return null;
  const kind = kindOf(token.lower)?.value ?? (publicWords.has(token.lower) ? "public" : undefined);
  const behindName = at === from && from > 0 && !/^(?:[.:;]|\p{Ll})/u.test(tokens[from - 1]?.text ?? "");
  if (!kind || (kind !== "public" && behindName)) return null;
  const oblique = /^(?:des|dem|eines|einem)$/.test(tokens[from]?.lower ?? "");
  const district = rules.districtBodies.some((word) => token.lower.startsWith(word));
  const number = /^\d{1,2}$/.test(tokens[at + 1]?.text ?? "") ? ` ${tokens[at + 1]?.text}` : "";
  const name =
    kind === "body" && district
      ? { asker: token.text.replace(/(schuss|rat)e?s$/, "$1") + number, salutation: null, role: "Gremium", party: null }
      : null;
  return { ...empty(kind, tokens, from, at + (number ? 2 : 1)), name, oblique: oblique || after(tokens, from) };
}

function skipAdjectives(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < from + 3 && /^\p{Ll}+e[rn]?$/u.test(tokens[at]?.text ?? "")) at++;
  return at;
}

/** Behind a preposition, or a genitive behind a noun: `mit dem Bericht der Verwaltung`. */
function after(tokens: readonly Token[], from: number): boolean {
  const before = tokens[from - 1];
  const genitive = /^(?:der|des|einer|eines)$/.test(tokens[from]?.lower ?? "") && /^\p{Lu}\p{L}/u.test(before?.text ?? "");
  return genitive || prepositions.has(before?.lower ?? "");
}

function empty(kind: Actor["kind"], tokens: readonly Token[], from: number, to: number): Actor {
  return { kind, people: [], name: null, pronoun: null, gender: null, oblique: after(tokens, from), from, to };
}
