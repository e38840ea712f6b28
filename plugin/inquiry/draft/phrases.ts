import { z } from "zod";

/** templates/answer/phrases.json: every sentence a draft writes by itself, with `{slots}`. */
export const Phrases = z.strictObject({
  lead: z.strictObject({ date: z.string(), year: z.string(), period: z.string() }),
  figure: z.strictObject({ count: z.string(), value: z.string(), one: z.string(), protected: z.string() }),
  /** Units that need not be printed, because the label names what is counted. */
  countable: z.array(z.string()),
  indicators: z.record(z.string(), z.string()),
  marks: z.strictObject({ example: z.string(), exampleText: z.string(), provisional: z.string(), potential: z.string() }),
  nearest: z.string(),
  wanted: z.strictObject({ date: z.string(), year: z.string(), period: z.string() }),
  potential: z.string(),
  /** Which criteria a Potenzial was counted by. */
  criteria: z.string(),
  /** Somebody else is competent. */
  elsewhere: z.string(),
  withheld: z.strictObject({ sentence: z.string(), reasons: z.record(z.string(), z.string()) }),
  /** What was answered in the sitting; which one depends on its place among the questions asked together. */
  given: z.strictObject({ who: z.string(), only: z.string(), first: z.string(), other: z.string(), last: z.string() }),
  /** How a letter begins. */
  salutation: z.strictObject({ Frau: z.string(), Herr: z.string(), unknown: z.string() }),
  commitment: z.strictObject({ office: z.string(), until: z.string() }),
  /** How the house writes an amount in euros. */
  money: z.strictObject({ whole: z.string(), cents: z.string() }),
  table: z.strictObject({
    columns: z.array(z.string()).length(3),
    all: z.string(),
    title: z.string(),
    titleStand: z.string(),
    protected: z.string(),
  }),
  /** By form of the question (words/clause.ts), and how the gap is shown. */
  missing: z
    .strictObject({
      shown: z.string(),
      onlyFigures: z.string(),
      expired: z.string(),
      other: z.string(),
      kind: z.string(),
      topic: z.string(),
      sitting: z.string(),
    })
    .catchall(z.string()),
  sources: z.strictObject({
    rule: z.string(),
    round5: z.string(),
    suppress: z.string(),
    provisional: z.string(),
    revised: z.string(),
    example: z.string(),
    exampleText: z.string(),
    area: z.string(),
    own: z.string(),
  }),
});
export type Phrases = z.infer<typeof Phrases>;
