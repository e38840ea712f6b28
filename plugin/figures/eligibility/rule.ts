import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { statuses } from "./statuses.ts";

const Day = z.iso.date();
const Months = z.int().positive();
const Years = z.int().positive();
const Statuses = z.array(z.enum(statuses));
const Words = z.array(z.string().min(1));

/** One version of a norm (facts: domain.md §3.7). Months and years are those of the law; an absent threshold is not demanded. */
const Version = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{2,6}@\d{4}-\d{2}-\d{2}$/),
  valid_from: Day,
  /** Last day; null = open. */
  valid_to: Day.nullable(),
  /** The day the thresholds are held against; for a count both `application` and `decision` are the Stichtag. */
  reference: z.union([z.enum(["application", "decision"]), z.templateLiteral(["fixed:", Day])]),
  /** False: the norm only lets existing titles run out, so nobody new can have it. */
  new_applicants: z.boolean(),
  effect: z.enum(["kann", "soll", "ist"]).optional(),
  min_residence_months: Months.optional(),
  min_residence_months_with_child: Months.optional(),
  min_duldung_months: Months.optional(),
  min_duldung_waived_for: Statuses.default([]),
  /** Whether times with a Duldung under § 60b count, and for which statuses they count all the same. */
  count_60b: z.boolean(),
  count_60b_for: Statuses.default([]),
  age_min: Years.optional(),
  age_max_exclusive: Years.optional(),
  entry_age_max_exclusive: Years.optional(),
  /** Last day of entry. */
  entry_until: Day.optional(),
  /** How long a title lasts that cannot be extended; its holders are counted by its end. */
  title_months: Months.optional(),
  /** Last day on which anybody can still hold the title. */
  expires: Day.optional(),
  statuses_in: Statuses,
  statuses_counted: z.array(z.enum(["geduldet", "gestattet", "erlaubt"])),
  interruption_max_days: z.int().positive().optional(),
  /** Applied by the count. */
  criteria_countable: Words,
  /** Countable with other records than a register export; not applied. */
  criteria_partly: Words,
  /** Judgement in the single case; never applied. */
  criteria_judgement: Words,
  law_ref: z.string(),
  url: z.url().optional(),
  note: z.string().optional(),
  /** What could not be verified: to be re-read before the version is relied on. */
  uncertain: z.string().optional(),
});
export type Version = z.infer<typeof Version>;

const Rule = z
  .strictObject({
    rule: z.string().regex(/^[a-z]+-[0-9a-z]+$/),
    norm: z.string(),
    title: z.string(),
    /** Indicator of the catalogue; absent for norms that are recorded but cannot be counted from a register export. */
    indicator: z.string().optional(),
    /** The column that holds the beginning of the residence this norm counts. */
    residence: z.enum(["ununterbrochen_seit", "rechtmaessig_seit"]).optional(),
    /** The law was read up to this day; a later Stichtag needs a release by name. */
    checked_until: Day,
    url: z.url(),
    note: z.string().optional(),
    /** Older rules that stay open to applications filed in time. */
    transitions: z.array(z.strictObject({ applied_until: Day, text: z.string(), law_ref: z.string() })).default([]),
    /** Amendments that were published but not read: from that day on every count says so. */
    announced: z.array(z.strictObject({ from: Day, text: z.string(), law_ref: z.string() })).default([]),
    versions: z.array(Version).min(1),
  })
  .refine((rule) => (rule.indicator === undefined) === (rule.residence === undefined), "indicator and residence belong together");
export type Rule = z.infer<typeof Rule>;
export type CountableRule = Rule & { readonly indicator: string; readonly residence: NonNullable<Rule["residence"]> };

const folder = new URL("./rules/", import.meta.url);

/** Every recorded norm by its id, one file each. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => Rule.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))))
    .map((rule) => [rule.rule, rule]),
);

export const isCountable = (rule: Rule | undefined): rule is CountableRule => rule?.indicator !== undefined;

/** The version in force on a day (`YYYY-MM-DD`); undefined before the norm existed. */
export const versionOn = ({ versions }: Rule, day: string): Version | undefined =>
  versions.find((one) => one.valid_from <= day && (one.valid_to === null || day <= one.valid_to));

/** The older rules an application filed on that day can still rely on. */
export const transitionsOn = ({ transitions }: Rule, day: string): Rule["transitions"] =>
  transitions.filter((one) => day <= one.applied_until);

/** The unread amendments that may already be in force on that day. */
export const announcedOn = ({ announced }: Rule, day: string): Rule["announced"] => announced.filter((one) => one.from <= day);
