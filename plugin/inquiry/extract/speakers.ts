import type { Actor } from "./actors.ts";
import type { Person } from "./people.ts";
import type { Block, Sentence } from "./read.ts";
import type { Section } from "./sections.ts";

/** Who speaks a sentence in verbatim minutes, and at which token the speech begins. */
export interface Speech {
  readonly person: Person;
  readonly from: number;
}

type Actors = (sentence: Sentence) => readonly Actor[];

/**
 * Verbatim minutes set the name on a line of its own or before a colon (Berlin-Mitte, Kleinmachnow; facts: inquiries.md §1
 * no. 4). Its speaker holds until the next name, heading or sentence told in the third person.
 */
export function speakersOf(blocks: readonly Block[], sections: readonly Section[], actors: Actors): Map<Sentence, Speech> {
  const speeches = new Map<Sentence, Speech>();
  let current: Person | null = null;
  for (const block of blocks) {
    if (sections[block.index]?.opens) current = null;
    const [first] = block.sentences;
    const named = first ? nameBefore(first, actors) : null;
    if (named) current = named.person;
    else if (first && toldInThirdPerson(first, actors)) current = null;
    if (!current) continue;
    for (const sentence of block.sentences) {
      if (sentence !== first && repliesWithoutName.test(sentence.lower)) current = null;
      if (!current) break;
      const turn = sentence === first ? named : spokenTurn(sentence, actors);
      if (turn) current = turn.person;
      speeches.set(sentence, { person: current, from: turn?.from ?? 0 });
    }
  }
  return speeches;
}

/** `Frau Dr. X` alone, or `Frau Dr. X: …`. */
function nameBefore(sentence: Sentence, actors: Actors): { person: Person; from: number } | null {
  const { tokens, ending } = sentence;
  const [actor] = actors(sentence);
  const [person, second] = actor?.people ?? [];
  if (!actor || !person || second || actor.from > 0) return null;
  if (!person.named) return tokens[actor.to]?.text === ":" ? { person, from: actor.to + 1 } : null;
  const titled = ending === "" && tokens.length < 15 && /^(?:betr\.|betreffend|zum?|zur|–|-)$/.test(tokens[actor.to]?.lower ?? "");
  if (actor.to === tokens.length || titled) return { person, from: tokens.length };
  return tokens[actor.to]?.text === ":" ? { person, from: actor.to + 1 } : null;
}

/** `– Verwaltung: 2026.` */
const repliesWithoutName = /^[–-]?\s*(?:die )?(?:antwort|beantwortung|verwaltung|stellungnahme)(?: \p{L}+){0,3}:/u;

/** `RM Frau X: …? Herr Y: …` in one paragraph. */
function spokenTurn(sentence: Sentence, actors: Actors): { person: Person; from: number } | null {
  const turn = nameBefore(sentence, actors);
  return turn && sentence.tokens[turn.from - 1]?.text === ":" ? turn : null;
}

function toldInThirdPerson(sentence: Sentence, actors: Actors): boolean {
  const { tokens, ending, lower } = sentence;
  if (/^(?:die )?(?:antwort|beantwortung|verwaltung|stellungnahme)(?!\p{L})/u.test(lower)) return true;
  const [actor] = actors(sentence);
  return ending === "." && actor?.kind === "person" && actor.from === 0 && /^\p{Ll}+t(?:e|en)?$/u.test(tokens[actor.to]?.text ?? "");
}
