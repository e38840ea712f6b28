import type { Actor } from "./actors.ts";
import type { Token } from "./tokens.ts";

const light = new Set(
  "sich zudem ferner weiter weiterhin außerdem daher deshalb noch auch nun dann hierzu dazu abschließend ergänzend daraufhin anschließend erneut schriftlich ebenfalls nochmals darüber hinaus zunächst sodann konkret grundsätzlich gerne gern insbesondere jedoch aber wiederum des weiteren zusätzlich nachdrücklich ausdrücklich kurz schließlich zugleich".split(
    " ",
  ),
);

/**
 * The subject of the verb at this token. German main clauses put it either before the verb or right behind it; a second
 * verb after `und` shares that of the first (`X begrüßt den Bericht und fragt`).
 */
export function subjectOf(tokens: readonly Token[], actors: readonly Actor[], verb: number, experiencer = false): Actor | null {
  const able = (actor: Actor) => (experiencer && actor.kind !== "administration") || !isOblique(actor, experiencer);
  const left = actors.filter((actor) => actor.to <= verb && able(actor));
  const adjacent = left.findLast(
    (actor) =>
      onlyLight(tokens, actor.to, verb) ||
      (inApposition(tokens, actor) && tokens[actor.to]?.text === "," && onlyLight(tokens, actor.to + 1, verb)),
  );
  if (adjacent) return adjacent;
  if (
    /^(?:und|sowie|,)$/.test(tokens[beforeLight(tokens, verb)]?.lower ?? "") &&
    left[0] &&
    tokens[beforeLight(tokens, verb)]?.lower !== ","
  )
    return left[0];
  const right = actors.find((actor) => actor.from > verb && able(actor) && onlyLight(tokens, verb + 1, actor.from));
  return right ?? left[0] ?? null;
}

/** `Die Sprecherin der Gruppe, Frau X, fragt`. */
function inApposition(tokens: readonly Token[], { from, kind }: Actor): boolean {
  return kind === "person" && tokens[from - 1]?.text === ",";
}

function isOblique(actor: Actor, experiencer: boolean): boolean {
  return actor.oblique || (!experiencer && actor.people[0]?.oblique === true && actor.people[0].salutation === "Herr");
}

function onlyLight(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > 5) return false;
  for (let at = from; at < to; at++) if (!light.has(tokens[at]?.lower ?? "")) return false;
  return true;
}

function beforeLight(tokens: readonly Token[], verb: number): number {
  let at = verb - 1;
  while (light.has(tokens[at]?.lower ?? "")) at--;
  return at;
}
