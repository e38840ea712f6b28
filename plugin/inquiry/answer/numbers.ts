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

/** Without what cannot be seen, and everything that only looks otherwise (full width, superscript, narrow spaces) in its plain form. */
const plain = (text: string) =>
  text
    .replace(/[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/gu, "")
    .normalize("NFKC")
    .replace(/\s+/gu, " ");

/** `4 725` in one piece; a year before a number stays apart. */
const joined = (text: string) => text.replace(/(?<![\p{N}.,])\p{N}{1,3}(?: \p{N}{3})+(?!\p{N})/gu, (number) => number.replaceAll(" ", ""));

/** `v i e r` in one piece. */
const together = (text: string) => text.replace(/(?<!\p{L})(?:\p{L} ){2,}\p{L}(?!\p{L})/gu, (letters) => letters.replaceAll(" ", ""));

const canonical = (token: string) => (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(token) ? token.replaceAll(".", "") : token);

const atoms = data.atoms.toSorted((one, other) => other.length - one.length).join("|");
const counted = new RegExp(`^(?:${atoms})+$`, "u");
const inflected = new RegExp(`^((?:${atoms})+)(?:${data.endings.join("|")})$`, "u");
const ordinal = new RegExp(`^((?:${atoms})+)(?:${data.ordinals.join("|")})$`, "u");
const large = new RegExp(data.large, "u");

function isNumberWord(token: string, before: string): boolean {
  // Letters of another script inside a word are there to hide it.
  if (/\p{Script=Latin}/u.test(token) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(token)) return true;
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

/** Two capitals and more; in small letters three; a single letter only where a number stands: between a small word and a noun. */
function isRoman(token: string, before: string, after: string): boolean {
  if (!roman.test(token.toUpperCase()) || token.toLowerCase() === "mix") return false;
  if (token === token.toUpperCase() && token.length > 1) return true;
  if (token === token.toLowerCase()) return token.length > 2;
  return /^[VXLCDM]$/u.test(token) && /^\p{Ll}/u.test(before) && /^\p{Lu}\p{Ll}/u.test(after);
}
