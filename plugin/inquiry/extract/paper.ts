import { phrases } from "./phrases.ts";
import type { Block } from "./read.ts";
import rules from "./sections.json" with { type: "json" };
import type { Asker } from "./types.ts";

/** A letter or paper that answers: what it repeats is answered in the text, not in a sitting. */
export interface AnswerPaper {
  /** The district body whose motion it answers. */
  readonly district: Asker | null;
  /** Who asks in papers of this kind, where nobody is named. */
  readonly role: string | null;
}

const letter = phrases(rules.letter);
/** A letter shows itself at its beginning; later on it is one that minutes quote. */
const opening = 25;

export function answerPaper(blocks: readonly Block[]): AnswerPaper | null {
  const sentences = blocks.slice(0, opening).flatMap((block) => block.sentences);
  if (!sentences.some(({ lower }) => letter.test(lower))) return null;
  const role = Object.entries(rules.letterRoles).find(([sign]) => sentences.some(({ lower }) => lower.includes(sign)))?.[1] ?? null;
  return { district: districtOf(sentences.map(({ text }) => text)), role };
}

/** `BA Nr. 25`, `Bezirksausschusses des Stadtbezirkes 25`. */
function districtOf(texts: readonly string[]): Asker | null {
  for (const text of texts) {
    const number = /(?:Stadtbezirkes|Stadtbezirks|Bezirksausschuss(?:es)?|BA Nr\.) (\d{1,2})(?!\d|\.\d)/.exec(text)?.[1];
    if (number) return { asker: `Bezirksausschuss ${number}`, salutation: null, role: "Gremium", party: null };
  }
  return null;
}
