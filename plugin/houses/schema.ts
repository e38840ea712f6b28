import { z } from "zod";
import { topics } from "../figures/topics.ts";
import { caseKinds } from "../inquiry/kinds.ts";

const Text = z.string().min(1);
const Key = z.string().regex(/^[a-z][a-zA-Z0-9]*$/);
const Name = z.string().regex(/^[a-z0-9-]+$/);
const DatedName = z.strictObject({ name: Text, since: z.iso.date().optional(), until: z.iso.date().optional() });
const Topics = z.partialRecord(z.enum(topics.map(({ id }) => id)), Text);

/**
 * A field of a form, filled in by hand at the case:
 * - `line`, `date`, `list` (one entry per line)
 * - `text`: the house's own words, in paragraphs; no source, and no place for numbers
 * - `fact`: words of the office that knows; cited like a statement
 * - `amount`: euros; printed as the house prints money
 * - `choice`: one of `choices`
 * - `person`: `Frau Beispiel`, with the salutation that fits
 * - `entry`: a line of one of the house's books
 */
const Field = z
  .strictObject({
    label: Text,
    kind: z.enum(["line", "date", "list", "text", "fact", "amount", "choice", "person", "entry"]),
    required: z.boolean().default(false),
    /** Required while another field holds one of these choices: a remark, when the unit signs with one. */
    requiredWith: z.strictObject({ field: Key, choices: z.array(Key).min(1) }).optional(),
    help: z.string().optional(),
    /** Taken while nothing is entered. */
    preset: Text.optional(),
    /** Who supplies it when it is missing; the house's default office otherwise. */
    office: Text.optional(),
    choices: z.record(Key, Text).optional(),
    book: Key.optional(),
  })
  .refine(({ kind, choices }) => (kind === "choice") === (choices !== undefined), {
    path: ["choices"],
    message: "choices gehört zu kind choice",
  })
  .refine(({ kind, book }) => (kind === "entry") === (book !== undefined), { path: ["book"], message: "book gehört zu kind entry" });
export type Field = z.infer<typeof Field>;

/** Who signs an answer of this form before it is released. What stands here is proposed; people may change it for a case. */
const Cosigning = z.strictObject({
  /** Without a complete round there is no release. */
  demanded: z.boolean().default(false),
  order: z.enum(["sequence", "parallel"]).default("sequence"),
  /** Working days for each office. */
  days: z.int().min(1).max(60).default(3),
  offices: z.array(Text).min(1).max(20),
});
export type Cosigning = z.infer<typeof Cosigning>;

const Form = z
  .strictObject({
    label: Text,
    kinds: z.array(z.enum(caseKinds)).min(1),
    /** `all`: also what was answered in the sitting, as minutes do. */
    tells: z.enum(["open", "all"]).default("open"),
    fields: z.record(Key, Field).default({}),
    cosigning: Cosigning.optional(),
  })
  .refine(({ fields }) => Object.values(fields).every(({ requiredWith: when }) => !when || offers(fields[when.field], when.choices)), {
    path: ["fields"],
    message: "requiredWith nennt ein Feld mit kind choice und dessen choices",
  });

const offers = (field: Field | undefined, choices: readonly string[]): boolean =>
  choices.every((one) => field?.choices?.[one] !== undefined);

/** A list of the house: units, recipients. What is null for an entry has to be supplied before it can be used. */
const Book = z.strictObject({
  columns: z.record(Key, Text),
  entries: z.record(z.string().min(1), z.record(Key, Text.nullable())),
});

/** Papers that have to be shown to units of the house, and when: the case opens by itself (inquiry/involve.ts). */
const Involvement = z.strictObject({
  rule: Text,
  source: Text,
  form: Name,
  /** Subjects of the match (figures/topics.json) and how sure it has to be. */
  subjects: z.array(Text).min(1),
  score: z.number().min(0).max(1),
  /** Kinds of paper; empty = every kind. */
  paperTypes: z.array(Text).default([]),
  /** Only papers that a sitting decides within this many days. */
  daysAhead: z.int().positive(),
  /** One case each, with these fields filled in. */
  requests: z.array(z.strictObject({ unit: Text, fields: z.record(Key, Text) })).min(1),
});
export type Involvement = z.infer<typeof Involvement>;

/** templates/answer/<house>/house.json, explained in templates/README.md. */
export const HouseFile = z.strictObject({
  label: Text,
  /** Absent in forms for every town: then the configuration of the town says. */
  town: Text.optional(),
  land: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  genitive: z.enum(["long", "short"]),
  offices: z.strictObject({ default: Text, topics: Topics }),
  /** Bodies of this town that were renamed; they come before those of the Land. */
  bodies: z.array(z.array(DatedName).min(1)).default([]),
  /** Fixed words of every form: who the mayor is, which department leads. */
  form: z.record(Key, Text).default({}),
  /** The first that knows a kind is taken for it. */
  forms: z.record(Name, Form),
  books: z.record(Key, Book).default({}),
  involvement: z.array(Involvement).default([]),
  /** Used once, to make letterhead.docx (.ci/letterheads.ts); afterwards Word is the place to change it. */
  letterhead: z.strictObject({ head: Text, accent: z.string().regex(/^[0-9A-F]{6}$/) }).optional(),
  /** What this house says otherwise than speech.json and phrases.json. */
  speech: z.record(z.string(), z.unknown()).default({}),
  phrases: z.record(z.string(), z.unknown()).default({}),
});
export type HouseFile = z.infer<typeof HouseFile>;
