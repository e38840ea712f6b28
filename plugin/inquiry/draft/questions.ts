import type { House } from "../../houses.ts";
import { formOf } from "../words/clause.ts";
import { fill } from "../words/fill.ts";
import { enumerate } from "../words/german.ts";
import { oneLine } from "../words/one-line.ts";
import { retell, together } from "../words/speech.ts";
import type { Composed } from "./compose.ts";
import type { DraftInquiry } from "./document.ts";
import type { Part } from "./parts.ts";
import type { Picked } from "./select.ts";

export interface Question {
  readonly number: number;
  /** Who asks what, in reported speech. */
  readonly sentence: string;
  /** The words of the question alone. */
  readonly asked: string;
  /** What was answered in the sitting. */
  readonly given: string | null;
  readonly parts: readonly Part[];
  readonly see: readonly { readonly number: number }[];
}

interface Told {
  readonly house: House;
  readonly organization: string;
  /** Who answered in the sitting. */
  readonly speaker: string | null;
}

/** The questions with their answers, one by one. */
export function questionsOf(picked: readonly Picked[], { answers }: Composed, told: Told): Question[] {
  const { house, organization } = told;
  const how = { speech: house.speech, organization, genitive: house.genitive };
  return picked.flatMap(({ inquiry }, index) => {
    if (!inquiry) return [];
    const number = index + 1;
    return [
      {
        number,
        sentence: retell(inquiry, { ...how, turn: index }),
        asked: oneLine(inquiry.question),
        given: inquiry.given ? sayGiven(inquiry.given, "only", number, told) : null,
        parts: answers[index]?.parts ?? [],
        see: answers[index]?.see.map((one) => ({ number: one })) ?? [],
      },
    ];
  });
}

/** Questions that one text answers, together: `Zu den Fragen 1 und 2`. */
export function groupsOf(questions: readonly Question[]): object[] {
  const groups: Question[][] = [];
  for (const question of questions) {
    const [only, ...more] = question.see;
    const earlier =
      question.parts.length === 0 && only && more.length === 0 ? groups.find(([first]) => first?.number === only.number) : undefined;
    if (earlier) earlier.push(question);
    else groups.push([question]);
  }
  return groups.map((group) => ({
    numbers: enumerate(group.map(({ number }) => String(number))),
    joint: group.length > 1,
    questions: group,
    parts: group.flatMap(({ parts }) => parts),
  }));
}

/** Questions as minutes tell them: what the same people asked in a row is one sentence. */
export function roundsOf(picked: readonly Picked[], questions: readonly Question[], told: Told): object[] {
  const { house, organization } = told;
  const rounds: { inquiry: DraftInquiry; number: number; sentence: string }[][] = [];
  for (const [index, { inquiry }] of picked.entries()) {
    if (!inquiry) continue;
    const one = { inquiry, number: index + 1, sentence: questions[index]?.sentence ?? "" };
    const before = rounds.at(-1);
    if (before && sameAskers(before[0]?.inquiry, inquiry) && isPhrase(before[0]?.inquiry) && isPhrase(inquiry)) before.push(one);
    else rounds.push([one]);
  }
  return rounds.map((round) => {
    const texts = round.map(({ inquiry }) => inquiry);
    const [first] = round;
    const how = { speech: house.speech, organization, genitive: house.genitive };
    const given = round.flatMap(({ inquiry, number }, index) =>
      inquiry.given ? [{ text: sayGiven(inquiry.given, placeOf(index, round.length), number, told) }] : [],
    );
    return { sentence: round.length > 1 ? together(texts, how) : (first?.sentence ?? ""), given };
  });
}

const sameAskers = (one: DraftInquiry | undefined, other: DraftInquiry) => JSON.stringify(one?.askers) === JSON.stringify(other.askers);
const isPhrase = (inquiry: DraftInquiry | undefined) => inquiry?.kind === "question" && formOf(oneLine(inquiry.question)) === "phrase";
const placeOf = (index: number, length: number) =>
  length === 1 ? "only" : index === 0 ? "first" : index === length - 1 ? "last" : "other";

function sayGiven(given: string, place: "only" | "first" | "last" | "other", number: number, { house, speaker }: Told): string {
  const words = house.phrases.given;
  return fill(words[place], { given: oneLine(given).replace(/\.$/u, ""), number: String(number), who: speaker ?? words.who });
}
