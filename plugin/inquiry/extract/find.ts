import { type Actor, actorsOf } from "./actors.ts";
import { direct } from "./direct.ts";
import type { Finding } from "./finding.ts";
import { introducedBy } from "./introduction.ts";
import type { AnswerPaper } from "./paper.ts";
import type { Block, Sentence } from "./read.ts";
import type { Introduction, Reading } from "./reading.ts";
import { scene } from "./scene.ts";
import { isHinge, type Section } from "./sections.ts";
import type { Speech } from "./speakers.ts";
import { spoken } from "./spoken.ts";
import { told } from "./told.ts";
import type { Town } from "./towns.ts";

/** The text as far as it is read before the rules come: its blocks, their sections, who speaks. */
export interface Minutes {
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  readonly sections: readonly Section[];
  /** Who or what acts in a sentence; looked for once. */
  readonly actors: (sentence: Sentence) => readonly Actor[];
  readonly speeches: ReadonlyMap<Sentence, Speech>;
  readonly town: Town;
  /** The text is itself an answer: a letter, a paper. */
  readonly paper: AnswerPaper | null;
}

/** All inquiries of a text in reading order, each still with its condition, and none of them answered yet. */
export function findings({ blocks, sections, actors, speeches, town, paper }: Minutes): Finding[] {
  const found: Finding[] = [];
  const memory = scene();
  let introduction: Introduction | null = null;
  for (const block of blocks) {
    const section = sections[block.index];
    if (!section) continue;
    if (section.opens) introduction = null;
    if (paper && found.length > 0 && block.sentences.some(({ lower }) => isHinge(lower))) break;
    for (const sentence of block.sentences) {
      const speech = speeches.get(sentence) ?? null;
      const reading: Reading = { blocks, actors, town, section, scene: memory, paper, speech, introduction };
      found.push(...inSentence(sentence, block, reading).filter((finding) => !found.slice(-5).some((other) => repeats(finding, other))));
      introduction = reading.introduction;
    }
  }
  return found;
}

function inSentence(whole: Sentence, block: Block, reading: Reading): Finding[] {
  const sentence = reading.speech?.from ? spokenPart(whole, reading.speech.from) : whole;
  const actors = sentence === whole ? reading.actors(whole) : actorsOf(sentence.tokens, reading.town);
  const heading = introducedBy(block, actors, reading);
  if (heading) {
    reading.introduction = heading;
    return [];
  }
  const own = told(sentence, actors, reading) ?? spoken(sentence, actors, reading);
  const found = own.length > 0 ? own : direct(sentence, block, reading);
  const subject = actors.find(({ oblique, kind }) => !oblique && kind === "person");
  if (subject) reading.scene.note(subject, own.length === 0 && presents.test(sentence.lower));
  return found;
}

/** A sentence without the name and colon before it. */
function spokenPart(sentence: Sentence, from: number): Sentence {
  const tokens = sentence.tokens.slice(from);
  const text = sentence.text.slice((tokens[0]?.start ?? 0) - (sentence.tokens[0]?.start ?? 0));
  return { ...sentence, tokens, text: tokens.length > 0 ? text : "", lower: tokens.length > 0 ? text.toLowerCase() : "" };
}

/** Some systems print the first line of a text twice (facts: inquiries.md §2, ALLRIS 3). */
function repeats(finding: Finding, before: Finding): boolean {
  const asker = finding.source.askers[0]?.asker;
  return asker !== undefined && finding.words === before.words && asker === before.source.askers[0]?.asker;
}

/** Somebody without a role who reports or answers belongs, for the rest of the text, to the administration. */
const presents =
  /\b(?:stellt .*\bvor\b|führt .*\bein\b|antwortet|beantwortet|anhand (?:einer|der|ihrer|seiner)|trägt .*\bvor\b|hält .*vortrag|power-?point|präsentiert)/;
