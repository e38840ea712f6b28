import type { Actor } from "./actors.ts";
import type { Person } from "./people.ts";
import type { Side } from "./roles.ts";
import type { Asker, Attribution, Salutation } from "./types.ts";

/** Who asked: people, a faction, or nobody in particular. */
export interface Source {
  readonly askers: readonly Asker[];
  readonly attribution: Attribution;
  /** For collective askers, who as a kind: `Einwohner`. */
  readonly role: string | null;
  readonly side: Side;
}

export const collective = (role: string | null = null): Source => ({ askers: [], attribution: "collective", role, side: "council" });

/** What a reader remembers of the sentences before: who spoke last, who sits on which side. */
export interface Scene {
  /** Takes note of the subject of a sentence; `presents` marks somebody who reports or answers. */
  note(actor: Actor, presents: boolean): void;
  /** The people behind a pronoun, with the gender it shows. */
  resolve(pronoun: Actor, plural: boolean): readonly Person[] | null;
  /** With the side and, for `der Vorsitzende`, the name known from before. */
  recognise(person: Person): Person;
}

export function scene(): Scene {
  const sides = new Map<string, Side>();
  const chairs: Person[] = [];
  let recent: (readonly Person[])[] = [];

  const recognise = (person: Person): Person => {
    if (!person.named) {
      const known = person.side === "chair" ? chairs.find(({ salutation }) => !salutation || gender(person) === salutation) : undefined;
      return known ? { ...known, from: person.from, to: person.to } : person;
    }
    const side = sides.get(person.asker);
    return person.side === "either" && side ? { ...person, side } : person;
  };

  return {
    note(actor, presents) {
      if (actor.people.length === 0) return;
      const people = actor.people.map(recognise);
      for (const person of people) {
        if (!person.named) continue;
        if (person.side !== "either") sides.set(person.asker, person.side);
        else if (presents) sides.set(person.asker, "administration");
        if (person.side === "chair") chairs.unshift(person);
      }
      recent = [people, ...recent].slice(0, 6);
    },
    resolve(pronoun, plural) {
      const fits = (people: readonly Person[]) =>
        plural
          ? people.length > 1
          : people.length === 1 && (!pronoun.gender || !people[0]?.salutation || people[0].salutation === pronoun.gender);
      const found = recent.find(fits);
      if (!found) return null;
      return plural
        ? found
        : found.map((person) => ({
            ...recognise(person),
            salutation: person.named ? (person.salutation ?? pronoun.gender) : person.salutation,
          }));
    },
    recognise,
  };
}

function gender(person: Person): Salutation {
  return person.asker.endsWith("r") ? "Herr" : "Frau";
}

export function sourceOf(people: readonly Person[]): Source {
  const askers = people.map(({ asker, salutation, role, party }): Asker => ({ asker, salutation, role, party }));
  return { askers, attribution: askers.length > 1 ? "joint" : "single", role: askers[0]?.role ?? null, side: people[0]?.side ?? "either" };
}
