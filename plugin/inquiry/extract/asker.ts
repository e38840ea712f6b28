import type { Actor } from "./actors.ts";
import type { Person } from "./people.ts";
import type { Reading } from "./reading.ts";
import type { Rule } from "./rules.ts";
import { collective, type Source, sourceOf } from "./scene.ts";
import type { Token } from "./tokens.ts";
import type { VerbAct } from "./verb-acts.ts";

/** Who asks with this verb; null if nobody does whose question is an inquiry: the administration, the committee, third parties. */
export function askerOf(tokens: readonly Token[], act: VerbAct, rule: Rule, actors: readonly Actor[], reading: Reading): Source | null {
  if (rule.proxy) return proxied(tokens, act, actors, reading);
  if (rule.anonymous) return anonymous(tokens, act, actors, reading);
  if (rule.oblique && !act.subject?.people.length) return doubtful(tokens, act, actors, reading);
  if (act.impersonal) return impersonal(tokens, act, actors, reading);
  if (!act.subject) return firstPerson(tokens, act) ? speaker(reading) : bareName(tokens, act.verb);
  return actorAsks(act.subject, tokens, act.verb, reading, actors);
}

function actorAsks(actor: Actor | null, tokens: readonly Token[], verb: number, reading: Reading, actors: readonly Actor[]): Source | null {
  switch (actor?.kind) {
    case "person":
      return askingPeople(withGender(actor.people.map(reading.scene.recognise), tokens, actors), reading);
    case "pronoun": {
      if (/^(?:ich|wir|mich)$/.test(actor.pronoun ?? "")) return speaker(reading);
      const people = reading.scene.resolve(actor, /(?:en|ten)$/.test(tokens[verb]?.text ?? ""));
      return people ? askingPeople(people, reading) : null;
    }
    case "body":
      if (!actor.name)
        return members.test(
          tokens
            .slice(actor.from, actor.to)
            .map(({ lower }) => lower)
            .join(" "),
        )
          ? unnamed(tokens, reading)
          : null;
      return { askers: [actor.name], attribution: "single", role: actor.name.role, side: "council" };
    case "group":
      return actor.name && { askers: [actor.name], attribution: "single", role: actor.name.role, side: "council" };
    case "public":
      return reading.section.citizens && !/^(?:hätten|haben|habe|hätte)$/.test(tokens[verb]?.text ?? "") ? collective("Einwohner") : null;
    default:
      return null;
  }
}

/** `Für RM X ist fraglich`; `Fraglich sei` goes on with what the person before has said. */
function doubtful(tokens: readonly Token[], { verb }: VerbAct, actors: readonly Actor[], reading: Reading): Source | null {
  const person = actors.find(({ kind, oblique, from }) => kind === "person" && oblique && from <= verb + 3);
  const people = person
    ? person.people.map(reading.scene.recognise)
    : /^(?:fraglich|unklar|offen)$/.test(tokens[verb - 1]?.lower ?? "") && verb === 1
      ? reading.scene.last()
      : null;
  return people && askingPeople(people, reading);
}

/** Several who are not named. */
const members = /(?:mehrere|einige|einzelne|verschiedene|mitglieder)/;

/** `Aus dem Ausschuss kommt die Frage`; with a person, `von Frau X kommt die Frage`, it is hers. */
function anonymous(tokens: readonly Token[], { verb }: VerbAct, actors: readonly Actor[], reading: Reading): Source | null {
  const noun = tokens.findIndex(({ lower }) => /frage$/.test(lower));
  const owner = actors.find(
    ({ from }) => /^(?:von|vom|durch|seitens)$/.test(tokens[from - 1]?.lower ?? "") && from < Math.max(verb, noun) + 4,
  );
  if (owner) return actorAsks({ ...owner, oblique: false }, tokens, verb, reading, actors);
  const fromFloor = tokens.some(({ lower }) => lower === "aus");
  return fromFloor || reading.section.inquiries ? unnamed(tokens, reading) : null;
}

/** The people or the faction that a noun names as asking: `Nachfrage von X`. */
export function sourceOfActor(actor: Actor | null, reading: Reading): Source | null {
  if (actor?.kind === "person") return askingPeople(actor.people.map(reading.scene.recognise), reading);
  return actor?.name ? { askers: [actor.name], attribution: "single", role: actor.name.role, side: "council" } : null;
}

/** In a question time for citizens, who has no other role is a citizen. Null for people of the administration. */
function askingPeople(people: readonly Person[], { section }: Reading): Source | null {
  if (people.some(({ side }) => side === "administration")) return null;
  if (!section.citizens) return sourceOf(people);
  return sourceOf(
    people.map((person) => ({ ...person, role: person.role ?? (person.salutation === "Frau" ? "Einwohnerin" : "Einwohner") })),
  );
}

/** `RM X fragt nach der Anfrage ihrer Fraktion`: the possessive tells what the short role does not. */
function withGender(people: readonly Person[], tokens: readonly Token[], actors: readonly Actor[]): Person[] {
  const [only] = people;
  if (
    people.length !== 1 ||
    !only ||
    !only.named ||
    only.salutation ||
    actors.some(({ kind, people: others }) => kind === "person" && others[0] !== only && others[0]?.asker !== only.asker)
  )
    return [...people];
  for (let at = 0; at < tokens.length - 1; at++) {
    const own = /^(?:fraktion|anfrage|frage|nachfrage|sicht|meinung|auffassung|gruppe|partei|wortmeldung|kollegen|ausführungen)$/.test(
      tokens[at + 1]?.lower ?? "",
    );
    const word = own ? (tokens[at]?.lower ?? "") : "";
    if (/^ihre[rnms]?$/.test(word)) return [{ ...only, salutation: "Frau" }];
    if (/^seine[rnms]?$/.test(word)) return [{ ...only, salutation: "Herr" }];
  }
  return [...people];
}

function speaker({ introduction, section, speech, scene }: Reading): Source {
  if (speech) return sourceOf([scene.recognise(speech.person)]);
  return introduction?.source ?? collective(section.citizens ? "Einwohner" : null);
}

function firstPerson(tokens: readonly Token[], { verb }: VerbAct): boolean {
  return [tokens[verb - 1], tokens[verb + 1]].some((token) => /^(?:ich|wir|mich|uns)$/.test(token?.lower ?? ""));
}

/** `Es wird gefragt`, `Aus dem Ausschuss wird angeregt`; not `Die Verwaltung wird gebeten`, which is how decisions speak. */
function impersonal(tokens: readonly Token[], act: VerbAct, actors: readonly Actor[], reading: Reading): Source | null {
  const addressed = actors.find(({ kind, oblique, from }) => kind === "administration" && !oblique && from <= act.verb + 1);
  if (!addressed) return unnamed(tokens, reading);
  const district = tokens.some(({ lower }) => /^antrag/.test(lower)) ? reading.paper?.district : null;
  return district ? { askers: [district], attribution: "single", role: district.role, side: "council" } : null;
}

/** Nobody is named: citizens in their question time, `aus der Mitte des Ausschusses`, or it is not said at all. */
export function unnamed(tokens: readonly Token[], { section }: Reading): Source {
  return collective(
    section.citizens
      ? "Einwohner"
      : tokens.some(({ lower }) => /^(?:aus|seitens|gremium|mitglieder|ausschussmitglieder)$/.test(lower))
        ? "Gremium"
        : null,
  );
}

/** `Frau X verliest die Frage einer Anwohnerin:` – the asker is whose question it is. */
function proxied(tokens: readonly Token[], act: VerbAct, actors: readonly Actor[], reading: Reading): Source | null {
  const noun = tokens.findIndex(({ lower }, at) => at > act.verb && /^(?:an)?fragen?$/.test(lower));
  const owner = actors.find(({ from }) => from === noun + 1 || from === noun + 2);
  if (owner?.kind === "public") return collective("Einwohner");
  if (owner?.kind !== "person" || noun < 0) return null;
  return sourceOf(owner.people.map(reading.scene.recognise));
}

/** `Özlem Kara fragt`: a name without anything before it, where a sentence begins. */
function bareName(tokens: readonly Token[], verb: number): Source | null {
  const words = tokens.slice(0, verb);
  if (words.length < 1 || words.length > 3 || !words.every(({ text }) => /^\p{Lu}[\p{L}'’-]{2,}$/u.test(text))) return null;
  if (words.length === 1 && /(?:end|lich|falls|ns|em|erner|iter|ies|ierzu|azu|ann|un)$/.test(words[0]?.lower ?? "")) return null;
  const asker = { asker: words.at(-1)?.text ?? "", salutation: null, role: null, party: null };
  return { askers: [asker], attribution: "single", role: null, side: "either" };
}
