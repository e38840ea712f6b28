import { type Actor, actorsOf } from "./actors.ts";
import rules from "./answers.json" with { type: "json" };
import { phrases } from "./phrases.ts";
import type { Scene } from "./scene.ts";
import { subjectOf } from "./subject.ts";
import { printed, type Token } from "./tokens.ts";
import type { Town } from "./towns.ts";

/** What some words do for the questions before them. */
export interface Reply {
  readonly answers: boolean;
  readonly promises: boolean;
  /** Something will be mended or passed on: a promise to who asked for it, an answer to who asked about it. */
  readonly mends: boolean;
  /** A view of the administration: answers a question, decides nothing that was asked for. */
  readonly opines: boolean;
  /** Tells a time and nothing that is still to be answered: the answer to a question `wann …`. */
  readonly scheduled: boolean;
  /** No figures, no knowledge: an answer, unless one is promised besides. */
  readonly cannot: boolean;
  /** The administration forwards, checks, mends: makes a remark an inquiry. */
  readonly reacts: boolean;
}

/** Who had asked, and what was said since. */
export interface Asked {
  readonly askers: readonly string[];
  /** Somebody has begun to answer: `Sie sagt zu …` goes on with it. */
  readonly answering: boolean;
  /** The words stand right behind such an answer. */
  readonly goesOn: boolean;
  /** The words stand right behind the question. */
  readonly next: boolean;
  /** They are the rest of the sentence that asks: without another subject the asker goes on. */
  readonly ownSentence: boolean;
  /** They begin a paragraph of their own. */
  readonly apart: boolean;
  /** Speaker of verbatim minutes. */
  readonly speaker: string | null;
  readonly town: Town;
  readonly scene: Scene;
}

const strong = new Set(rules.verbs);
const weak = new Set(rules.weak);
const impersonal = phrases(rules.impersonal);
const promise = phrases(rules.promise);
const asksBack = phrases(rules.asksBack);
const demonstrative = phrases(rules.demonstrative);
const declines = phrases(rules.declines);
const denied = phrases(rules.denied);
const deferral = phrases(rules.deferral);
const dated = phrases(rules.dated);
const future = phrases(rules.future);
const mends = phrases(rules.mends);
const told = phrases(rules.told);
const retrospective = phrases(rules.retrospective);
const cannot = phrases(rules.cannot);
const agrees = phrases(rules.agrees);
const opinions = phrases(rules.opinions);
const closes = phrases(rules.closes);
const memberPromise = phrases(rules.memberPromise);
const members = phrases(rules.members);
const reaction = phrases(rules.reaction);
/** Indirect speech without a speaker of its own goes on with the answer before it. */
const indirect = phrases(rules.indirect);
const annex = /^\((?:siehe |s\. |vgl\. )?anlage/;
const silence: Reply = { answers: false, promises: false, mends: false, opines: false, scheduled: false, cannot: false, reacts: false };

/** Reads a sentence, or a part of one, as an answer. Its main clauses answer and promise each for itself. */
export function replies(tokens: readonly Token[], asked: Asked): { clause: readonly Token[]; reply: Reply }[] {
  if (/^[–—-]$/.test(tokens[0]?.text ?? "")) return replies(tokens.slice(1), asked);
  if (tokens.length === 0) return [];
  if (annex.test(printed(tokens))) return [{ clause: tokens, reply: { ...silence, answers: true } }];
  if (asked.speaker !== null) return [{ clause: tokens, reply: inSpeech(tokens, asked) }];
  let before: Speaker = asked.ownSentence && !/^(?:, ?)?was /.test(printed(tokens)) ? "asker" : "nobody";
  return mainClauses(tokens).map((clause) => {
    const text = printed(clause);
    const speaker: Speaker = speakerOf(clause, asked) ?? before;
    before = speaker === "somebody" && agrees.test(text) ? "supporter" : speaker;
    return { clause, reply: said(text, clause, speaker, asked) };
  });
}

/** In verbatim minutes whoever speaks next answers, unless it is the asker again or only thanks. */
function inSpeech(tokens: readonly Token[], { askers, speaker }: Asked): Reply {
  const text = printed(tokens);
  if (askers.includes(speaker ?? "") || agrees.test(text) || /\?$/.test(text) || tokens.length < 3) return silence;
  const promises = promise.test(text);
  const knows = !cannot.test(text);
  return { ...silence, answers: !promises && knows, promises, cannot: !knows, reacts: reaction.test(text) };
}

function mainClauses(tokens: readonly Token[]): Token[][] {
  const found: Token[][] = [[]];
  tokens.forEach((token, at) => {
    const verb = tokens[at + 1]?.text ?? "";
    if (
      at >= tokens.length - 3 &&
      /^(?:und)$/.test(token.lower) &&
      tokens.slice(at + 1).every(({ text }) => strong.has(text) || text === ".")
    ) {
      found.at(-1)?.push(token);
      return;
    }
    const but = token.text === "," && /^(?:aber|jedoch)$/.test(tokens[at + 2]?.lower ?? "") && (weak.has(verb) || strong.has(verb));
    if (but || token.text === ";" || (/^(?:und|jedoch)$/.test(token.lower) && (weak.has(verb) || strong.has(verb)))) found.push([]);
    found.at(-1)?.push(token);
  });
  return found;
}

function said(text: string, clause: readonly Token[], speaker: Speaker, asked: Asked): Reply {
  if (asksBack.test(text) || speaker === "asker") return silence;
  if (speaker === "member")
    return { ...silence, answers: members.test(text), promises: memberPromise.test(text), reacts: memberPromise.test(text) };
  if (told.test(text)) {
    const later = promise.test(text.slice(text.indexOf(":") + 1)) && text.includes(":");
    return { ...silence, answers: !later, promises: later };
  }
  if (denied.test(text) || (speaker === "administration" && declines.test(text))) return { ...silence, answers: true };
  const promises = promise.test(text) && !retrospective.test(text);
  const official = speaker === "administration" || speaker === "chair";
  const reacts = reaction.test(text) && (official || asked.answering || promises);
  if (promises) return { ...silence, answers: tellsMore(clause), promises, scheduled: dated.test(text) && !deferral.test(text), reacts };
  if (mends.test(text) || (speaker !== "nobody" && willAct(text))) return { ...silence, mends: true, reacts: true };
  if (speaker === "supporter") return silence;
  if (speaker === "administration" && opinions.test(text)) return { ...silence, opines: true };
  if (cannot.test(text)) return { ...silence, cannot: true, reacts };
  return { ...silence, answers: answers(text, clause, speaker, asked), reacts };
}

/** `Die Verwaltung wird sich das ansehen`, and not `wird zur Kenntnis genommen`. */
function willAct(text: string): boolean {
  const own = text.replace(/ ?, so .*$/, "");
  return future.test(own) && !agrees.test(own) && !participle.test(own);
}

const participle = /ge\p{L}{3,}en[.]?$/u;

function answers(text: string, clause: readonly Token[], speaker: Speaker, asked: Asked): boolean {
  if (agrees.test(text)) return false;
  if (speaker === "administration" || impersonal.test(text)) return true;
  if (opinions.test(text)) return false;
  if (speaker === "chair") return true;
  if (speaker === "somebody") return asked.next || clause.some(({ text }) => strong.has(text));
  if (closes.test(text)) return false;
  if (asked.next && demonstrative.test(text)) return true;
  return asked.goesOn ? indirect.test(text) : asked.next && asked.apart && clause.length > 4;
}

/** `erklärt, die Zahl liege bei 40, die Liste werde nachgereicht`: beside the promise something is told already. */
function tellsMore(clause: readonly Token[]): boolean {
  const verb = clause.findIndex(({ text }) => strong.has(text));
  if (verb < 0) return false;
  const parts: Token[][] = [[]];
  for (const token of clause.slice(verb + 1)) {
    if (/^(?:,|und|aber|jedoch)$/.test(token.lower)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.slice(1).some((part, index) => {
    const text = printed(part);
    const begins = complete.test(
      part
        .slice(0, 2)
        .map((token) => token.text)
        .join(" "),
    );
    const whole = /^\p{Ll}+(?:e|en|t|st|ei)$/u.test(part.at(-1)?.text ?? "") || index === parts.length - 2;
    return part.length > 3 && begins && whole && !promise.test(text) && !cannot.test(text);
  });
}

/** Begins a clause of what is told, and no relative clause. */
const complete = /^(?:dass |man |es |[Dd](?:er|ie|as) \p{Lu}|\p{Lu})/u;

/** A supporter has agreed before: he may promise, but what he adds is no answer. */
type Speaker = "asker" | "member" | "supporter" | "chair" | "administration" | "somebody" | "nobody";

/** Who speaks a main clause; null if it has no subject of its own. */
function speakerOf(tokens: readonly Token[], asked: Asked): Speaker | null {
  const verb = tokens.findIndex(({ text }) => strong.has(text) || weak.has(text));
  if (verb === 1 && /^(?:und|;|,|jedoch)$/.test(tokens[0]?.lower ?? "")) return null;
  const actors = actorsOf(tokens, asked.town);
  const subject = verb < 0 ? actors.find(({ from, oblique }) => from === 0 && !oblique) : subjectOf(tokens, actors, verb);
  if (subject) return sideOf(subject, asked);
  const begins =
    /^(?:der|die|das|ein|eine)$/.test(tokens[0]?.lower ?? "") ||
    (/^\p{Lu}/u.test(tokens[0]?.text ?? "") && strong.has(tokens[verb]?.text ?? ""));
  return verb > 0 && verb <= 6 && begins ? "somebody" : null;
}

function sideOf({ kind, people }: Actor, { askers, answering, next, scene }: Asked): Speaker {
  if (kind === "administration") return "administration";
  if (kind === "pronoun") return answering || next ? "somebody" : "nobody";
  if (kind === "body" || kind === "group") return "member";
  if (kind !== "person") return "nobody";
  const known = people.map(scene.recognise);
  if (known.some(({ asker }) => askers.includes(asker))) return "asker";
  const side = known[0]?.side;
  if (side === "council" || side === "public") return "member";
  return side === "either" ? "somebody" : side === "chair" ? "chair" : "administration";
}
