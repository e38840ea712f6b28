import type { TownConfig } from "../../config.ts";
import type { Store } from "../../ports/store.ts";
import { Refusal } from "../../refusal.ts";
import { currentFigures } from "../../store/figures.ts";
import { currentStatements } from "../../store/statements.ts";
import type { Tables } from "../../store/tables.ts";
import { areas } from "../areas.ts";
import type { Figure } from "../figure.ts";
import { mergeSmallPosts } from "../merge-posts.ts";
import { type StatusSheet, statusIndicators, statusSheet, statusTopics } from "../status-sheet.ts";
import { standingsOn, wordText } from "../vouch.ts";

/** The areas whose figures a town shows, itself first. */
export function areasOf(town: Pick<TownConfig, "ags" | "name" | "areas">): Figure["area"][] {
  const others = town.areas.filter((ags) => ags !== town.ags).map((ags) => ({ ags, name: areas.get(ags)?.name ?? ags }));
  return [{ ags: town.ags, name: town.name }, ...others];
}

/**
 * The status sheet of a town, or of the Kreis around it, from what is stored. `area`: its official key, the town's own by default.
 * Throws a Refusal (422) for an area that the town does not show.
 */
export async function readStatus(
  store: Store<Tables>,
  town: TownConfig,
  { area: ags = town.ags, asOf }: { area?: string | undefined; asOf: string },
): Promise<StatusSheet> {
  const known = areasOf(town);
  const area = known.find((one) => one.ags === ags);
  if (!area) throw new Refusal("status.area", { values: { ags, known: known.map((one) => one.ags).join(", ") }, status: 422 });
  const around = known.find((one) => one.ags.length === 5 && ags.length === 8 && ags.startsWith(one.ags) && !ags.endsWith("000")) ?? null;
  const figures = mergeSmallPosts(await currentFigures(store.read, town.key, statusIndicators));
  const standings = await standingsOn(store.read, town.key, figures, asOf);
  const words = new Map(standings.flatMap(({ figure, word }) => (word ? [[figure.id, wordText(word)] as const] : [])));
  const statements = await currentStatements(store.read, town.key, statusTopics);
  return statusSheet({ town, area, around, asOf, figures, statements, words });
}
