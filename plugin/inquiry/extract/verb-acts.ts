import type { Actor } from "./actors.ts";
import { asksAt, find } from "./clause.ts";
import { auxiliaries, passive, type Rule, rulesOf } from "./rules.ts";
import { subjectOf } from "./subject.ts";
import type { Token } from "./tokens.ts";

/** A verb that may ask, with its subject, and the stretch of the sentence in which its question must stand. */
export interface VerbAct {
  readonly rules: readonly Rule[];
  readonly verb: number;
  readonly subject: Actor | null;
  /** By whom, in the passive; `aus dem Ausschuss` is a subject without a name. */
  readonly impersonal: boolean;
  /** First token behind verb and subject. */
  readonly behind: number;
  readonly to: number;
  /** First token of the main clause: where an act before it ends. */
  readonly start: number;
}

const subordinators =
  /^(?:dass|ob|weil|da|wenn|falls|nachdem|obwohl|während|damit|sodass|wie|was|wer|als|sofern|soweit|indem|bevor|wonach|welche[rsnm]?|wann|warum|weshalb)$/;

/** All verbs of main clauses in a sentence by which somebody may ask, from left to right. */
export function verbActs(tokens: readonly Token[], actors: readonly Actor[]): VerbAct[] {
  const end = /^[.!?…]$/.test(tokens.at(-1)?.text ?? "") ? tokens.length - 1 : tokens.length;
  const found: Omit<VerbAct, "to">[] = [];
  for (let at = 0; at < end; at++) {
    const token = tokens[at];
    const gap = gapped(tokens, actors, at, found.at(-1));
    if (gap) found.push(gap);
    if (!token || !/^\p{Ll}/u.test(token.text)) continue;
    if (found.length > 0 && !opensClause(tokens, actors, at)) continue;
    const act = active(tokens, actors, at, end) ?? passively(tokens, actors, at, end);
    if (act) found.push(act);
  }
  return found.map((act, index) => ({ ...act, to: found[index + 1]?.start ?? end }));
}

/** `X fragt, ob …, und Y, wann …`: the second has the verb of the first. */
function gapped(
  tokens: readonly Token[],
  actors: readonly Actor[],
  at: number,
  before: Omit<VerbAct, "to"> | undefined,
): Omit<VerbAct, "to"> | null {
  const subject =
    before && /^(?:und|sowie|,)$/.test(tokens[at - 1]?.lower ?? "")
      ? actors.find(({ from, kind }) => from === at && kind === "person")
      : undefined;
  if (!before || !subject || tokens[subject.to]?.text !== "," || !asksAt(tokens, subject.to + 1)) return null;
  return { ...before, subject, behind: subject.to, start: tokens[at - 2]?.text === "," ? at - 2 : at - 1 };
}

function active(tokens: readonly Token[], actors: readonly Actor[], at: number, end: number): Omit<VerbAct, "to"> | null {
  const rules = rulesOf(tokens[at]?.text ?? "").filter((rule) => holds(rule, tokens, at, end));
  if (rules.length === 0 || subordinate(tokens, at, end)) return null;
  const subject = subjectOf(tokens, actors, at, rules[0]?.experiencer);
  const behind = subject && subject.from > at ? subject.to : at + 1;
  return { rules, verb: at, subject, impersonal: false, behind, start: clauseStart(tokens, subject, at) };
}

function holds(rule: Rule, tokens: readonly Token[], verb: number, end: number): boolean {
  const has = (words: readonly string[], from: number) => tokens.slice(from, end).some(({ text }) => words.includes(text));
  const comma = find(tokens, verb, end, /^[,:]$/) ?? end;
  if (rule.not && tokens.slice(verb + 1, Math.min(verb + 4, comma)).some(({ text }) => rule.not?.includes(text))) return false;
  if (rule.oblique) return tokens.some(({ lower }) => rule.needs?.includes(lower));
  return !rule.needs || has(rule.needs, rule.experiencer ? 0 : verb);
}

const participles = new Set(passive.flatMap(({ needs = [] }) => needs));

function passively(tokens: readonly Token[], actors: readonly Actor[], at: number, end: number): Omit<VerbAct, "to"> | null {
  if (!auxiliaries.has(tokens[at]?.text ?? "") || subordinate(tokens, at, end)) return null;
  if (!tokens.some(({ lower }) => participles.has(lower))) return null;
  const rules = passive.filter(({ needs = [], and }) => {
    const main = tokens.slice(0, end);
    const participle = main.findIndex(({ lower }, index) => needs.includes(lower) && (index > at || index === 0));
    return participle >= 0 && (!and || main.some(({ text }) => and.includes(text)));
  });
  if (rules.length === 0) return null;
  const agent =
    actors.find((actor) => /^(?:von|vom|durch|seitens|vonseiten)$/.test(tokens[actor.from - 1]?.lower ?? "") && actor.from < end) ?? null;
  const first = rules[0];
  const participle = find(tokens, at, end, new RegExp(`^(?:${first?.needs?.join("|")})$`));
  return { rules, verb: at, subject: agent, impersonal: agent === null, behind: (participle ?? at) + 1, start: 0 };
}

/** A clause opened by `dass`, `wenn` … has its verb at the end; a main clause has something behind its verb. */
function subordinate(tokens: readonly Token[], verb: number, end: number): boolean {
  let at = verb - 1;
  while (at >= 0 && !/^[,;:–—]$/.test(tokens[at]?.text ?? "")) at--;
  if (!subordinators.test(tokens[at + 1]?.lower ?? "") || at + 1 === verb) return false;
  return verb + 1 >= end || /^(?:,|und|oder|sowie|;)$/.test(tokens[verb + 1]?.lower ?? "");
}

/** A second act needs a main clause of its own: after `und`, `;`, or a person of its own. */
function opensClause(tokens: readonly Token[], actors: readonly Actor[], verb: number): boolean {
  let at = verb - 1;
  while (
    at > 0 &&
    /^(?:zudem|dann|ferner|weiter|weiterhin|außerdem|auch|gleichzeitig|zugleich|er|sie|anschließend|darüber|hinaus|abschließend)$/.test(
      tokens[at]?.lower ?? "",
    )
  )
    at--;
  if (/^(?:und|sowie|;)$/.test(tokens[at]?.lower ?? "")) return true;
  const actor = actors.find(({ to, kind, oblique }) => to === verb && kind === "person" && !oblique);
  return actor !== undefined && /^(?:,|und|;|sowie|während)$/.test(tokens[actor.from - 1]?.lower ?? "");
}

function clauseStart(tokens: readonly Token[], subject: Actor | null, verb: number): number {
  let at = subject && subject.to <= verb && subject.to >= verb - 4 ? subject.from : verb;
  while (
    at > 0 &&
    /^(?:und|sowie|,|;|zudem|dann|ferner|weiter|weiterhin|außerdem|auch|er|sie|während|anschließend|gleichzeitig|zugleich)$/.test(
      tokens[at - 1]?.lower ?? "",
    )
  )
    at--;
  return at;
}
