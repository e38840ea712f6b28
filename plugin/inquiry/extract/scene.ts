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
  /** Who was the subject of the last sentence that had one. */
  last(): readonly Person[] | null;
  /** With what is known from before: role, party and side of `Herr X`, the name of `der Vorsitzende`. */
  recognise(person: Person): Person;
}

export function scene(): Scene {
  const known = new Map<string, Person>();
  const chairs: Person[] = [];
  let recent: (readonly Person[])[] = [];

  const recognise = (person: Person): Person => {
    if (!person.named) {
      const chair = person.side === "chair" ? chairs.find(({ salutation }) => !salutation || gender(person) === salutation) : undefined;
      return chair ? { ...chair, from: person.from, to: person.to } : person;
    }
    const before = known.get(person.asker);
    if (!before || (before.salutation && person.salutation && before.salutation !== person.salutation)) return person;
    const { role, party, side } = before;
    return { ...person, role: person.role ?? role, party: person.party ?? party, side: person.side === "either" ? side : person.side };
  };

  return {
    note(actor, presents) {
      if (actor.people.length === 0) return;
      const people = actor.people.map(recognise);
      for (const person of people) {
        if (!person.named) continue;
        known.set(person.asker, person.side === "either" && presents ? { ...person, side: "administration" } : person);
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
    last: () => recent[0] ?? null,
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
