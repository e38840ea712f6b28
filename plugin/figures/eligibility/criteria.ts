import { birthday, type Day, emptyDay, latestBirth, latestStart, readDay } from "./days.ts";
import { no, type Person, yes } from "./person.ts";
import type { CountableRule, Version } from "./rule.ts";
import { type Status, statuses } from "./statuses.ts";

/** A known criterion excludes; none does but a needed field is empty; every applied criterion is met. Ordered: the least wins. */
const excluded = 0;
export const missing = 1;
export const potential = 2;

export type Test = (person: Person) => number;

const never: Day = 99_999_999;

/**
 * One version of a rule as a test of one record on a Stichtag. Everything that depends on the Stichtag alone is worked out
 * here, so that a record costs a handful of comparisons. Says nothing about a claim: school, livelihood, forecast, crime and
 * identity are not in it (facts: domain.md §3.6).
 */
export function compile({ residence }: CountableRule, version: Version, asOf: Day): Test {
  const lawful = residence === "rechtmaessig_seit";
  const accepted = flags(version.statuses_in);
  const waived = flags(version.min_duldung_waived_for);
  const counts60b = minds60b(version) ? flags(version.count_60b_for) : flags(statuses);
  const limit = limits(version, asOf);
  const resides = (person: Person): number => {
    const since = lawful ? person.lawful : person.continuous;
    if (since === emptyDay) return missing;
    if (since <= limit.residence) return potential;
    if (since > limit.residenceWithChild || person.child === no) return excluded;
    return person.child === yes ? potential : missing;
  };
  const tolerated = (person: Person): number => {
    if (limit.duldung === never || waived[person.status]) return potential;
    if (person.duldung === emptyDay) return missing;
    // Without a status it is open whether the waiver applies.
    return person.duldung <= limit.duldung ? potential : person.status < 0 ? missing : excluded;
  };
  return (person) => {
    if (person.status >= 0 && !accepted[person.status]) return excluded;
    let verdict = Math.min(person.status < 0 ? missing : potential, resides(person));
    if (verdict === excluded) return excluded;
    verdict = Math.min(verdict, tolerated(person), ages(person, limit), entered(person, limit.entryAge));
    // How long the § 60b time was is not in the export: it may or may not bring the residence below the threshold.
    return verdict === potential && person.p60b !== no && !counts60b[person.status] ? missing : verdict;
  };
}

type Limits = ReturnType<typeof limits>;

/** Latest beginnings: whoever began on that day or earlier has reached the threshold. */
function limits(version: Version, asOf: Day) {
  const reference = version.reference.startsWith("fixed:") ? readDay(version.reference.slice(6)) : asOf;
  const start = (months: number | undefined): Day => (months === undefined ? never : latestStart(reference, months));
  const birth = (years: number | undefined, otherwise: Day): Day => (years === undefined ? otherwise : latestBirth(asOf, years));
  return {
    residence: start(version.min_residence_months),
    residenceWithChild: start(version.min_residence_months_with_child ?? version.min_residence_months),
    duldung: version.min_duldung_months === undefined ? never : latestStart(asOf, version.min_duldung_months),
    /** Born on that day or earlier: old enough. */
    oldEnough: birth(version.age_min, never),
    /** Born on that day or earlier: too old. The birthday itself is already too late. */
    tooOld: birth(version.age_max_exclusive, emptyDay),
    entryAge: version.entry_age_max_exclusive ?? 0,
  };
}

function ages({ birth }: Person, { oldEnough, tooOld }: Limits): number {
  if (oldEnough === never && tooOld === emptyDay) return potential;
  if (birth === emptyDay) return missing;
  return birth <= oldEnough && birth > tooOld ? potential : excluded;
}

/** Born in Germany or entered before that birthday; an empty Einreise says neither. */
function entered({ birth, entry }: Person, age: number): number {
  if (age === 0) return potential;
  if (birth === emptyDay || entry === emptyDay) return missing;
  return entry < birthday(birth, age) ? potential : excluded;
}

function flags(chosen: readonly Status[]): readonly boolean[] {
  return statuses.map((status) => chosen.includes(status));
}

/** Where a Duldung counts at all, but not one under § 60b (§ 60b(5) AufenthG). */
const minds60b = (version: Version): boolean => version.statuses_counted.includes("geduldet") && !version.count_60b;

/** The columns a version needs a value in, by their default names. */
export function neededColumns({ residence }: CountableRule, version: Version): string[] {
  const needed = ["Status", residence];
  if (version.min_residence_months_with_child !== undefined) needed.push("Kind_im_Haushalt");
  if (version.min_duldung_months !== undefined) needed.push("Duldung_seit");
  if (version.age_min !== undefined || version.age_max_exclusive !== undefined) needed.push("Geburtsdatum");
  if (version.entry_age_max_exclusive !== undefined) needed.push("Geburtsdatum", "Einreise");
  if (minds60b(version)) needed.push("P60b");
  return needed;
}
