import { asksAt, find, trimmed } from "./clause.ts";
import { contentOf, linkOf } from "./content.ts";
import type { Content } from "./place.ts";
import type { Rule } from "./rules.ts";
import type { Token } from "./tokens.ts";
import type { VerbAct } from "./verb-acts.ts";

/** Where the question of a verb stands: behind it as a rule, before it in `Ob …, fragt X`, around it in `Fraglich sei, wie …`. */
export function placed(tokens: readonly Token[], act: VerbAct, rule: Rule): Content[] | null {
  if (rule.oblique && act.verb === 1 && /^(?:fraglich|unklar|offen)$/.test(tokens[0]?.lower ?? ""))
    return [{ from: 0, to: act.to, kind: rule.kind, link: "fraglich" }];
  return before(tokens, act, rule) ?? contentOf({ tokens, verb: act.verb, from: behind(rule, tokens, act), to: act.to, rule });
}

/** `Ob das möglich sei, fragt RM X.` – `„Ist das möglich?“, fragt RM X.` */
function before(tokens: readonly Token[], { verb }: VerbAct, { kind, content }: Rule): Content[] | null {
  if (kind !== "question" || !content.includes("clause") || tokens[verb - 1]?.text !== ",") return null;
  const start = /^[„“"»]$/.test(tokens[0]?.text ?? "") ? 1 : 0;
  const mark = find(tokens, start, verb, /^\?$/);
  if (verb < start + 4 || (mark === null && !asksAt(tokens, start))) return null;
  const span = mark === null ? trimmed(tokens, start, verb - 1) : { from: start, to: mark + 1 };
  return [{ ...span, kind, link: mark === null ? linkOf(tokens, start) : "direkte Rede" }];
}

/** A particle or noun that belongs to the verb may stand behind the question too; only one before it is passed over. */
function behind({ needs, content }: Rule, tokens: readonly Token[], { behind: from, to }: VerbAct): number {
  if (!needs || content.some((code) => /^(?:an|announced|object|wenn)$/.test(code))) return from;
  const at = find(tokens, from, to, new RegExp(`^(?:${needs.join("|").toLowerCase()})$`));
  const barrier = find(tokens, from, to, /^[,:]$/);
  if (at === null || (barrier !== null && barrier < at)) return from;
  return content.some((code) => find(tokens, from, at, new RegExp(`^${code}$`)) !== null) ? from : at + 1;
}
