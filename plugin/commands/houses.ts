import type { TownConfig } from "../config.ts";
import { ConfigError } from "../config-error.ts";
import { formOf, type Houses, house, shippedHouses } from "../houses.ts";
import type { CaseKind } from "../inquiry/kinds.ts";
import { say } from "../messages.ts";
import { Refusal } from "../refusal.ts";

/**
 * Reads all houses and holds the towns' settings against them, before anything is served. Throws a Refusal `house.broken` that
 * names the file, or a ConfigError that names the setting.
 */
export function checkHouses(towns: readonly TownConfig[], houses: Houses = shippedHouses()): void {
  for (const town of towns) {
    named(town, "house", () => house(town.house, houses));
    const kinds = Object.entries(town.kinds) as [CaseKind, TownConfig["kinds"][CaseKind]][];
    for (const [kind, rule] of kinds) if (rule?.house) named(town, `kinds.${kind}.house`, () => formOf(rule.house ?? "", kind, houses));
    const oral = town.kinds["oral-inquiry"]?.house ?? town.house;
    named(town, "kinds.oral-inquiry.house", () => formOf(oral, "oral-inquiry", houses));
  }
}

function named(town: TownConfig, key: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ConfigError(say("config.key", { file: `${town.key}.json`, key, mend: say(error.code, error.values) }));
  }
}
