import type { Actor } from "./actors.ts";
import { partyOf } from "./affiliation.ts";
import { sourceOfActor } from "./asker.ts";
import { nounAct } from "./noun-acts.ts";
import type { Block } from "./read.ts";
import type { Introduction, Reading } from "./reading.ts";
import { collective, type Source } from "./scene.ts";

const speechless = { kind: "question", when: null } as const;

/** A heading that tells who asks next. */
export function introducedBy(block: Block, actors: readonly Actor[], reading: Reading): Introduction | null {
  const before = reading.introduction;
  const [only, second] = block.sentences;
  if (!only || second || /[.?!]/.test(only.ending)) return null;
  const party = partyOf(only.text);
  const [asker] = before?.source.askers ?? [];
  if (party && asker && before?.by === "heading" && block.index - before.block <= 2) {
    return { ...before, source: { ...before.source, askers: [{ ...asker, party: asker.party ?? party }] } };
  }
  return headed(block, actors, reading);
}

/** `1. Mündliche Anfrage Dr. Konstanze X`, `Anfrage der SPD-Fraktion: …`, `Anfrage:`. */
function headed(block: Block, actors: readonly Actor[], reading: Reading): Introduction | null {
  const [only] = block.sentences;
  const act = only && only.tokens.length <= 25 ? nounAct(only.tokens, actors) : null;
  if (!only || !act || act.noun > 3 || /^(?:auf|zu|zur|beantwortung)$/.test(only.tokens[0]?.lower ?? "")) return null;
  if (only.tokens.slice(act.noun).some(({ text }) => /^(?:wird|werden|liegen|wurde|wurden|ist|sind|hat|liegt)$/.test(text))) return null;
  const source =
    sourceOfActor(act.actor, reading) ??
    bareName(only.tokens.slice(act.noun + 1).map(({ text }) => text)) ??
    (only.ending === ":" ? collective() : null);
  return source
    ? { ...speechless, source, because: `Überschrift „${only.tokens[act.noun]?.text}“`, by: "heading", block: block.index }
    : null;
}

/** `Taner Wollenberg`: two or three capitalised words and nothing else. */
function bareName(words: readonly string[]): Source | null {
  if (words.length < 2 || words.length > 3 || !words.every((word) => /^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?$/u.test(word))) return null;
  const asker = { asker: words.at(-1) ?? "", salutation: null, role: null, party: null };
  return { askers: [asker], attribution: "single", role: null, side: "either" };
}
