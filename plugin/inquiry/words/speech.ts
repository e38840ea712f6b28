import { z } from "zod";
import { type GenitiveStyle, genitive } from "../words.ts";
import { type Form, formOf } from "./clause.ts";
import { fill } from "./fill.ts";
import { capitalise, enumerate } from "./german.ts";
import { oneLine } from "./one-line.ts";
import { type Asker, person } from "./people.ts";

/** Sentences for one asker, for several, and for nobody in particular ("aus der Mitte des …"). Several of them take turns. */
const Patterns = z.strictObject({ one: z.array(z.string()).min(1), many: z.array(z.string()).min(1), none: z.array(z.string()).min(1) });
const Kind = z.record(z.string(), Patterns);
/** templates/answer/speech.json: kind of inquiry → form of its text → sentences. Every kind has `other`. */
export const Speech = z.strictObject({
  question: Kind,
  request: Kind,
  remark: Kind,
  /** Several noun phrases asked in a row by the same people, as minutes tell them. */
  together: z.strictObject({ one: z.string(), many: z.string(), none: z.string(), between: z.string(), before: z.string() }),
});
export type Speech = z.infer<typeof Speech>;

/** An inquiry as far as it is retold. */
export interface Told {
  readonly askers: readonly Asker[];
  /** Clause, infinitive, noun phrase or direct question, without the speech verb. */
  readonly question: string;
  readonly kind: string;
}

/**
 * Who asked what, as one sentence of reported speech: `RM Herr X erkundigt sich, ob …`. The words of the question stay as they are.
 * @param turn number of the question within its answer, 0-based: alternatives take turns
 * @param organization the body in which it was asked, for questions without an asker
 */
export function retell(told: Told, options: { speech: Speech; organization: string; genitive: GenitiveStyle; turn: number }): string {
  const text = oneLine(told.question).replace(/[.;,\s]+$/u, "");
  const form = formOf(text);
  const patterns = patternsFor(options.speech, told.kind, form)[
    told.askers.length === 0 ? "none" : told.askers.length === 1 ? "one" : "many"
  ];
  const pattern = patterns[options.turn % patterns.length] ?? "";
  const values = {
    who: capitalise(enumerate(told.askers.map(person))),
    body: genitive(options.organization, options.genitive),
    question: inPlace(text, form, told.askers),
  };
  return fill(pattern, values);
}

/** Several questions of the same people as one sentence: `Herr A und Frau B fragen u. a. nach …, nach … sowie nach …`. All are noun phrases. */
export function together(told: readonly Told[], options: { speech: Speech; organization: string; genitive: GenitiveStyle }): string {
  const words = options.speech.together;
  const askers = told[0]?.askers ?? [];
  const texts = told.map(({ question }) => oneLine(question).replace(/[.;,\s]+$/u, ""));
  const questions = [texts.slice(0, -1).join(words.between), ...texts.slice(-1)].join(words.before);
  const pattern = words[askers.length === 0 ? "none" : askers.length === 1 ? "one" : "many"];
  const body = genitive(options.organization, options.genitive);
  return fill(pattern, { who: capitalise(enumerate(askers.map(person))), body, questions });
}

/** The words of the question as they fit behind a verb. */
function inPlace(text: string, form: Form, askers: readonly Asker[]): string {
  if (form === "clause") return text.replace(/\?$/u, "");
  if (form !== "notice") return text;
  // "Nachfrage von RM Frau X": the asker stands at the beginning of the sentence already.
  const [noun = text, by] = text.split(/ von (.*)$/su);
  return by !== undefined && askers.some(({ asker }) => by.includes(asker)) ? noun : text;
}

function patternsFor(speech: Speech, kind: string, form: Form): z.infer<typeof Patterns> {
  const forms = speech[kind === "request" || kind === "remark" ? kind : "question"];
  const patterns = forms[form] ?? forms.other;
  if (!patterns) throw new Error(`speech.json has no "other" for "${kind}"`);
  return patterns;
}
