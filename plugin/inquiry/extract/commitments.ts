import { clean, original } from "./clean.ts";
import rules from "./commitments.json" with { type: "json" };
import { phrases } from "./phrases.ts";
import { read } from "./read.ts";
import { verbActs } from "./verb-acts.ts";

/** A dated announcement of the administration: `werde voraussichtlich im November 2023 fertiggestellt`. */
export interface Commitment {
  /** The sentence, and its UTF-16 offsets in the text as it came in. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly due: Due;
}

interface Due {
  /** As printed: `Ende November 2023`. */
  readonly text: string;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as the text is; none for `im Herbst`. */
  readonly date?: string;
}

const announces = phrases(rules.announces);
const past = phrases(rules.past);
const month = rules.months.join("|");
const times: readonly [RegExp, (match: readonly string[]) => string | undefined][] = [
  [
    /(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d{2})(?!\d)/,
    ([, day, number, year]) => `${year}-${number?.padStart(2, "0")}-${day?.padStart(2, "0")}`,
  ],
  [new RegExp(`(\\d{1,2})\\. (${month}) (20\\d{2})`), ([, day, name, year]) => `${year}-${numberOf(name)}-${day?.padStart(2, "0")}`],
  [new RegExp(`(?:(?:Anfang|Mitte|Ende) )?(${month}) (20\\d{2})`), ([, name, year]) => `${year}-${numberOf(name)}`],
  [
    new RegExp(
      `(?:(?:\\d\\.|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?) (?:Quartal|Halbjahr)|${rules.seasons.join("|")}|(?:Anfang|Mitte|Ende)) (?:des Jahres )?(20\\d{2})`,
    ),
    ([, year]) => year,
  ],
  [
    new RegExp(
      `(?:(?:Anfang|Mitte|Ende) |\\d{1,2}\\. )?(?:${month})(?!\\p{L})|(?:${rules.seasons.join("|")})(?!\\p{L})|${rules.next.join("|")}`,
      "u",
    ),
    () => undefined,
  ],
  [/(?:[Ii]m Jahr(?:e)?|bis|ab|für|Jahr) (20\d{2})(?!\d)/, ([, year]) => year],
];

/**
 * What the administration announced with a time, in the order of the text. It is no promise to an asker by itself, and
 * nobody may conclude that it was kept; it is a day to look again.
 */
export function commitments(text: string): Commitment[] {
  const cleaned = clean(text);
  return read(cleaned).sentences.flatMap((sentence) => {
    const due = dueOf(sentence.text);
    const [first, last] = [sentence.tokens[0], sentence.tokens.at(-1)];
    if (!due || !first || !last || sentence.ending === "?" || !announces.test(sentence.lower) || past.test(sentence.lower)) return [];
    if (verbActs(sentence.tokens, []).some(({ rules }) => rules.some(({ kind }) => kind === "question"))) return [];
    const span = original(cleaned, first.start, last.end);
    return [{ text: text.slice(span.start, span.end), ...span, due }];
  });
}

function dueOf(sentence: string): Due | null {
  for (const [pattern, dateOf] of times) {
    const match = pattern.exec(sentence);
    if (!match) continue;
    const date = dateOf(match);
    return { text: match[0], ...(date === undefined ? {} : { date }) };
  }
  return null;
}

function numberOf(name: string | undefined): string {
  return String(rules.months.indexOf(name ?? "") + 1).padStart(2, "0");
}
