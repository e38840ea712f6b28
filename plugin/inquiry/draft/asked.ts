import { readFileSync } from "node:fs";
import { z } from "zod";
import { topics } from "../../figures/topics.ts";
import { oneLine } from "../words/one-line.ts";

const Words = z.array(z.string()).min(1).transform(anyOf);
const Asks = z.strictObject({
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
  readonly breakdown: boolean;
  /** It asks how many are entitled. Nobody counts that: the indicators of the Potenzial that may be named instead. */
  readonly potentials: readonly string[] | null;
  /** The kinds of number it names (applications, refusals …); empty = all of its topics. */
  readonly kinds: readonly { readonly label: string; readonly indicators: RegExp }[];
}

/** Reads a question. It must not be concluded that a fact of the same topic answers it: a person decides. */
export function asked(inquiry: { readonly question: string; readonly topics: readonly string[] }): Asked {
  const text = oneLine(inquiry.question);
  const named = asks.topics.filter(({ words }) => words.test(text)).map(({ topic }) => topic);
  const labelled = topics.filter(({ id, passages }) => inquiry.topics.some((label) => label === id || passages.includes(label)));
  const codes = [...new Set([...named, ...labelled.map(({ id }) => id)])];
  const quantity = asks.quantity.test(text);
  const potentials = quantity && asks.entitlement.test(text) ? potentialsFor(text, codes) : null;
  return {
    topics: potentials ? [...new Set(["T11", ...codes])] : codes,
    quantity,
    reason: asks.reason.test(text),
    breakdown: asks.breakdown.test(text),
    potentials,
    kinds: asks.kinds.filter(({ words }) => words.test(text)),
  };
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
