import type { Actor } from "./actors.ts";
import { askerOf } from "./asker.ts";
import { asksAt, find, trimmed } from "./clause.ts";
import { type Content, contentOf, linkOf } from "./content.ts";
import type { Reading } from "./find.ts";
import type { Finding } from "./finding.ts";
import { isTrap, joined } from "./judge.ts";
import type { Sentence } from "./read.ts";
import type { Rule } from "./rules.ts";
import type { Source } from "./scene.ts";
import type { Token } from "./tokens.ts";
import { type VerbAct, verbActs } from "./verb-acts.ts";

/** Inquiries that a verb brings: `RM X fragt, ob …`, `Es wird gefragt, …`, `Sie bittet um …`. */
export function spoken(sentence: Sentence, actors: readonly Actor[], reading: Reading): Finding[] {
  const found: Finding[] = [];
  let source: Source | null = null;
  for (const act of verbActs(sentence.tokens, actors)) {
    const said = saidBy(sentence, act, actors, reading, source);
    source = said?.source ?? source;
    if (said) found.push(...said.found);
  }
  return found;
}

function saidBy(sentence: Sentence, act: VerbAct, actors: readonly Actor[], reading: Reading, before: Source | null) {
  const { tokens } = sentence;
  for (const rule of act.rules) {
    const source = askerOf(tokens, act, rule, actors, reading) ?? (act.subject === null && !act.impersonal ? before : null);
    if (!source) continue;
    const from = afterNeeds(rule, tokens, act.behind, act.to);
    const contents = inverted(tokens, act, rule) ?? contentOf({ tokens, verb: act.verb, from, to: act.to, rule });
    const because = (link: string) => `${tokens[act.verb]?.text} … ${link}`;
    if (opensList(sentence, contents, rule, reading)) {
      reading.introduction = {
        source,
        kind: rule.kind,
        because: because("Liste"),
        when: rule.when ?? null,
        by: "list",
        block: sentence.block,
      };
      return { source, found: [] };
    }
    if (contents === null) continue;
    const good = contents.filter(
      (content) =>
        !isTrap({ source, rule, content, before: tokens.slice(act.verb, content.from), words: tokens.slice(content.from, content.to) }),
    );
    const found = good.map(
      (content): Finding => ({
        ...spanOf(tokens, content),
        kind: content.kind,
        because: because(content.link),
        source,
        sentence: sentence.index,
        when: rule.when ?? null,
        words: joined(tokens.slice(content.from, content.to)),
        by: content.link === "angekündigt" ? "listed" : "spoken",
      }),
    );
    if (good.some(({ link }) => link === "direkte Rede"))
      reading.introduction = { source, kind: rule.kind, because: because("direkte Rede"), when: null, by: "list", block: sentence.block };
    return { source, found };
  }
  return null;
}

function spanOf(tokens: readonly Token[], { from, to }: Content): { start: number; end: number } {
  const start = tokens[from]?.start ?? 0;
  return { start, end: tokens[to - 1]?.end ?? start };
}

/** `Ob das möglich sei, fragt RM X.` */
function inverted(tokens: readonly Token[], act: VerbAct, rule: Rule): Content[] | null {
  if (rule.kind !== "question" || !rule.content.includes("clause") || tokens[act.verb - 1]?.text !== ",") return null;
  const start = /^[„“"»]$/.test(tokens[0]?.text ?? "") ? 1 : 0;
  if (!asksAt(tokens, start) || act.verb < start + 4) return null;
  return [{ ...trimmed(tokens, start, act.verb - 1), kind: rule.kind, link: linkOf(tokens, start) }];
}

/** A particle or noun that belongs to the verb may stand behind the question too; only one before it is passed over. */
function afterNeeds(rule: Rule, tokens: readonly Token[], from: number, end: number): number {
  if (!rule.needs || rule.content.includes("an") || rule.content.some((code) => /^(?:announced|object|wenn)$/.test(code))) return from;
  const at = find(tokens, from, end, new RegExp(`^(?:${rule.needs.join("|").toLowerCase()})$`));
  const barrier = find(tokens, from, end, /^[,:]$/);
  return at !== null && (barrier === null || at < barrier) ? at + 1 : from;
}

/** The sentence ends open, and list items follow that ask; or it says itself that questions follow. */
function opensList(sentence: Sentence, contents: readonly Content[] | null, rule: Rule, reading: Reading): boolean {
  if (contents?.some((content) => content.opensList)) return true;
  const next = reading.blocks[sentence.block + 1];
  const first = next?.sentences[0];
  const last = reading.blocks[sentence.block]?.sentences.at(-1) === sentence;
  if (!last || !next || !first || /[.?!]/.test(sentence.ending)) return false;
  const start = /^(?:und|sowie)$/.test(first.tokens[0]?.lower ?? "") ? 1 : 0;
  if (next.marker === null) return sentence.ending === ":" && (first.ending === "?" || asksAt(first.tokens, start));
  return rule.kind !== "question" || first.ending === "?" || asksAt(first.tokens, start) || sentence.ending === ":";
}
