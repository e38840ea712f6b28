import { asksAt } from "./clause.ts";
import type { Finding } from "./finding.ts";
import type { Sentence } from "./read.ts";
import type { Outcomes } from "./settle.ts";
import type { Token } from "./tokens.ts";

/**
 * `ob A und wann B` under one verb is one inquiry, unless the answer tells its parts apart (`Zur zweiten Frage liefert
 * die Verwaltung die Angaben nach`). So its parts are settled one by one, and joined again where they came out the same.
 */
export function divided(findings: readonly Finding[], sentences: readonly Sentence[]): Finding[] {
  return findings.flatMap((finding) => {
    const found = finding.by === "spoken" ? parts(finding, sentences[finding.sentence]) : [];
    return found.length > 1 ? found : [finding];
  });
}

function parts(finding: Finding, sentence: Sentence | undefined): Finding[] {
  const tokens = (sentence?.tokens ?? []).filter(({ start, end }) => start >= finding.start && end <= finding.end);
  const starts = tokens.flatMap((_token, at) =>
    at === 0 || (/^(?:und|sowie|,)$/.test(tokens[at - 1]?.lower ?? "") && asksAt(tokens, at) && !hangsOn(tokens, at)) ? [at] : [],
  );
  if (!asksAt(tokens, 0)) return [];
  return starts.map((from, index) => {
    let to = starts[index + 1] ?? tokens.length;
    while (index + 1 < starts.length && /^(?:und|sowie|,)$/.test(tokens[to - 1]?.lower ?? "")) to--;
    const own = tokens.slice(from, to);
    return {
      ...finding,
      start: own[0]?.start ?? finding.start,
      end: own.at(-1)?.end ?? finding.end,
      words: own.map(({ lower }) => lower).join(" "),
      whole: finding,
    };
  });
}

/** `ob …, und wenn ja, bis wann`: without the first part the second says nothing. */
function hangsOn(tokens: readonly Token[], at: number): boolean {
  return /^(?:wenn|falls) (?:ja|nein|nicht|doch)$/.test(`${tokens[at - 3]?.lower} ${tokens[at - 2]?.lower}`);
}

/** Puts the parts of a question together again unless their states differ. */
export function rejoined(findings: readonly Finding[], outcomes: Outcomes): Finding[] {
  const states = new Map<Finding, Set<string>>();
  for (const finding of findings) {
    const outcome = outcomes.get(finding);
    if (finding.whole) states.set(finding.whole, (states.get(finding.whole) ?? new Set()).add(`${outcome?.answered} ${outcome?.promised}`));
  }
  const kept: Finding[] = [];
  for (const finding of findings) {
    if (!finding.whole || (states.get(finding.whole)?.size ?? 0) > 1) kept.push(finding);
    else if (kept.at(-1) !== finding.whole) kept.push(finding.whole);
  }
  return kept;
}
