import { readFileSync } from "node:fs";
import { z } from "zod";
import { nominative } from "../words.ts";

const People = z.strictObject({
  citizens: z.strictObject({ roles: z.array(z.string()), Herr: z.string(), Frau: z.string(), unknown: z.string() }),
  offices: z.record(z.string(), z.string()),
  groups: z.record(z.string(), z.string()),
  bodies: z.array(z.string()),
  withoutSalutation: z.array(z.string()),
});
const people = People.parse(JSON.parse(readFileSync(new URL("./people.json", import.meta.url), "utf8")));

/** Who asked, as the extractor found it. */
export interface Asker {
  readonly asker: string;
  readonly salutation?: string | null;
  readonly role?: string | null;
  readonly party?: string | null;
}

/**
 * Who asked, as it is printed: role, salutation, surname; never the party. Citizens are never named, even if a name
 * got this far (facts: domain.md §6.3).
 */
export function person({ asker, salutation, role }: Asker): string {
  if (isCitizen(asker, role)) return citizen(asker, salutation, role);
  const office = people.offices[asker];
  if (office) return office;
  if (role && people.bodies.includes(role)) return nominative(asker);
  const group = role ? people.groups[role] : undefined;
  if (group) return `${group} ${asker}`;
  const address = role && people.withoutSalutation.includes(role) ? null : salutation;
  return [role, address, asker].filter((part) => part !== null && part !== undefined && part !== "").join(" ");
}

function isCitizen(asker: string, role: string | null | undefined): boolean {
  const pseudonyms = [people.citizens.Herr, people.citizens.Frau, people.citizens.unknown];
  return pseudonyms.includes(asker) || people.citizens.roles.includes(asker) || (!!role && people.citizens.roles.includes(role));
}

function citizen(asker: string, salutation: string | null | undefined, role: string | null | undefined): string {
  if ([people.citizens.Herr, people.citizens.Frau].includes(asker)) return asker;
  if (salutation === "Frau" || role?.endsWith("in") || asker.endsWith("in")) return people.citizens.Frau;
  if (salutation === "Herr" || people.citizens.roles.includes(asker)) return people.citizens.Herr;
  return people.citizens.unknown;
}
