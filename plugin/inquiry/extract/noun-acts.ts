import type { Actor } from "./actors.ts";
import answers from "./answers.json" with { type: "json" };
import { asksAt, clauseFrom, find } from "./clause.ts";
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
  if (noun < 0) return participleAct(tokens);
  const next = tokens[noun + 1]?.lower ?? "";
  const owner = ownerOf(tokens, actors, noun);
  if (/^(?:beim|bei|an|nach|gegenüber)$/.test(next) && !/^nach$/.test(next)) return null;
  const linked = /^(?:von|vom|der|des|durch|seitens|einer|eines|hin)$/.test(next) ? noun + 2 : noun + 1;
  const actor = owner ?? actors.find(({ from }) => from > noun && from <= linked) ?? null;
  const impersonal = !actor && /^(?:aus|von|seitens)$/.test(next);
  const to = owner
    ? noun + 1
    : actor
      ? actor.to
      : impersonal
        ? phraseEnd(tokens, noun + 1)
        : tokens[noun + 1]?.lower === "hin"
          ? noun + 2
          : noun + 1;
  const head = tokens.slice(0, noun).map(({ lower }) => lower);
  return {
    noun,
    actor,
    impersonal,
    content: contentBehind(tokens, to) ?? contentBefore(tokens, noun),
    phrase: { from: tokens[noun - 1]?.lower === "und" && /^\p{Lu}/u.test(tokens[noun - 2]?.text ?? "") ? noun - 2 : noun, to },
    fronted: noun <= 5 && /^(?:auf|zu|zur|nach|bezüglich|hinsichtlich|in)$/.test(head[0] ?? ""),
    plural: /n$/.test(tokens[noun]?.lower ?? ""),
    definite: owner !== undefined || head.some((word) => /^(?:die|der|zur|den|beider)$/.test(word)),
    again: head.some((word) => /^(?:erneute|weitere|nochmalige|zusätzliche|ergänzende|zweite|letzte)[nr]?$/.test(word)),
  };
}

/** Whose question it is, where that stands before it: `Frau Gerlings Frage`, `die von Frau Gerling gestellte Frage`. */
function ownerOf(tokens: readonly Token[], actors: readonly Actor[], noun: number): Actor | null {
  const putBy = actors.find(
    ({ from, to }) => to === noun - 1 && put.test(tokens[to]?.lower ?? "") && by.test(tokens[from - 1]?.lower ?? ""),
  );
  const genitive = actors.find(({ to, kind }) => to === noun && kind === "person");
  return putBy ? { ...putBy, oblique: false } : genitive ? inNominative(genitive) : null;
}

const put = /^(?:gestellte|aufgeworfene|vorgebrachte|formulierte|geäußerte|eingereichte)[nr]?$/;
const by = /^(?:von|vom|durch|seitens)$/;

/** `Frau Gerlings` is Frau Gerling. */
function inNominative(actor: Actor): Actor {
  return {
    ...actor,
    oblique: false,
    people: actor.people.map((person) => ({ ...person, asker: person.asker.replace(/(?:s|['’])$/u, "") })),
  };
}

/** `Nach den Kosten gefragt, nennt Herr X …`, `Gefragt nach den Kosten, …`: somebody asked, and it is not said who. */
function participleAct(tokens: readonly Token[]): NounAct | null {
  const comma = find(tokens, 0, tokens.length, /^,$/);
  const asked = comma === null ? null : find(tokens, 0, comma, /^(?:gefragt|nachgefragt|befragt|angesprochen)$/);
  if (comma === null || asked === null || !finite.has(tokens[comma + 1]?.text ?? "")) return null;
  const content =
    asked === 0
      ? contentBehind(tokens, 1)
      : asked === comma - 1 && /^(?:nach|auf)$/.test(tokens[0]?.lower ?? "")
        ? { from: 1, to: asked, link: "nach" }
        : null;
  const phrase = { from: asked, to: asked + 1 };
  return (
    content && { noun: asked, actor: null, impersonal: true, content, phrase, fronted: true, plural: false, again: false, definite: false }
  );
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

/** `Wer zahlt das?, so die Frage von X`. */
function contentBefore(tokens: readonly Token[], noun: number): NounAct["content"] {
  const so = find(tokens, Math.max(0, noun - 3), noun, /^so$/);
  if (so === null || tokens[so - 1]?.text !== "," || !asksAt(tokens, 0)) return null;
  return { from: 0, to: so - 1, link: tokens[0]?.lower ?? "ob" };
}

function clauseEnd(tokens: readonly Token[], from: number): number {
  for (let at = from + 1; at < tokens.length; at++) {
    if (tokens[at]?.text === ":") return at;
    if (tokens[at]?.text !== ",") continue;
    const next = tokens[at + 1];
    if (next?.lower === "und" && /^(?:auf|zu|zur)$/.test(tokens[at + 2]?.lower ?? "")) return at;
    if (next && (finite.has(next.text) || /^(?:mit|dahingehend|positiv|negativ)$/.test(next.text))) return at;
    if (next && /^\p{Ll}+t$/u.test(next.text) && /^(?:\p{Lu}|die|der|er$|sie$)/u.test(tokens[at + 2]?.text ?? "")) return at;
  }
  return tokens.length;
}

function mainVerb(tokens: readonly Token[], from: number): number | null {
  for (let at = from; at < tokens.length; at++) if (finite.has(tokens[at]?.text ?? "")) return at;
  return find(tokens, from, tokens.length, /^,$/);
}
