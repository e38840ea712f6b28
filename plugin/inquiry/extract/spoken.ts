import type { Actor } from "./actors.ts";
import { askerOf } from "./asker.ts";
import { asksAt } from "./clause.ts";
import type { Finding } from "./finding.ts";
import { isCorrection, isSurvey, isTrap, joined } from "./judge.ts";
import type { Content } from "./place.ts";
import { placed } from "./placement.ts";
import type { Sentence } from "./read.ts";
import type { Reading } from "./reading.ts";
import type { Rule } from "./rules.ts";
import type { Source } from "./scene.ts";
import type { Token } from "./tokens.ts";
import { type VerbAct, verbActs } from "./verb-acts.ts";

/** Inquiries that a verb brings: `RM X fragt, ob …`, `Es wird gefragt, …`, `Sie bittet um …`. */
export function spoken(sentence: Sentence, actors: readonly Actor[], reading: Reading): Finding[] {
  const found: Finding[] = [];
  let source: Source | null = null;
  for (const act of verbActs(sentence.tokens, actors)) {
    const said = saidBy({ sentence, act, actors, reading, before: source });
    source = said?.source ?? source;
    if (said) found.push(...said.found);
  }
  return found;
}

interface Utterance {
  readonly sentence: Sentence;
  readonly act: VerbAct;
  readonly actors: readonly Actor[];
  readonly reading: Reading;
  /** Who asked with the verb before, in the same sentence. */
  readonly before: Source | null;
}

/** The first rule of the verb that finds somebody who asks and something that is asked. */
function saidBy({ sentence, act, actors, reading, before }: Utterance): { source: Source; found: Finding[] } | null {
  const { tokens } = sentence;
  for (const rule of act.rules) {
    const source = askerOf(tokens, act, rule, actors, reading) ?? (act.subject === null && !act.impersonal ? before : null);
    const contents = source && placed(tokens, act, rule);
    if (!source || (rule.members && source.side !== "council")) continue;
    const list = opensList(sentence, contents ?? [], rule, reading);
    const direct = contents?.some(({ link }) => link === "direkte Rede") === true;
    const when = tokens[0]?.lower === "aus" && act.impersonal ? null : (rule.when ?? null);
    const because = (link: string) => `${tokens[act.verb]?.text} … ${link}`;
    if (list || direct) {
      reading.introduction = {
        source,
        kind: contents?.[0]?.kind ?? rule.kind,
        because: because(list ? "Liste" : "direkte Rede"),
        when,
        by: "list",
        block: sentence.block,
      };
    }
    if (list) return { source, found: [] };
    if (contents)
      return {
        source,
        found: contents.filter((content) => isMeant(source, content, act, tokens, actors)).map((content) => finding(content, content.link)),
      };

    function finding(content: Content, link: string): Finding {
      const words = tokens.slice(content.from, content.to);
      const span = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, words: joined(words) };
      const by = link === "angekündigt" ? "announced" : "spoken";
      return { ...span, kind: content.kind, because: because(link), source: source as Source, sentence: sentence.index, when, by };
    }
  }
  return null;
}

function isMeant(source: Source, content: Content, act: VerbAct, tokens: readonly Token[], actors: readonly Actor[]): boolean {
  if (act.impersonal && isSurvey(tokens.slice(0, act.verb))) return false;
  if (content.kind === "remark" && isCorrection(tokens.slice(0, content.to))) return false;
  if (actors.some((actor) => isMember(actor) && actor !== act.subject && actor.from > act.verb && actor.to <= content.from)) return false;
  return !isTrap({ source, content, before: tokens.slice(act.verb, content.from), words: tokens.slice(content.from, content.to) });
}

/** `RM X fragt RM Y, ob …`: members among themselves. */
function isMember({ people, oblique }: Actor): boolean {
  return !oblique && people[0]?.side === "council" && people[0].named;
}

/** The sentence ends open, and list items follow that ask; or it says itself that questions follow. */
function opensList(sentence: Sentence, contents: readonly Content[], { kind }: Rule, { blocks }: Reading): boolean {
  if (contents.some((content) => content.opensList)) return true;
  const next = blocks[sentence.block + 1];
  const first = next?.sentences[0];
  const last = blocks[sentence.block]?.sentences.at(-1);
  if (last?.index !== sentence.index || !next || !first || /[.?!]/.test(sentence.ending)) return false;
  const asks = first.ending === "?" || asksAt(first.tokens, /^(?:und|sowie)$/.test(first.tokens[0]?.lower ?? "") ? 1 : 0);
  if (next.marker === null) return sentence.ending === ":" && asks;
  return kind !== "question" || asks || sentence.ending === ":";
}
