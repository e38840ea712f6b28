import { coordinated } from "./rules.ts";
import rules from "./speech-acts.json" with { type: "json" };
import type { Token } from "./tokens.ts";

const words = new Set(rules.clauses.words);
const prepositions = new Set(rules.clauses.prepositions);
/** Question words that begin a clause even without a comma before them. */
const unmistakable = /^(?:ob|wann|warum|wieso|weshalb|weswegen|inwieweit|inwiefern|wieviel|wieviele)$/;

/** Does a question clause begin at this token: `ob`, `wie viele`, `in welchem Umfang`, `bis wann`? */
export function asksAt(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.lower ?? "";
  if (words.has(word)) return !(word === "wie" && /^(?:folgt|bereits|schon|vor|auch|oben|z\.b\.)$/.test(tokens[at + 1]?.lower ?? ""));
  return prepositions.has(word) && /^(?:wann|wo|we[mn]|wessen|was|welche[nmrs]?|wie)$/.test(tokens[at + 1]?.lower ?? "");
}

/** The first question clause in `[from, to)`; null if there is none. */
export function clauseFrom(tokens: readonly Token[], from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    if (!asksAt(tokens, at)) continue;
    const before = tokens[at - 1]?.lower ?? "";
    if (
      at === from ||
      unmistakable.test(tokens[at]?.lower ?? "") ||
      /^(?:[,:;–—(„“"»-]|und|sowie|nach|an|darüber|danach|dazu|davon|wissen|gewusst|viele)$/.test(before)
    )
      return at;
  }
  return null;
}

/** The first token in `[from, to)` with one of these words; null if there is none. */
export function find(tokens: readonly Token[], from: number, to: number, word: RegExp): number | null {
  for (let at = from; at < to; at++) if (word.test(tokens[at]?.lower ?? "")) return at;
  return null;
}

/** Where a new main clause with a verb of its own begins behind a clause or noun phrase: `…, und bittet um …`; else `to`. */
export function untilCoordination(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from + 1; at < to - 1; at++) {
    const word = tokens[at]?.lower ?? "";
    if (word === ";") return at;
    const before = tokens[at - 1]?.text === "," ? at - 1 : at;
    if (/^(?:und|sowie|aber)$/.test(word) && mainVerb(tokens, at + 1, to)) return before;
    if (word === "," && /^was$/.test(tokens[at + 1]?.lower ?? "") && /(?:t|te|wird|wurde)$/.test(tokens[to - 1]?.lower ?? "")) return at;
    if (word === "," && /^(?:woraufhin|worauf)$/.test(tokens[at + 1]?.lower ?? "")) return at;
    if (word === "," && anotherSpeaks(tokens, at + 1, to)) return at;
    if (word === "," && tokens[at + 1]?.lower === "so" && /^(?:frau|herr|die|der|rm)$/.test(tokens[at + 2]?.lower ?? "")) return at;
  }
  return to;
}

function mainVerb(tokens: readonly Token[], at: number, to: number): boolean {
  const next = /^(?:zudem|dann|auch|ferner|weiter|zugleich|er|sie|darüber)$/.test(tokens[at]?.lower ?? "") ? at + 1 : at;
  return next < to - 1 && coordinated.has(tokens[next]?.text ?? "");
}

/** `…, Frau X schließt sich an`: a comma where a full stop should be. */
function anotherSpeaks(tokens: readonly Token[], from: number, to: number): boolean {
  let at = from;
  while (at < from + 6 && at < to && /^(?:\p{Lu}|\()/u.test(tokens[at]?.text ?? "")) at++;
  return (
    at > from + 1 &&
    (coordinated.has(tokens[at]?.text ?? "") || /^(?:antwortet|antwortete|erwidert|entgegnet)e?$/.test(tokens[at]?.text ?? ""))
  );
}

/** Where a noun phrase ends: before a second main clause or a clause of reason or time. */
export function untilAside(tokens: readonly Token[], from: number, to: number): number {
  const end = untilCoordination(tokens, from, to);
  for (let at = from + 1; at < end - 1; at++) {
    if (
      tokens[at]?.text === "," &&
      /^(?:da|weil|damit|nachdem|obwohl|wobei|sodass|denn|so|um|zumal|ehe|bevor)$/.test(tokens[at + 1]?.lower ?? "")
    )
      return at;
  }
  return end;
}

/** Takes punctuation, brackets with an annex and hanging words from the end, and marks from the start. */
export function trimmed(tokens: readonly Token[], from: number, to: number): { from: number; to: number } {
  let start = from;
  let end = to;
  while (start < end && /^(?:[,;:–—„“"»‚-]|und|sowie)$/.test(tokens[start]?.text ?? "")) start++;
  while (end > start) {
    const last = tokens[end - 1]?.text ?? "";
    const open = last === ")" ? opening(tokens, start, end) : -1;
    if (/^[.,;:–—”"«]$/.test(last) || /^(?:und|sowie)$/.test(last)) end--;
    else if (last === "“" && !tokens.slice(start, end - 1).some(({ text }) => /^[„“]$/.test(text))) end--;
    else if (open > start && /^(?:anlage|siehe|s\.|vgl\.|tischvorlage)/i.test(tokens[open + 1]?.text ?? "")) end = open;
    else break;
  }
  return { from: start, to: end };
}

function opening(tokens: readonly Token[], from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) if (tokens[at]?.text === "(") return at;
  return -1;
}
