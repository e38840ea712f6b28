import { Refusal } from "../../refusal.ts";
import { type Day, emptyDay, latestBirth, latestStart, monthsBetween, readDay } from "./days.ts";
import type { Person } from "./person.ts";
import type { Column, Profile } from "./profile.ts";
import { sexes } from "./record.ts";
import type { Version } from "./rule.ts";

/** A dimension with closed classes: what stands in the export can choose one, but never name one. */
export interface Dimension {
  readonly name: (typeof names)[number];
  readonly classes: readonly string[];
  /** Columns it reads, beside those of the rules. */
  readonly needs: readonly Column[];
  /** Index of the class; `lawful`: by the residence that § 10 StAG counts. */
  of(person: Person, lawful: boolean): number;
  /** Whether the rule lets anybody be in that class. Everybody knows its thresholds: what they exclude is no secret zero. */
  mayHold(index: number, version: Version): boolean;
}

const names = ["Altersgruppe", "Aufenthaltsdauer", "Geschlecht", "Ortsteil"] as const;

/** Three dimensions make cells that nobody could publish. */
const most = 2;

/** The dimensions of `--by`, by the names of the catalogue. Refuses unknown ones, more than two, and districts without a list. */
export function dimensionsOf(by: readonly string[], profile: Profile, asOf: Day): readonly Dimension[] {
  if (by.length > most || new Set(by).size < by.length) throw new Refusal("count.by-many", { values: { most } });
  return by.map((given) => {
    const name = names.find((one) => one.toLowerCase() === given.toLowerCase());
    if (name === undefined) throw new Refusal("count.by", { values: { known: names.join(", ") } });
    return dimensionOf(name, profile, asOf);
  });
}

function dimensionOf(name: Dimension["name"], profile: Profile, asOf: Day): Dimension {
  switch (name) {
    case "Altersgruppe": {
      const { classes, of, meets } = years(profile.ages, (bound) => latestBirth(asOf, bound), "Jahre und älter");
      const mayHold = (index: number, { age_min: from, age_max_exclusive: below }: Version) => meets(index, { from, below });
      return { name, classes, needs: ["Geburtsdatum"], of: ({ birth }) => of(birth), mayHold };
    }
    case "Aufenthaltsdauer": {
      const { classes, of, meets } = years(profile.durations, (bound) => latestStart(asOf, 12 * bound), "Jahre und mehr");
      const mayHold = (index: number, version: Version) => meets(index, { from: leastResidence(version, asOf) });
      return { name, classes, needs: [], of: ({ continuous, lawful: since }, lawful) => of(lawful ? since : continuous), mayHold };
    }
    case "Geschlecht":
      return { name, classes: sexes, needs: ["Geschlecht"], of: ({ sex }) => sex, mayHold: () => true };
    case "Ortsteil":
      if (profile.districts.length === 0) throw new Refusal("count.districts");
      return {
        name,
        classes: ["ohne Angabe", "nicht zugeordnet", ...profile.districts],
        needs: ["Ortsteil"],
        of: ({ district }) => district,
        mayHold: () => true,
      };
  }
}

/** Classes of completed years that name their bounds, and one for an empty cell. */
function years(bounds: readonly number[], reachedBy: (bound: number) => Day, above: string) {
  const starts = bounds.map(reachedBy);
  const classes = [
    `unter ${bounds[0]} Jahre`,
    ...bounds.map((bound, index) => (index + 1 < bounds.length ? `${bound} bis unter ${bounds[index + 1]} Jahre` : `${bound} ${above}`)),
    "ohne Angabe",
  ];
  const of = (day: Day): number => {
    if (day === emptyDay) return classes.length - 1;
    let index = 0;
    for (const start of starts) if (day <= start) index += 1;
    return index;
  };
  const meets = (index: number, { from, below }: { from?: number | undefined; below?: number | undefined }): boolean => {
    if (index === classes.length - 1) return from === undefined && below === undefined;
    return (
      (bounds[index] ?? Number.POSITIVE_INFINITY) > (from ?? 0) &&
      (index === 0 ? 0 : (bounds[index - 1] ?? 0)) < (below ?? Number.POSITIVE_INFINITY)
    );
  };
  return { classes, of, meets };
}

/** Years of residence that everybody has who is counted; undefined if the rule demands none. */
function leastResidence({ min_residence_months: alone, min_residence_months_with_child: withChild, reference }: Version, asOf: Day) {
  if (alone === undefined) return undefined;
  const since = reference.startsWith("fixed:") ? Math.max(0, monthsBetween(readDay(reference.slice(6)), asOf)) : 0;
  return (Math.min(alone, withChild ?? alone) + since) / 12;
}
