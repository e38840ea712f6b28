import citizens from "../words/people.json" with { type: "json" };
import type { Asker, Inquiry } from "./types.ts";

const { roles, Herr, Frau, unknown } = citizens.citizens;

/**
 * Takes the names of citizens out of an inquiry: `Herr Kaltwasser (Einwohner)` becomes `ein Einwohner`, also where the
 * question or the reason repeats the name. People with an office keep theirs. `start` and `end` still point into the
 * minutes, so afterwards `question` need not be their slice. Everything that is stored or shown to others passes here;
 * only `kim extract`, whose reader holds the minutes anyway, prints names (design.md §4 no. 7).
 */
export function pseudonymise(inquiry: Inquiry): Inquiry {
  const names = inquiry.askers.filter(isCitizen).map(({ asker }) => asker);
  if (names.length === 0) return inquiry;
  const askers = inquiry.askers.map((asker) => (isCitizen(asker) ? nameless(asker) : asker));
  const [first] = askers;
  const without = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, "[Name]"), text);
  return { ...inquiry, ...(first ?? {}), askers, question: without(inquiry.question), because: without(inquiry.because) };
}

export function isCitizen({ role }: Asker): boolean {
  return role !== null && roles.includes(role);
}

function nameless({ salutation, role }: Asker): Asker {
  const female = salutation === "Frau" || (salutation === null && role?.endsWith("in") === true);
  const male = salutation === "Herr" || (salutation === null && role !== null && !role.endsWith("in"));
  return { asker: female ? Frau : male ? Herr : unknown, salutation: null, role: female ? "Einwohnerin" : "Einwohner", party: null };
}
