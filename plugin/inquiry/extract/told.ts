import type { Actor } from "./actors.ts";
import answers from "./answers.json" with { type: "json" };
import { sourceOfActor, unnamed } from "./asker.ts";
import { find, trimmed } from "./clause.ts";
import type { Finding } from "./finding.ts";
import { isTrap, joined } from "./judge.ts";
import { type NounAct, nounAct } from "./noun-acts.ts";
import { phrases } from "./phrases.ts";
import type { Sentence } from "./read.ts";
import type { Reading } from "./reading.ts";
import type { Source } from "./scene.ts";
import type { Token } from "./tokens.ts";
import traps from "./traps.json" with { type: "json" };

const earlier = phrases(traps.earlier);
const answering = new Set([...answers.verbs, ...answers.weak].filter((verb) => !answers.auxiliaries.includes(verb)));
const impersonal = phrases(answers.impersonal);
const repliesTo = phrases(traps.repliesTo);

/**
 * Inquiries told as a noun, mostly with their answer: `Auf Nachfrage von X, ob …, erläutert Y`, `Die Frage von X nach …
 * wird verneint`. Null where the sentence has none, so that its verbs are looked at.
 */
export function told(sentence: Sentence, actors: readonly Actor[], reading: Reading): Finding[] | null {
  const { tokens } = sentence;
  const act = sentence.ending === ":" ? null : nounAct(tokens, actors);
  if (act && act.noun <= 2 && sentence.ending === "?") return announced(sentence, act, reading);
  if (!act || !tellsOf(act, sentence)) return null;
  const source = sourceOf(act, tokens, reading);
  if (!source) return act.fronted ? [] : null;
  const link = act.content?.link ?? "Antwort ohne Fragetext";
  const { from, to } = trimmed(tokens, act.content?.from ?? act.phrase.from, act.content?.to ?? act.phrase.to);
  const content = { from, to, kind: "question", link } as const;
  if (isTrap({ source, content, before: [], words: tokens.slice(from, to) })) return [];
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  const because = `${tokens[act.noun]?.text} von … ${link}`;
  const when = act.definite && !act.again && !/^(?:ob|w)/.test(link) ? "reference" : null;
  return [
    { start, end, kind: "question", because, source, sentence: sentence.index, when, words: joined(tokens.slice(from, to)), by: "told" },
  ];
}

/** `Anfrage RM X: Wann …?` */
function announced({ tokens, index }: Sentence, act: NounAct, reading: Reading): Finding[] | null {
  const source = sourceOfActor(act.actor, reading);
  const colon = find(tokens, act.phrase.to, tokens.length, /^:$/);
  if (!source || colon === null) return null;
  const { from, to } = trimmed(tokens, colon + 1, tokens.length);
  const span = { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0, words: joined(tokens.slice(from, to)) };
  return [
    {
      ...span,
      kind: "question",
      because: `${tokens[act.noun]?.text} von … direkte Rede`,
      source,
      sentence: index,
      when: null,
      by: "listed",
    },
  ];
}

/** With a question text it counts anywhere; without one only where the sentence goes on with the answer. */
function tellsOf(act: NounAct, { tokens, lower }: Sentence): boolean {
  if (act.plural && act.content && !/^(?:ob|w)/.test(act.content.link)) return false;
  const clause = /^(?:ob|w)/.test(act.content?.link ?? "");
  const said = tokens.some(({ text }) => answering.has(text) || answers.auxiliaries.includes(text));
  if (act.content) return (clause || said) && (act.fronted || act.actor !== null || act.impersonal);
  if (act.actor?.people[0]?.named && repliesTo.test(lower)) return !earlier.test(lower);
  if (!act.fronted || (act.plural && !act.actor?.people[0]?.named) || earlier.test(lower) || /schriftliche/.test(lower)) return false;
  if (!act.actor && !act.impersonal && (tokens[0]?.lower !== "auf" || !/^(?:nach|rück)frage$/.test(tokens[act.noun]?.lower ?? "")))
    return false;
  const verb = /^\p{Ll}+te?$/u.test(tokens[act.phrase.to]?.text ?? "");
  return verb || tokens.slice(act.phrase.to).some(({ text }) => answering.has(text)) || impersonal.test(lower);
}

function sourceOf({ actor, content, plural }: NounAct, tokens: readonly Token[], reading: Reading): Source | null {
  const { section } = reading;
  const kind = actor?.kind;
  if (kind === "administration" || kind === "nobody") return null;
  if (kind === "person" || kind === "group") return sourceOfActor(actor, reading);
  if (kind === "pronoun") return null;
  if (kind === "public" && !section.citizens) return null;
  return content || !plural ? unnamed(tokens, reading) : null;
}
