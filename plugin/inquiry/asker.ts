import type { Asker } from "../store/cases.ts";

/** A citizen by what stands before the name, behind it, or in brackets; a sachkundiger Bürger is a member. */
const citizen = new RegExp(
  [
    "^(?:(?:Ein|An)wohner|Bürger|Zuhörer)(?:in)?\\s+(?:Frau|Herr|\\S+$)",
    "[(,]\\s*(?:(?:Ein|An)wohner|Bürger|Zuhörer)(?:in)?\\)?\\s*$",
  ].join("|"),
  "u",
);

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

/**
 * The same without the name of a citizen (design §4 no. 7), which somebody may have typed all the same.
 * @returns also the surname, to be taken out of what was asked; null for everybody else
 */
export function storedAsker(line: string): { asker: Asker; surname: string | null } {
  if (!citizen.test(line)) return { asker: parseAsker(line), surname: null };
  const name = parseAsker(line).asker.split(",")[0]?.trim().split(/\s+/u).at(-1) ?? null;
  const feminine = /(?:wohner|Bürger|Zuhörer)in(?!\p{L})|(?:^|\s)Frau\s/u.test(line);
  return { asker: parseAsker(feminine ? "eine Einwohnerin" : "ein Einwohner"), surname: name };
}
