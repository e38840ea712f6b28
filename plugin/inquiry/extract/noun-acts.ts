import type { Actor } from "./actors.ts";
import answers from "./answers.json" with { type: "json" };
import { clauseFrom, find } from "./clause.ts";
import rules from "./speech-acts.json" with { type: "json" };
import type { Token } from "./tokens.ts";

/** `Auf Nachfrage von RM X, ob …, erläutert …`: a question told as a noun (facts: inquiries.md §1 no. 3). */
export interface NounAct {
  readonly noun: number;
  readonly actor: Actor | null;
  /** `aus dem Ausschuss`: somebody asked, and it is not said who. */
  readonly impersonal: boolean;
  /** The question itself; null where only its answer is told. */
  readonly content: { readonly from: number; readonly to: number; readonly link: string } | null;
  /** Span of `Nachfrage von X`. */
  readonly phrase: { readonly from: number; readonly to: number };
  /** Stands at the beginning, with the answer behind it. */
  readonly fronted: boolean;
  readonly plural: boolean;
  readonly again: boolean;
  /** `die Frage von X`, `zur Frage von X`: may be one that was told before. */
  readonly definite: boolean;
}

const nouns = new Set(rules.nouns);
const finite = new Set([...answers.verbs, ...answers.weak, ...answers.auxiliaries]);

export function nounAct(tokens: readonly Token[], actors: readonly Actor[]): NounAct | null {
  const noun = tokens.findIndex(({ lower, text }) => nouns.has(lower) && /^\p{Lu}/u.test(text));
  if (noun < 0) return null;
  const next = tokens[noun + 1]?.lower ?? "";
  if (/^(?:beim|bei|an|nach|gegenüber)$/.test(next) && !/^nach$/.test(next)) return null;
  const linked = /^(?:von|vom|der|des|durch|seitens|einer|eines|hin)$/.test(next) ? noun + 2 : noun + 1;
  const actor = actors.find(({ from }) => from > noun && from <= linked) ?? null;
  const impersonal = !actor && /^(?:aus|von|seitens)$/.test(next);
  const to = actor ? actor.to : impersonal ? phraseEnd(tokens, noun + 1) : tokens[noun + 1]?.lower === "hin" ? noun + 2 : noun + 1;
  const head = tokens.slice(0, noun).map(({ lower }) => lower);
  return {
    noun,
    actor,
    impersonal,
    content: contentBehind(tokens, to),
    phrase: { from: tokens[noun - 1]?.lower === "und" && /^\p{Lu}/u.test(tokens[noun - 2]?.text ?? "") ? noun - 2 : noun, to },
    fronted: noun <= 5 && /^(?:auf|zu|zur|nach|bezüglich|hinsichtlich|in)$/.test(head[0] ?? ""),
    plural: /n$/.test(tokens[noun]?.lower ?? ""),
    definite: head.some((word) => /^(?:die|der|zur|den|beider)$/.test(word)),
    again: head.some((word) => /^(?:erneute|weitere|nochmalige|zusätzliche|ergänzende|zweite|letzte)[nr]?$/.test(word)),
  };
}

function phraseEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < from + 6 && tokens[at] && !/^[,.:]$/.test(tokens[at]?.text ?? "") && !finite.has(tokens[at]?.text ?? "")) at++;
  return at;
}

/** A clause up to the comma before the main verb, or a noun phrase up to the main verb. */
function contentBehind(tokens: readonly Token[], from: number): NounAct["content"] {
  const start = tokens[from]?.text === "," ? from + 1 : from;
  const clause = clauseFrom(tokens, start, Math.min(start + 1, tokens.length));
  if (clause !== null) return { from: clause, to: clauseEnd(tokens, clause), link: tokens[clause]?.lower ?? "ob" };
  const link = tokens[start]?.lower ?? "";
  if (!/^(?:nach|zu|zum|zur|über|bezüglich|hinsichtlich|betreffend|wegen)$/.test(link)) return null;
  const verb = mainVerb(tokens, start + 1);
  const to = verb ?? tokens.length;
  const inner = clauseFrom(tokens, start + 1, to);
  if (inner !== null && tokens[inner - 1]?.text === ",")
    return { from: inner, to: clauseEnd(tokens, inner), link: tokens[inner]?.lower ?? "ob" };
  return { from: /^zu[mr]$/.test(link) ? start : start + 1, to, link };
}

function clauseEnd(tokens: readonly Token[], from: number): number {
  for (let at = from + 1; at < tokens.length; at++) {
    if (tokens[at]?.text !== ",") continue;
    const next = tokens[at + 1];
    if (next && (finite.has(next.text) || /^(?:mit|dahingehend|positiv|negativ)$/.test(next.text))) return at;
    if (next && /^\p{Ll}+t$/u.test(next.text) && /^(?:\p{Lu}|die|der|er$|sie$)/u.test(tokens[at + 2]?.text ?? "")) return at;
  }
  return tokens.length;
}

function mainVerb(tokens: readonly Token[], from: number): number | null {
  for (let at = from; at < tokens.length; at++) if (finite.has(tokens[at]?.text ?? "")) return at;
  return find(tokens, from, tokens.length, /^,$/);
}
