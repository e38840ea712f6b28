import type { TownConfig } from "../config.ts";
import { Refusal } from "../refusal.ts";

/** The town of that key; throws a Refusal that names those there are. */
export function townNamed(towns: ReadonlyMap<string, TownConfig>, key = ""): TownConfig {
  const town = towns.get(key);
  if (!town) throw new Refusal("town.unknown", { values: { town: key, known: [...towns.keys()].join(", ") } });
  return town;
}
