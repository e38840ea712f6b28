import type { Asker } from "../store/cases.ts";

/**
 * Reads an asker as a secretary types one: `RM Frau Beispiel (XYZ)`, `Herr Dr. Muster`, `eine Einwohnerin`.
 * What stands before the salutation, or before the last word, is the role.
 */
export function parseAsker(line: string): Asker {
  const party = /\(([^()]+)\)\s*$/.exec(line)?.[1] ?? null;
  const rest = line.replace(/\([^()]*\)\s*$/, "").trim();
  if (/^eine? Einwohner/.test(rest)) return { asker: rest, salutation: null, role: "Einwohner", party: null };
  const named = /^(?:(.*?)\s+)?(Frau|Herr)\s+(?:(.*?)\s+)?(\S+)$/.exec(rest);
  if (named) {
    const [, before, salutation, title, name = rest] = named;
    return { asker: title ? `${title} ${name}` : name, salutation: salutation ?? null, role: before ?? null, party };
  }
  const [, role, name = rest] = /^(?:(\S+)\s+)?(.+)$/.exec(rest) ?? [];
  return { asker: name, salutation: null, role: role ?? null, party };
}

/** The same the other way round, for the form. */
export function printAsker({ asker, salutation, role, party }: Asker): string {
  if (/^eine? Einwohner/.test(asker)) return asker;
  return [role, salutation, asker, party && `(${party})`].filter(Boolean).join(" ");
}
