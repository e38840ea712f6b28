import compoundWords from "./rules/compounds.json" with { type: "json" };

/** A title taken apart. */
export interface Words {
  /** The text without soft hyphens and invisible marks, on one line: what reasons quote. */
  readonly text: string;
  readonly words: readonly Word[];
  /** Written in one case throughout, so that capitals say nothing. */
  readonly oneCase: boolean;
}

export interface Word {
  /** As written; `start` and `end` are UTF-16 positions in `Words.text`. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** The word itself, then the compounds it begins or ends. */
  readonly forms: readonly [Form, ...Form[]];
  /** What stands between it and the word before. */
  readonly before: string;
}

export interface Form {
  readonly fold: string;
  /** How many words it covers: "Chancen-Aufenthaltsrecht" is one form of two words. */
  readonly span: number;
  /** The list cut the word off ("Integrationsma..."): only its beginning is known. */
  readonly cut: boolean;
}

interface Piece {
  readonly written: string;
  readonly fold: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** No title is longer; a list that says so is not read to its end. */
const titleLength = 2_000;

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const piece = /§+|&|\d+(?: ?[a-z](?![\p{L}\p{N}]))?|\p{L}+(?:[*:_·](?:innen|in|r|n)(?!\p{L}))?/gu;
const joint = /^(?:&|und|oder|bzw|sowie|wie|als|u)$/;
const functionWords = new Set(
  `von vom der die das des dem den ein eine einer eines einem einen in im ins an am auf aus bei mit nach zu zur zum für und oder sowie bzw
   als hier über durch ohne vor bei ab seit`
    .split(/\s+/)
    .map(fold),
);
const parts = compoundWords.parts.map(fold).sort((a, b) => b.length - a.length);
const unclear = compoundWords.unclear.map(fold);
const inflections = ["", "n", "en", "e", "s", "es", "er"];

/**
 * Lower case without umlauts, ß, accents and gender marks, so that "Ausländerbehörde", "AUSLAENDERBEHOERDE" and "Auslanderbehorde"
 * are one. The rules go through it too, so both sides lose the same.
 */
export function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(/[\p{M}*:_· ]/gu, "");
  return bare
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/([aou])e/g, "$1");
}

/** A noun as far as spelling tells; where the whole title is in one case, any but a function word. */
export function isNoun(word: Word, { oneCase }: Words): boolean {
  return oneCase ? !functionWords.has(word.forms[0].fold) : /^\p{Lu}/u.test(word.written);
}

/** May be an adjective: written small and no function word. Never where the whole title is in one case. */
export function isAdjective(word: Word, { oneCase }: Words): boolean {
  return !oneCase && /^\p{Ll}/u.test(word.written) && !functionWords.has(word.forms[0].fold);
}

/** Punctuation other than hyphens and quotes stands before it. */
export function isAfterBreak(word: Word): boolean {
  return /[^\s\-"„“”«»'’]|\s-\s/u.test(word.before);
}

/** Takes a title apart in time linear in its length: no expression here can backtrack over more than one word. The rest is not read. */
export function readWords(raw: string, longest = titleLength): Words {
  const text = raw.slice(0, longest).normalize("NFC").replace(invisible, "").replace(/[‐‑]/g, "-").replace(/\s+/g, " ").trim();
  const pieces = cutUp(text);
  const oneCase = (text === text.toUpperCase() || text === text.toLowerCase()) && pieces.filter((one) => one.fold.length > 3).length > 1;
  const words = pieces.map((one, index): Word => {
    const { written, start, end, before } = one;
    return { written, start, end, before, forms: [{ fold: one.fold, span: 1, cut: isCut(one) }, ...compounds(pieces, index)] };
  });
  return { text, words, oneCase };
}

function cutUp(text: string): Piece[] {
  const matches = [...text.matchAll(piece)];
  return matches.map((match, index) => {
    const start = match.index;
    const end = start + match[0].length;
    const previous = matches[index - 1];
    return {
      written: match[0],
      fold: match[0].startsWith("§") ? "§" : fold(match[0]),
      start,
      end,
      before: text.slice(previous ? previous.index + previous[0].length : 0, start),
      after: text.slice(end, matches[index + 1]?.index ?? text.length),
    };
  });
}

/** A cut word that may as well be another one says nothing. */
function isCut(one: Piece): boolean {
  return /^\[?(?:\.\.|…)/.test(one.after) && one.fold.length >= 6 && !unclear.some((other) => other.startsWith(one.fold));
}

function compounds(pieces: readonly Piece[], index: number): Form[] {
  const one = pieces[index];
  const next = pieces[index + 1];
  if (!one) return [];
  if (/\s-$/.test(one.before)) return begunBefore(pieces, index);
  if (!next) return [];
  if (one.after === "-" || (one.after === "- " && !joint.test(next.fold))) return joined(pieces, index);
  return /^-[\s,/]/.test(one.after) ? endedAfter(pieces, index) : [];
}

/** "Case-Management", and words wrapped over a line end: "Integrations- management". */
function joined(pieces: readonly Piece[], index: number): Form[] {
  const forms: Form[] = [];
  let text = pieces[index]?.fold ?? "";
  for (let at = index; forms.length < 3 && /^- ?$/.test(pieces[at]?.after ?? ""); at += 1) {
    text += pieces[at + 1]?.fold ?? "";
    forms.push({ fold: text, span: forms.length + 2, cut: false });
  }
  return forms;
}

/** "Ausländer- und Einbürgerungsbehörde": the next whole word lends its last part. */
function endedAfter(pieces: readonly Piece[], index: number): Form[] {
  const whole = pieces.slice(index + 1, index + 7).find((one) => !joint.test(one.fold) && !one.after.startsWith("-"));
  const part = whole && lastPart(whole.fold);
  return part ? [{ fold: `${pieces[index]?.fold}${part}`, span: 1, cut: false }] : [];
}

/** "Integrationskonzept und -bericht": the last whole word before lends its first part. */
function begunBefore(pieces: readonly Piece[], index: number): Form[] {
  const whole = pieces.slice(Math.max(0, index - 3), index).findLast((one) => !joint.test(one.fold));
  const part = whole && lastPart(whole.fold);
  return part ? [{ fold: `${whole.fold.slice(0, whole.fold.lastIndexOf(part))}${pieces[index]?.fold}`, span: 1, cut: false }] : [];
}

function lastPart(word: string): string | undefined {
  return parts.find((part) => word.length > part.length + 2 && inflections.some((ending) => word.endsWith(part + ending)));
}
