import roles from "./roles.json" with { type: "json" };
import { suffixes } from "./suffixes.ts";
import type { Token } from "./tokens.ts";
import type { Town } from "./towns.ts";
import type { Salutation } from "./types.ts";

/** Which side of the table somebody sits on. `either`: only what the person does tells. */
export type Side = "council" | "administration" | "chair" | "public" | "either";

export interface Role {
  /** In the nominative, as the text has it otherwise. */
  readonly name: string;
  readonly side: Side;
  readonly gender: Salutation | null;
  /** Index after its last token. */
  readonly to: number;
  /** A short form, which means nothing without a name behind it. */
  readonly short: boolean;
  /** Several people: `die Ratsmitglieder A und B`. */
  readonly plural: boolean;
}

interface Word {
  readonly side: Side;
  readonly gender: Salutation | null;
  readonly nominative: string;
}

const short = new Map<string, Word>(words(roles.abbreviations));
const whole = new Map<string, Word>(words(roles.nouns).map(([form, word]) => [form.toLowerCase(), word]));
/** The longest counts: an `Ortsvorsteher` is no `Vorsteher`. */
const endingOf = suffixes(words(roles.endings));
const adjectival = roles.adjectival.flatMap(({ side, stems }) => stems.map((stem) => ({ side: side as Side, stem })));
const modifiers = new Set(roles.modifiers);

/** The role that begins at this token, with its adjectives; null if none does. */
export function roleAt(tokens: readonly Token[], from: number, town: Town): Role | null {
  let at = from;
  while (at < from + 3 && modifiers.has(tokens[at]?.text ?? "")) at++;
  const token = tokens[at];
  if (!token) return null;
  const before = tokens.slice(from, at).map(({ text }) => text);
  const found = short.get(token.text) ?? noun(token) ?? declined(tokens, at, before);
  if (!found) return null;
  const name = [...before.map((word) => agree(word, found)), found.nominative].join(" ");
  const side = sideOf(found, token.lower, before, town);
  return {
    name,
    side,
    gender: found.gender,
    to: at + 1,
    short: short.has(token.text),
    plural: /(?:mitgliedern?|herren|frauen|räten?|innen)$/i.test(token.text),
  };
}

function words(list: readonly { side: string; gender: string | null; words: readonly string[] }[]): [string, Word][] {
  return list.flatMap(({ side, gender, words: entries }) =>
    entries.flatMap((entry) => {
      const forms = entry.split("|");
      return forms.map((form): [string, Word] => [
        form,
        { side: side as Side, gender: gender as Salutation | null, nominative: forms[0] ?? form },
      ]);
    }),
  );
}

function noun(token: Token): Word | null {
  if (!/^\p{Lu}/u.test(token.text)) return null;
  const known = whole.get(token.lower);
  if (known) return { ...known, nominative: cased(token, known.nominative) };
  const found = endingOf(token.lower);
  if (!found) return null;
  const { nominative } = found.value;
  const stem = token.text.slice(0, token.text.length - found.ending.length);
  return { ...found.value, nominative: stem === "" ? capital(nominative) : stem + nominative };
}

/** `Stadtverordneter`, `der Stadtverordnete`, `der Stadtverordneten`: the ending and the article tell the gender. */
function declined(tokens: readonly Token[], at: number, before: readonly string[]): Word | null {
  const token = tokens[at];
  if (!token || !/^\p{Lu}/u.test(token.text)) return null;
  const ending = /(?:er|en|em|e)$/.exec(token.lower)?.[0];
  if (!ending) return null;
  const stem = token.lower.slice(0, -ending.length);
  const known = adjectival.find((one) => stem.endsWith(one.stem));
  if (!known) return null;
  const gender = genderOf(ending, tokens, at - before.length - 1);
  const base = token.text.slice(0, token.text.length - ending.length);
  return { side: known.side, gender, nominative: base + (gender === "Herr" ? "er" : "e") };
}

function genderOf(ending: string, tokens: readonly Token[], article: number): Salutation | null {
  const word = tokens[article]?.lower ?? "";
  if (/^herrn?$/.test(word) || ending === "er" || ending === "em") return "Herr";
  if (word === "frau") return "Frau";
  if (ending === "e") return word === "der" ? "Herr" : "Frau";
  if (word === "der" || word === "einer") return "Frau";
  return word === "die" ? null : "Herr";
}

function sideOf(word: Word, lower: string, before: readonly string[], town: Town): Side {
  if (before.some((one) => roles.citizenModifiers.includes(one))) return "council";
  if (/bürgermeister(in)?$/.test(lower) && before.some((one) => roles.deputies.includes(one))) return "chair";
  if (/stadtrat|stadträtin|^str(?:in)?\.?$/.test(lower) && before.some((one) => roles.officers.includes(one))) return "administration";
  const exception = roles.exceptions.find(({ role, lands, towns }) => {
    const same = lower === role || lower.replace(/(?:er|en|em|e|s|es)$/, "") === role;
    return (
      same &&
      ((lands as string[] | undefined)?.includes(town.land ?? "") ||
        (towns as string[] | undefined)?.some((name) => town.name.includes(name)))
    );
  });
  return (exception?.side as Side | undefined) ?? word.side;
}

/** `sachkundigen Bürgers` → `sachkundiger Bürger`. */
function agree(modifier: string, word: Word): string {
  if (/\.$/.test(modifier) || !/(?:er|es|en|e)$/.test(modifier)) return modifier;
  const ending = /mitglied$/i.test(word.nominative) ? "es" : word.gender === "Herr" ? "er" : word.gender === "Frau" ? "e" : null;
  return ending ? modifier.replace(/(?:er|es|en|e)$/, ending) : modifier;
}

function cased(token: Token, nominative: string): string {
  return token.text.length === nominative.length ? token.text : nominative;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
