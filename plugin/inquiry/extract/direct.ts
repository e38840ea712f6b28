import { asksAt, trimmed } from "./clause.ts";
import type { Finding } from "./finding.ts";
import { phrases } from "./phrases.ts";
import type { Block, Sentence } from "./read.ts";
import type { Introduction, Reading } from "./reading.ts";
import { collective, type Source, sourceOf } from "./scene.ts";
import traps from "./traps.json" with { type: "json" };
import type { Kind } from "./types.ts";

/** Questions that no verb brings: items of an announced list, sentences with a question mark. */
export function direct(sentence: Sentence, block: Block, reading: Reading): Finding[] {
  const { introduction, speech } = reading;
  const question = sentence.ending === "?";
  if (sentence.tokens.length === 0 || /^(?:antwort|zu frage)/.test(sentence.lower)) return [];
  if (speech && question)
    return asked(sentence, sourceOf([reading.scene.recognise(speech.person)]), "wörtliche Frage", "question", null, "speech");
  if (introduction && (introduction.lapsed ? question && block.marker !== null : question || isItem(sentence, block, introduction))) {
    const { source, because, kind, when } = introduction;
    return asked(sentence, source, because, question ? "question" : kind, when);
  }
  if (introduction?.by === "list" && block.index > introduction.block && block.marker === null)
    reading.introduction = { ...introduction, lapsed: true };
  if (!question) return [];
  if (mayAskAlone(block, reading)) return asked(sentence, collective(roleOf(reading)), "Frage mit Fragezeichen", "question", null);
  const before = speakerBefore(sentence, block, reading);
  return before ? asked(sentence, before, "Frage mit Fragezeichen", "question", "answer") : [];
}

/** `Gibt es Fragen?` */
const opensFloor = phrases(traps.floor);

function asked(
  sentence: Sentence,
  source: Source,
  because: string,
  kind: Kind,
  when: string | null,
  by: "list" | "speech" = "list",
): Finding[] {
  if (source.side === "administration" || (by === "speech" && opensFloor.test(sentence.lower))) return [];
  const { from, to } = trimmed(sentence.tokens, 0, sentence.tokens.length);
  const start = sentence.tokens[from]?.start ?? 0;
  const end = sentence.tokens[to - 1]?.end ?? start;
  return [{ start, end, kind, because, source, sentence: sentence.index, when, words: sentence.lower, by: "listed" }];
}

/** `Mitglied X bezweifelt das. Wie viele fehlten denn?`: who spoke in the sentence before, if that is a member. */
function speakerBefore(sentence: Sentence, block: Block, { actors, scene }: Reading): Source | null {
  const before = block.sentences[block.sentences.indexOf(sentence) - 1];
  const [actor, another] = before ? actors(before).filter(({ kind, people }) => kind === "person" && people[0]?.named) : [];
  if (!actor || another || actor.people.length !== 1) return null;
  const people = actor.people.map(scene.recognise);
  return people.every(({ side }) => side === "council" || side === "either") ? sourceOf(people) : null;
}

/** An item without a question mark counts only in an announced list, and only its first sentence. */
function isItem(sentence: Sentence, block: Block, { by, block: announced, kind }: Introduction): boolean {
  if (by !== "list" || block.index <= announced || block.sentences[0] !== sentence) return false;
  const start = /^(?:und|sowie)$/.test(sentence.tokens[0]?.lower ?? "") ? 1 : 0;
  const asks = asksAt(sentence.tokens, start) && sentence.ending !== ".";
  return block.marker !== null ? kind !== "question" || asksAt(sentence.tokens, start) || sentence.tokens.length > 1 : asks;
}

/** Numbered questions of a written inquiry stand without a name; other question marks are rhetoric until shown otherwise. */
function mayAskAlone(block: Block, { section, paper }: Reading): boolean {
  return block.marker !== null ? section.inquiries || paper !== null || /frage/i.test(block.marker) : section.citizens;
}

function roleOf({ section, paper }: Reading): string | null {
  if (section.citizens) return "Einwohner";
  return paper?.role ?? null;
}
