import { actorsOf } from "./actors.ts";
import rules from "./answers.json" with { type: "json" };
import type { Finding } from "./finding.ts";
import { phrases } from "./phrases.ts";
import { printed, type Token } from "./tokens.ts";
import type { Town } from "./towns.ts";

const common = new Set(rules.commonNouns);
const askedFor = phrases(rules.askedFor);
const all = phrases(rules.all);
const latter = phrases(rules.latter);
const ordinals = Object.entries(rules.ordinals).map(([words, index]) => ({
  words: phrases([`${words} frage|punkt|teil|aspekt|teilfrage`, `frage|punkt ${index + 1}`, `zu ${index + 1}`]),
  index,
}));

/** Which questions an answer is for. */
export interface Targets {
  readonly findings: readonly Finding[];
  /** It says so itself (`Zur zweiten Frage`, `Zur Frage von X`): what was said to all before does not count for these. */
  readonly singled: boolean;
  /** Only its words are alike: if nobody answers the others, it was for them too. */
  readonly soft: boolean;
}

/** The open questions, unless the clause names one by its asker, by number, as the last, or by its subject. */
export function targetsOf(clause: readonly Token[], open: readonly Finding[], past: readonly Finding[], town: Town): Targets {
  const text = printed(clause);
  const everyone: Targets = { findings: open, singled: false, soft: false };
  const one = (findings: readonly Finding[], soft = false): Targets => ({
    findings,
    soft,
    singled: findings.length < open.length || !open.includes(findings[0] as Finding),
  });
  const named = byAsker(clause, past, town);
  if (named.length > 0) return one(named);
  if (all.test(text)) return everyone;
  if (latter.test(text)) return one(open.slice(-1));
  const ordinal = ordinals.find(({ words }) => words.test(text));
  const numbered = ordinal && open[ordinal.index];
  if (numbered) return one([numbered]);
  const about = bySubject(clause, open);
  return about.length > 0 ? one(about, !/^(?:zu|zum|zur|hinsichtlich|bezüglich)$/.test(clause[0]?.lower ?? "")) : everyone;
}

/** `Zur Frage von Herrn X`, `antwortet Herrn X`: the last questions of that person. */
function byAsker(tokens: readonly Token[], past: readonly Finding[], town: Town): readonly Finding[] {
  const mentioned = actorsOf(tokens, town).flatMap(({ kind, people, oblique, from }) => {
    const owner = [tokens[from - 1], tokens[from - 2]].some((token) => /frage$/.test(token?.lower ?? ""));
    return kind === "person" && (owner || oblique || people[0]?.oblique === true) ? people.map(({ asker }) => asker) : [];
  });
  if (mentioned.length === 0) return [];
  const theirs = past.filter(({ source }) => source.askers.some(({ asker }) => mentioned.includes(asker)));
  const last = theirs.at(-1);
  return theirs.filter(({ sentence }) => sentence === last?.sentence);
}

/** `Zur Ausweitung werde berichtet`, `Die Kosten betragen …`: those of several open questions that speak of the same. */
function bySubject(tokens: readonly Token[], open: readonly Finding[]): readonly Finding[] {
  if (open.length < 2) return [];
  const stems = tokens.flatMap(({ text, lower }) => (/^\p{Lu}\p{L}{4,}/u.test(text) && !common.has(text) ? [lower.slice(0, 7)] : []));
  const about = open.filter(({ words }) => stems.some((stem) => words.includes(stem)));
  if (about.length > 0) return about;
  return askedFor.test(printed(tokens)) ? open.filter(({ kind }) => kind === "request") : [];
}
