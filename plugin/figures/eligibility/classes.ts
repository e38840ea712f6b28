import { Refusal } from "../../refusal.ts";
import { type Day, emptyDay, latestStart } from "./days.ts";
import type { Person } from "./person.ts";
import type { Column, Profile } from "./profile.ts";
import { sexes } from "./record.ts";

/** A dimension with closed classes: what stands in the export can choose one, but never name one. */
export interface Dimension {
  readonly name: (typeof names)[number];
  readonly classes: readonly string[];
  /** Columns it reads, beside those of the rules. */
  readonly needs: readonly Column[];
  /** Index of the class; `lawful`: by the residence that § 10 StAG counts. */
  of(person: Person, lawful: boolean): number;
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
      const { classes, of } = years(profile.ages, asOf, "Jahre und älter");
      return { name, classes, needs: ["Geburtsdatum"], of: ({ birth }) => of(birth) };
    }
    case "Aufenthaltsdauer": {
      const { classes, of } = years(profile.durations, asOf, "Jahre und mehr");
      return { name, classes, needs: [], of: ({ continuous, lawful: since }, lawful) => of(lawful ? since : continuous) };
    }
    case "Geschlecht":
      return { name, classes: sexes, needs: ["Geschlecht"], of: ({ sex }) => sex };
    case "Ortsteil":
      if (profile.districts.length === 0) throw new Refusal("count.districts");
      return {
        name,
        classes: ["ohne Angabe", "nicht zugeordnet", ...profile.districts],
        needs: ["Ortsteil"],
        of: ({ district }) => district,
      };
  }
}

/** Classes of completed years that name their bounds, and one for an empty cell. */
function years(bounds: readonly number[], asOf: Day, above: string) {
  const starts = bounds.map((bound) => latestStart(asOf, 12 * bound));
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
  return { classes, of };
}
