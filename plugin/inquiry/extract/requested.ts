import { clauseFrom, find, untilAside, untilCoordination } from "./clause.ts";
import { phrases } from "./phrases.ts";
import type { Content, Place } from "./place.ts";
import rules from "./speech-acts.json" with { type: "json" };
import type { Token } from "./tokens.ts";
import traps from "./traps.json" with { type: "json" };

const information = new Set(rules.information);
const check = new Set(rules.check);
/** Asked for without a clause behind it, these are papers: `um Mitteilung der Ergebnisse`. */
const documents = new Set(rules.documents);
/** Single words must be the thing asked for itself (`um eine Pause`), longer phrases may stand anywhere in the noun phrase. */
const proceduralHead = phrases(traps.proceduralRequests.filter((phrase) => !phrase.includes(" ")));
const procedural = phrases(traps.proceduralRequests.filter((phrase) => phrase.includes(" ")));

/**
 * `bittet um …`. Information is a question, with the clause behind it if there is one (`um Auskunft, ob …`); a check or a
 * document is a request; what belongs to the running of the sitting is none.
 */
export function requested({ tokens, from, to }: Place): Content[] | null {
  const um = find(tokens, from, to, /^um$/);
  const comma = find(tokens, from, to, /^,$/);
  if (um === null || (comma !== null && comma < um)) return null;
  const head = headOf(tokens, um + 1, to);
  if (head === null) return null;
  if (information.has(tokens[head]?.text ?? "") || check.has(tokens[head]?.text ?? "")) return informed(tokens, um, head, to);
  const end = untilAside(tokens, um + 1, to);
  if (proceduralHead.test(lower(tokens, um, head + 1)) || procedural.test(lower(tokens, um, end))) return [];
  return split(tokens, um + 1, end).map((part) => ({ ...part, kind: "request", link: `um ${tokens[head]?.text}` }));
}

function informed(tokens: readonly Token[], um: number, head: number, to: number): Content[] | null {
  const word = tokens[head]?.text ?? "";
  const kind = check.has(word) && word !== "Klärung" ? "request" : "question";
  const link = `um ${word}`;
  const clause = clauseFrom(tokens, head + 1, to);
  if (clause !== null)
    return [{ from: clause, to: untilCoordination(tokens, clause, to), kind, link: `${link}, ${tokens[clause]?.lower}` }];
  const colon = find(tokens, head, to, /^:$/);
  const questions = find(tokens, head, to, /^(?:fragen|punkte|punkten)$/);
  if (
    questions !== null &&
    (colon !== null || find(tokens, head, questions, /^(?:folgende[rn]?|nachstehende[rn]?|nachfolgende[rn]?)$/) !== null)
  )
    return [{ from: to, to, kind: "question", link: "Liste", opensList: true }];
  const end = untilAside(tokens, um + 1, to);
  if (end <= head + 1 && /^(?:Beantwortung|Antwort)$/.test(word)) return [];
  return [{ from: um + 1, to: end, kind: documents.has(word) ? "request" : kind, link }];
}

/** The noun that is asked for: the first capitalised word that is no adjective or name of an addressee. */
function headOf(tokens: readonly Token[], from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    if (/^[,.:;]$/.test(tokens[at]?.text ?? "")) return null;
    if (/^\p{Lu}/u.test(tokens[at]?.text ?? "")) return at;
  }
  return null;
}

/** `um A und um B` are two. */
function split(tokens: readonly Token[], from: number, to: number): { from: number; to: number }[] {
  const at = find(tokens, from + 1, to, /^um$/);
  if (at === null) return [{ from, to }];
  const joint = /^(?:und|sowie|,)$/.test(tokens[at - 1]?.lower ?? "");
  return joint ? [{ from, to: at - 1 }, ...split(tokens, at + 1, to)] : [{ from, to }];
}

function lower(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.lower)
    .join(" ");
}
