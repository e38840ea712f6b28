import rules from "./answers.json" with { type: "json" };
import type { Minutes } from "./find.ts";
import type { Finding } from "./finding.ts";
import { phrases } from "./phrases.ts";
import type { Block, Sentence } from "./read.ts";
import { type Reply, replies } from "./reply.ts";
import { type Scene, scene } from "./scene.ts";
import { type Targets, targetsOf } from "./targets.ts";

/** What became of an inquiry in the text. */
export interface Outcome {
  answered: boolean;
  promised: boolean;
  /** What was said of another question may have been for this one too. */
  leaning: boolean;
  /** It was said that nothing can be said. */
  unknown: boolean;
  later: boolean;
  reacted: boolean;
  /** The sentences from which this follows, at most two: what people are told as the reason. */
  why: readonly string[];
}

export type Outcomes = ReadonlyMap<Finding, Outcome>;

/** Questions asked since the last answer, and how far their answering has come. */
interface Round {
  readonly open: readonly Finding[];
  /** The last sentence that answered or promised; -1 while nobody has. */
  readonly replied: number;
  /** A note added after the sitting has begun. */
  readonly noted: boolean;
  /** Sentence of the last question. */
  readonly last: number;
}

/** For `wann …` the announced day is the answer itself. */
const asksWhen = /^(?:ab |bis |seit )?wann /;
const later = phrases(rules.later);
const told = phrases(rules.told);
/** An answer is for some of the last questions, never for a hundred. */
const longestRound = 30;
/** So many sentences after the last question or answer nobody answers any more. */
const patience = 15;
const start: Round = { open: [], replied: -1, noted: false, last: -1 };

/** Reads the text again, for the answers: which inquiries were answered in the sitting, promised an answer, answered later. */
export function settle(findings: readonly Finding[], minutes: Minutes): Outcomes {
  const outcomes = new Map(
    findings.map((finding): [Finding, Outcome] => [
      finding,
      { answered: false, promised: false, leaning: false, unknown: false, later: false, reacted: false, why: [] },
    ]),
  );
  const bySentence = Map.groupBy(findings, ({ sentence }) => sentence);
  const memory = scene();
  let past: readonly Finding[] = [];
  let round = start;
  for (const block of minutes.blocks) {
    if (minutes.sections[block.index]?.opens) round = start;
    for (const sentence of block.sentences) {
      const here = bySentence.get(sentence.index) ?? [];
      if (here.length > 0) round = asked(round, here, block);
      past = [...past, ...here].slice(-longestRound);
      if (past.length > 0 && (later.test(sentence.lower) || (promisedBefore(round, outcomes) && told.test(bare(sentence.lower)))))
        round = { ...round, noted: true };
      if (round.open.length > 0 && sentence.index - Math.max(round.last, round.replied) <= patience)
        round = heard(sentence, here, round, past, { minutes, memory, outcomes });
      const subject = minutes.actors(sentence).find(({ oblique, kind }) => !oblique && kind === "person");
      if (subject) memory.note(subject, false);
    }
  }
  for (const [{ kind }, outcome] of outcomes) {
    outcome.answered ||= (outcome.unknown || outcome.leaning) && !outcome.promised && !outcome.later;
    outcome.later &&= !outcome.answered;
    if (kind === "request" && outcome.promised) outcome.answered = false;
  }
  return outcomes;
}

/** `(Antwort der Verwaltung: …)` behind a promise was added later. */
function promisedBefore({ open }: Round, outcomes: Outcomes): boolean {
  return open.length > 0 && open.every((finding) => outcomes.get(finding)?.promised);
}

function bare(text: string): string {
  return text.replace(/^[([]\s*/, "");
}

/** New questions close the round if it is being answered, or if each item of a list has its own asker. */
function asked(round: Round, here: readonly Finding[], { marker }: Block): Round {
  const fresh = round.replied >= 0 || (marker !== null && here.some(({ by }) => by !== "listed"));
  return { open: [...(fresh ? [] : round.open), ...here].slice(-longestRound), replied: -1, noted: false, last: here[0]?.sentence ?? -1 };
}

interface Desk {
  readonly minutes: Minutes;
  readonly memory: Scene;
  readonly outcomes: Map<Finding, Outcome>;
}

/** Takes a sentence as an answer; of one that asks, only what stands behind the question, or around a question told as a noun. */
function heard(
  sentence: Sentence,
  here: readonly Finding[],
  round: Round,
  past: readonly Finding[],
  { minutes, memory, outcomes }: Desk,
): Round {
  const last = here.at(-1);
  if (last?.by === "listed" || last?.by === "announced") return round;
  const speech = minutes.speeches.get(sentence);
  const words = sentence.tokens
    .slice(speech?.from ?? 0)
    .filter(({ start, end }) => !last || start >= last.end || (last.by === "told" && end <= last.start));
  const askers = round.open.flatMap(({ source }) => source.askers.map(({ asker }) => asker));
  const next = last !== undefined || sentence.index === round.last + 1;
  const goesOn = round.replied >= 0 && sentence.index === round.replied + 1;
  const apart = minutes.blocks[sentence.block]?.sentences[0] === sentence;
  const context = {
    askers,
    answering: round.replied >= 0,
    goesOn,
    next,
    ownSentence: last?.by === "spoken",
    apart,
    speaker: speech?.person.asker ?? null,
    town: minutes.town,
    scene: memory,
  };
  const own = here.filter(({ whole }) => whole === last?.whole);
  return replies(words, context).reduce((state, { clause, reply }) => {
    const targets = last
      ? { findings: last.whole ? own : [last], singled: false, soft: false }
      : targetsOf(clause, openFor(sentence, round, minutes), past, minutes.town);
    return mark(reply, targets, state, sentence, outcomes);
  }, round);
}

/** An answer in the paragraph of a question is for that one; in a paragraph of its own it is for all before it. */
function openFor(sentence: Sentence, { open }: Round, { sentences }: Minutes): readonly Finding[] {
  const beside = open.filter((finding) => sentences[finding.sentence]?.block === sentence.block);
  return beside.length > 0 ? beside : open;
}

function mark(
  reply: Reply,
  { findings, singled, soft }: Targets,
  round: Round,
  sentence: Sentence,
  outcomes: Map<Finding, Outcome>,
): Round {
  const tells = reply.answers || reply.promises || reply.cannot || reply.mends || reply.opines;
  if (!tells && !reply.reacts && !round.noted) return round;
  const questions = findings.some(({ kind }) => kind === "question");
  const requests = findings.some((finding) => finding.kind === "request" && outcomes.get(finding)?.answered === false);
  if (soft && reply.answers) for (const other of round.open) because(outcomes.get(other), { leaning: other.kind === "question" }, sentence);
  for (const finding of findings) {
    const outcome = outcomes.get(finding);
    if (!outcome || finding.by === "announced") continue;
    const scheduled = reply.scheduled && asksWhen.test(finding.words);
    const mended = (reply.mends || reply.opines) && finding.kind === "question";
    const answers = (reply.answers || scheduled || mended) && !(questions && finding.kind === "request");
    const done = requests && finding.kind === "question" && outcome.answered;
    const promises = (reply.promises && !scheduled && !done) || (reply.mends && !mended);
    if (singled && tells) Object.assign(outcome, { answered: false, promised: false, unknown: false, why: [] });
    if (round.noted) because(outcome, { later: true }, sentence);
    else because(outcome, { answered: answers, promised: promises, unknown: reply.cannot }, sentence);
    outcome.reacted ||= reply.reacts;
  }
  return { ...round, replied: tells ? sentence.index : round.replied };
}

/** Adds to an outcome what a sentence says, and the sentence as the reason where it says something new. */
function because(outcome: Outcome | undefined, says: Partial<Outcome>, { text }: Sentence): void {
  if (!outcome) return;
  const fresh = (Object.keys(says) as (keyof Outcome)[]).filter((key) => says[key] === true && outcome[key] !== true);
  for (const key of fresh) Object.assign(outcome, { [key]: true });
  if (fresh.length > 0 && outcome.why.length < 2 && !outcome.why.includes(text)) outcome.why = [...outcome.why, text];
}
