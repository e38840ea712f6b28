import { asksAt, clauseFrom, find, trimmed, untilAside, untilCoordination } from "./clause.ts";
import { phrases } from "./phrases.ts";
import type { Content, Place } from "./place.ts";
import { requested } from "./requested.ts";
import rules from "./speech-acts.json" with { type: "json" };
import type { Token } from "./tokens.ts";

type Finder = (place: Place) => Content[] | null;

/** The contents of a speech act, tried in the rule's order of preference. Null: it says nothing that could be answered. */
export function contentOf(place: Place): Content[] | null {
  const finders: Readonly<Record<string, Finder>> = {
    clause,
    dass,
    wenn,
    infinitive,
    statement,
    colon,
    um: requested,
    object,
    sentence,
    announced,
  };
  for (const code of place.rule.content) {
    const found = (finders[code] ?? prepositional(code))(place);
    if (found)
      return found
        .map((content) => ({ ...content, ...trimmed(place.tokens, content.from, content.to) }))
        .filter(({ from, to, opensList }) => opensList || to > from);
  }
  return null;
}

function clause({ tokens, from, to, rule }: Place): Content[] | null {
  const start = clauseFrom(tokens, from, to);
  if (start === null) return null;
  const colonBefore = find(tokens, from, start, /^:$/);
  if (colonBefore !== null) return null;
  const noun = rule.content.includes("nach") ? nounBefore(tokens, from, start) : null;
  const at = noun ?? start;
  return [{ from: at, to: untilCoordination(tokens, start, to), kind: rule.kind, link: linkOf(tokens, start) }];
}

const before = /^(?:vortrag|bericht|ausführungen|sitzung|diskussion|pause|hinweis|vorstellung|präsentation|aussprache)/;

/** `nach dem Stand und wann …`, `nach den Gründen, warum …`: the question begins with the noun phrase. */
function nounBefore(tokens: readonly Token[], from: number, clauseAt: number): number | null {
  const at = find(tokens, from, Math.min(from + 4, clauseAt), /^(?:nach|über)$/);
  if (at === null || clauseAt - at < 3 || asksAt(tokens, at + 1) || tokens[at + 1]?.text === ",") return null;
  const noun = find(tokens, at, clauseAt, before);
  return noun === null ? at + 1 : null;
}

/** `ob`, `wie viele`, `in welchem`. */
export function linkOf(tokens: readonly Token[], at: number): string {
  const word = tokens[at]?.lower ?? "";
  const two = /^(?:wie)$/.test(word) || !/^(?:ob|w)/.test(word) || /^(?:während|wegen)$/.test(word);
  const next = tokens[at + 1]?.lower ?? "";
  return two && /^(?:viele|viel|lange|oft|hoch|w)/.test(next) ? `${word} ${next}` : word;
}

const dass: Finder = (place) => conjunction(place, "dass");
const wenn: Finder = (place) => conjunction(place, "wenn");

function conjunction({ tokens, from, to, rule }: Place, word: string): Content[] | null {
  const at = find(tokens, from, to, new RegExp(`^${word}$`));
  return at === null ? null : [{ from: at, to: untilCoordination(tokens, at, to), kind: rule.kind, link: word }];
}

/** `bittet, mitzuteilen, ob …` asks for an answer, not for an action. */
const telling = phrases(rules.addressedInfinitives);
const infinitiveEnd = /^(?:\p{Ll}{2,}zu\p{L}{2,}n|zu)$/u;

function infinitive({ tokens, from, to, rule }: Place): Content[] | null {
  const start = infinitiveFrom(tokens, from, to);
  if (start === null) return null;
  const end = untilCoordination(tokens, start, to);
  const words = tokens
    .slice(start, end)
    .map(({ lower }) => lower)
    .join(" ");
  if (!telling.test(words)) return [{ from: start, to: end, kind: rule.kind, link: "zu" }];
  const clauseAt = clauseFrom(tokens, start, end);
  return [{ from: clauseAt ?? start, to: end, kind: "question", link: clauseAt === null ? "zu" : linkOf(tokens, clauseAt) }];
}

/** The comma before an infinitive group; without a comma the group begins behind who is addressed. */
function infinitiveFrom(tokens: readonly Token[], from: number, to: number): number | null {
  const last = find(tokens, from, to, infinitiveEnd);
  if (last === null) return null;
  const comma = find(tokens, from, last + 1, /^[,:]$/);
  if (comma !== null && comma < last) return comma + 1;
  return addressed(tokens, from, last);
}

/** Behind `die Verwaltung`, `Frau X`, `darum`. */
function addressed(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  if (/^(?:die|den|das|der|um|darum|frau|herrn)$/.test(tokens[at]?.lower ?? "")) {
    while (at < to && !/^\p{Lu}/u.test(tokens[at]?.text ?? "")) at++;
    at++;
  }
  return Math.min(at, to);
}

function statement({ tokens, from, to, rule }: Place): Content[] | null {
  const comma = find(tokens, from, to, /^,$/);
  const modal =
    comma === null
      ? null
      : find(
          tokens,
          comma,
          to,
          /^(?:man|möge|mögen|solle|sollen|sollte|sollten|könne|könnte|könnten|müsse|müssten|sei|seien|werde|würden|habe|fehle|fehlten|hätten)$/,
        );
  return comma === null || modal === null
    ? null
    : [{ from: comma + 1, to: untilCoordination(tokens, comma + 1, to), kind: rule.kind, link: "Aussagesatz" }];
}

function colon({ tokens, from, to, rule }: Place): Content[] | null {
  const at = find(tokens, from, to, /^:$/);
  if (at === null) return null;
  if (at === to - 1 || (at === to - 2 && /^\d{1,2}$/.test(tokens[at + 1]?.text ?? "")))
    return [{ from: at, to: at, kind: rule.kind, link: "Liste", opensList: true }];
  return [{ from: at + 1, to: tokens[to]?.text === "?" ? to + 1 : to, kind: rule.kind, link: "direkte Rede" }];
}

/** What stands behind a plain preposition; contracted ones (`zum`, `zur`) stay inside (facts: inquiries.md §3.2). */
function prepositional(preposition: string): Finder {
  return ({ tokens, from, to, rule }) => {
    const pattern = preposition === "zu" ? /^(?:zu|zum|zur|bezüglich|hinsichtlich)$/ : new RegExp(`^${preposition}$`);
    const at = find(tokens, from, to, pattern);
    if (at === null || at + 1 >= to || /^[,.:]$/.test(tokens[at + 1]?.text ?? "")) return null;
    const particle = find(tokens, at + 1, to, /^(?:hin|aufmerksam|an)$/);
    const needed = preposition === "an" ? find(tokens, at, to, new RegExp(`^(?:${(rule.needs ?? []).join("|")})$`)) : null;
    const start = needed !== null ? needed + 1 : /^zu[mr]$/.test(tokens[at]?.lower ?? "") ? at : at + 1;
    const end = untilAside(tokens, start, preposition === "auf" && particle !== null ? particle : to);
    return parts(tokens, start, end, pattern).map((part) => ({ ...part, kind: rule.kind, link: tokens[at]?.lower ?? preposition }));
  };
}

/** `nach A, nach B sowie der C` are three; `nach A und B` is one (facts: inquiries.md §3.2, "Several"). */
function parts(tokens: readonly Token[], from: number, to: number, preposition: RegExp): { from: number; to: number }[] {
  const cuts: { end: number; next: number }[] = [];
  for (let at = from + 1; at < to; at++) {
    const sign = tokens[at]?.lower ?? "";
    const second = /^(?:und|sowie)$/.test(tokens[at + 1]?.lower ?? "") ? at + 2 : at + 1;
    if (!/^(?:,|und|sowie)$/.test(sign)) continue;
    if (preposition.test(tokens[second]?.lower ?? "")) cuts.push({ end: at, next: second + 1 });
    else if (
      cuts.length > 0 &&
      (sign === "sowie" || tokens[at + 1]?.lower === "sowie") &&
      /^d(?:er|em|en)$/.test(tokens[second]?.lower ?? "")
    )
      cuts.push({ end: at, next: second });
  }
  return [from, ...cuts.map(({ next }) => next)].map((start, index) => ({ from: start, to: cuts[index]?.end ?? to }));
}

function object({ tokens, from: behind, to, rule }: Place): Content[] | null {
  const from = tokens[behind]?.lower === "sich" ? behind + 1 : behind;
  const particle = find(tokens, from, to, /^(?:an|vor|ein|erfahren|wissen|erfragen)$/);
  const end = untilAside(tokens, from, particle !== null && particle > from ? particle : to);
  const noun = /^\p{Lu}/u.test(tokens.slice(from, end).find(({ text }) => /^\p{Lu}/u.test(text))?.text ?? "");
  return noun && !/^[,.:]$/.test(tokens[from]?.text ?? "") ? [{ from, to: end, kind: rule.kind, link: "Akkusativ" }] : null;
}

/** The whole main clause from the verb on: `schlägt statt A B vor`. */
function sentence({ tokens, verb, to, rule }: Place): Content[] | null {
  return [{ from: verb, to: untilCoordination(tokens, verb + 1, to), kind: rule.kind, link: "Hauptsatz" }];
}

/** `kündigt eine schriftliche Anfrage zu X an`, `kündigt an, ihre Anfrage zu X schriftlich einzureichen`. */
function announced({ tokens, from, to, rule }: Place): Content[] | null {
  const at = find(tokens, from, to, /^anfragen?$/);
  if (at === null) return null;
  const end = find(tokens, at, to, /^(?:bis|schriftlich|einzureichen|nachzureichen|vorzulegen|einreichen|stellen|,)$/);
  const particle = tokens[to - 1]?.lower === "an" ? to - 1 : to;
  return [{ from: at, to: end ?? particle, kind: rule.kind, link: "angekündigt" }];
}
