import lands from "./towns.json" with { type: "json" };
import type { Passage } from "./types.ts";

/** Where a text comes from, as far as it matters for the meaning of roles. */
export interface Town {
  readonly name: string;
  /** Two letters, as in ISO 3166-2: `NW`. Null if the town is not listed: then the default of each role holds. */
  readonly land: string | null;
}

const byWord = new Map<string, string>(
  Object.entries(lands).flatMap(([land, towns]) => (typeof towns === "string" ? [] : towns.map((town): [string, string] => [town, land]))),
);

export function townOf({ municipality_style: name = "" }: Passage): Town {
  const words = name.split(/[\s,/()]+/);
  const found =
    byWord.get(name) ??
    words.map((word) => byWord.get(word)).find((land) => land !== undefined) ??
    byWord.get(words.at(-1)?.split("-")[0] ?? "");
  return { name, land: found ?? byWord.get(name.split("-")[0] ?? "") ?? null };
}
