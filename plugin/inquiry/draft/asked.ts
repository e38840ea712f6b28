import { readFileSync } from "node:fs";
import { z } from "zod";
import { topics } from "../../figures/topics.ts";
import { oneLine } from "../words/one-line.ts";

const Words = z.array(z.string()).min(1).transform(anyOf);
const Asks = z.strictObject({
  /** Asks how many in so many words. */
  count: Words,
  /** Nouns that a number answers, unless the question asks why. */
  quantity: Words,
  reason: Words,
  breakdown: Words,
  entitlement: Words,
  potentials: z.array(z.strictObject({ indicator: z.string(), topic: z.string(), words: Words })),
  topics: z.array(z.strictObject({ topic: z.string(), words: Words })),
  kinds: z.array(
    z.strictObject({ label: z.string(), indicators: z.string().transform((pattern) => new RegExp(pattern, "u")), words: Words }),
  ),
});
const asks = Asks.parse(JSON.parse(readFileSync(new URL("./asks.json", import.meta.url), "utf8")));

/** What would answer a question, judged by its words and its topics. */
export interface Asked {
  /** T-codes: those of the words first, then those of the labels. */
  readonly topics: readonly string[];
  /** Numbers answer it. */
  readonly quantity: boolean;
  /** It asks for reasons: no number answers it. */
  readonly reason: boolean;
  /** It asks whether: numbers may help, but somebody has to say yes or no. */
  readonly whether: boolean;
  readonly breakdown: boolean;
  /** It asks how many are entitled. Nobody counts that: the indicators of the Potenzial that may be named instead. */
  readonly potentials: readonly string[] | null;
  /** The kinds of number it names (applications, refusals …); empty = all of its topics. */
  readonly kinds: readonly Kind[];
}

export interface Kind {
  readonly label: string;
  readonly indicators: RegExp;
  readonly words: RegExp;
}

/** Reads a question. It must not be concluded that a fact of the same topic answers it: a person decides. */
export function asked(inquiry: { readonly question: string; readonly topics: readonly string[] }): Asked {
  const text = oneLine(inquiry.question);
  const named = asks.topics.filter(({ words }) => words.test(text)).map(({ topic }) => topic);
  const labelled = topics.filter(({ id, passages }) => inquiry.topics.some((label) => label === id || passages.includes(label)));
  const codes = [...new Set([...named, ...labelled.map(({ id }) => id)])];
  const counts = asks.count.test(text);
  const reason = asks.reason.test(text);
  const quantity = counts || (!reason && asks.quantity.test(text));
  const potentials = quantity && asks.entitlement.test(text) ? potentialsFor(text, codes) : null;
  return {
    topics: potentials ? [...new Set(["T11", ...codes])] : codes,
    quantity,
    reason,
    whether: !counts && /^ob(?!\p{L})/iu.test(text),
    breakdown: asks.breakdown.test(text),
    potentials,
    kinds: asks.kinds.filter(({ words }) => words.test(text)),
  };
}

/** A report tells all that is known of a topic. */
export const everythingOn = (topic: string): Asked => ({
  ...{ topics: [topic], quantity: true, reason: false, whether: false, breakdown: false, kinds: [] },
  potentials: topic === "T11" ? [...asks.potentials.map(({ indicator }) => indicator), "POT.ANY"] : null,
});

/** Does the question name both kinds side by side, as in "wie viele Anträge und wie viele Erteilungen"? */
export function sideBySide(question: string, one: Kind, other: Kind): boolean {
  const text = oneLine(question);
  const [a, b] = [one.words.exec(text), other.words.exec(text)];
  if (!a || !b) return false;
  const [first, second] = a.index < b.index ? [a, b] : [b, a];
  return /(?<!\p{L})(?:und|sowie|oder|bzw\.|beziehungsweise)(?!\p{L})|,/u.test(text.slice(first.index + first[0].length, second.index));
}

/** The law that the words name decides; without one, the topics do. Null: it is about another entitlement than one to stay or to naturalise. */
function potentialsFor(text: string, codes: readonly string[]): string[] | null {
  const named = asks.potentials.filter(({ words }) => words.test(text));
  const meant = named.length > 0 ? named : asks.potentials.filter(({ topic }) => codes.includes(topic));
  if (meant.length > 0) return meant.map(({ indicator }) => indicator);
  return codes.includes("T8") || codes.includes("T11") ? [...asks.potentials.map(({ indicator }) => indicator), "POT.ANY"] : null;
}

function anyOf(words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}
