import { readFileSync } from "node:fs";
import { z } from "zod";

const Words = z.strictObject({
  /** What number words are put together from. */
  atoms: z.array(z.string()),
  /** Of these alone no number is made: "ein" is an article. */
  none: z.array(z.string()),
  endings: z.array(z.string()),
  /** "zweite" is prose; an ordinal counts only if it is a large one. */
  ordinals: z.array(z.string()),
  large: z.string(),
  words: z.array(z.string()),
  /** Numbers only behind "ein": a Viertel may be a part of town. */
  afterOne: z.array(z.string()),
});
const data = Words.parse(JSON.parse(readFileSync(new URL("./number-words.json", import.meta.url), "utf8")));

/** A number with the words beside it, in lower case; empty at the end of the text. */
export interface Numeral {
  /** Without group marks: `4 725`, `4.725` and `4725` are the same. */
  readonly value: string;
  readonly before: string;
  readonly after: string;
}

/** Numbers in digits; paragraphs of laws are names, not numbers. */
export function numbersIn(text: string): string[] {
  return (joined(plain(text).replace(law, "§")).match(digits) ?? []).map(canonical);
}

/**
 * Every number of a text that a person has written, whatever it looks like: digits of any script and width, with any spaces within,
 * words ("siebenundvierzig", "ein Drittel"), Roman numerals, letters spaced apart. A paragraph is a name only before its law.
 * Numbers that are told without any of these ("eine Handvoll") are not found.
 */
export function numeralsIn(text: string): Numeral[] {
  const close = text.replace(hairline, "");
  return close === text ? scan(text) : [...scan(text), ...scan(close)];
}

function scan(text: string): Numeral[] {
  const clean = joined(
    together(plain(text))
      .replace(namedLaw, "§")
      .replace(/(?<!\p{L})SGB [IVX]+(?!\p{L})/gu, "SGB"),
  );
  const tokens = clean.match(/\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}-]*/gu) ?? [];
  return tokens.flatMap((token, index) => {
    const [before = "", after = ""] = [tokens[index - 1], tokens[index + 1]];
    if (!/^\p{N}/u.test(token) && !isNumberWord(token, before) && !isRoman(token, before, after)) return [];
    return [{ value: canonical(token).toLowerCase(), before: before.toLowerCase(), after: after.toLowerCase() }];
  });
}

const digits = /\p{N}+(?:[.,]\p{N}+)*/gu;
const rest = "(?: ?(?:Abs\\.|Absatz|Satz|Nr\\.|Nummer) ?\\d+\\p{L}*)*";
const law = new RegExp(`§§? ?\\d+\\p{L}*${rest}`, "gu");
const more = `(?: ?(?:,|und|oder|bis|i\\. ?V\\. ?m\\.) ?(?:§§? ?)?\\d+\\p{L}*${rest})*`;
const namedLaw = new RegExp(
  `§§? ?\\d+\\p{L}{0,2}(?!\\p{L})${rest}${more}(?= ?(?:des |der )?\\p{Lu}[\\p{L}-]*(?:G|GB|O|V|gesetz(?:es)?|gesetzbuch(?:e?s)?|ordnung|verfassung)(?!\\p{L}))`,
  "gu",
);

/** Without what cannot be seen, and everything that only looks otherwise (full width, superscript, narrow spaces, accents) in its plain form. */
const plain = (text: string) =>
  text
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .normalize("NFKD")
    .replace(accents, "")
    .normalize("NFKC")
    .replaceAll("\u0131", "i")
    .replace(/\s+/gu, " ");

/** All but the dots of an umlaut. */
const accents = /(?!\u0308)\p{M}/gu;

/** Hair spaces and the like between letters: a gap that nobody sees. */
const hairline = /(?<=\p{L})[\u2004-\u200A\u202F\u205F](?=\p{L})/gu;

/** Marks that let digits be read in another order than they stand. */
const turning = /[\u061C\u200F\u202A-\u202E\u2066-\u2069]/u;

const scale = /[%\u2030]|(?<!\p{L})(?:Prozent|Promille|Mio|Mrd|Tsd)(?=\P{L}|$)/giu;

/** Does one text make something else of its numbers than the other: thousands, percent, digits the other way round? */
export function isRescaled(text: string, was: string): boolean {
  const scalesIn = (one: string) => (plain(one).match(scale) ?? []).map((word) => word.toLowerCase());
  const before = scalesIn(was);
  return (turning.test(text) && !turning.test(was)) || scalesIn(text).some((one) => !before.includes(one));
}

/** `4 725` in one piece; a year before a number stays apart. */
const joined = (text: string) => text.replace(/(?<![\p{N}.,])\p{N}{1,3}(?: \p{N}{3})+(?!\p{N})/gu, (number) => number.replaceAll(" ", ""));

/** `v i e r` and `v.i.e.r` in one piece. */
const together = (text: string) =>
  text.replace(/(?<!\p{L})(?:\p{L}[ ._/|\u00B7]){2,}\p{L}(?!\p{L})/gu, (letters) => letters.replace(/[ ._/|\u00B7]/gu, ""));

const canonical = (token: string) => (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(token) ? token.replaceAll(".", "") : token);

const atoms = data.atoms.toSorted((one, other) => other.length - one.length).join("|");
const counted = new RegExp(`^(?:${atoms})+$`, "u");
const inflected = new RegExp(`^((?:${atoms})+)(?:${data.endings.join("|")})$`, "u");
const ordinal = new RegExp(`^((?:${atoms})+)(?:${data.ordinals.join("|")})$`, "u");
const large = new RegExp(data.large, "u");

const foreign = /(?!\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})\p{L}/u;

function isNumberWord(token: string, before: string): boolean {
  // Letters of another script inside a word are there to hide it.
  if (/\p{Script=Latin}/u.test(token) && foreign.test(token)) return true;
  const whole = token.toLowerCase().replaceAll("-", "");
  return [whole, ...token.toLowerCase().split("-")].some((word) => {
    if (data.words.includes(word)) return true;
    if (data.afterOne.includes(word)) return /^ein(?:em|es)?$/iu.test(before);
    if (counted.test(word)) return !data.none.includes(word);
    const [, stem] = inflected.exec(word) ?? [];
    if (stem !== undefined) return !data.none.includes(stem);
    const [, position] = ordinal.exec(word) ?? [];
    return position !== undefined && large.test(position);
  });
}

const roman = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;

/** Two capitals and more; in small letters three, or two of I, V, X; a single letter only where a number stands: before a noun, behind a small word or nothing. */
function isRoman(token: string, before: string, after: string): boolean {
  if (!roman.test(token.toUpperCase()) || token.toLowerCase() === "mix") return false;
  if (token === token.toUpperCase() && token.length > 1) return true;
  if (token === token.toLowerCase()) return token.length > 2 || /^[ivx]{2}$/u.test(token);
  return /^[VXLCDM]$/u.test(token) && /^(?:\p{Ll}|$)/u.test(before) && /^\p{Lu}\p{Ll}/u.test(after);
}
