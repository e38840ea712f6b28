import { readFileSync } from "node:fs";
import { type Town, type TownKey, townSchema } from "./town.ts";

export const townKeys = ["koeln", "aachen", "gladbeck", "muenchen"] as const satisfies readonly TownKey[];

/** A fresh copy of a sample town; what a test does to it stays with that test. Throws with field and reason if the file is broken. */
export function loadTown(key: TownKey): Town {
  return townSchema.parse(JSON.parse(readFileSync(new URL(`./towns/${key}.json`, import.meta.url), "utf8")));
}
