import { licences } from "../config/public-pages.ts";
import type { TownConfig } from "../config.ts";
import type { Figure } from "../figures/figure.ts";
import { csvOf } from "../figures/series/csv.ts";
import { say } from "../messages.ts";
import { dayOf } from "../views/dates.ts";
import { dataPath, itemPath, townPath } from "./addresses.ts";
import type { Published, PublishedFigure } from "./arrange.ts";
import type { Place } from "./place.ts";
import { placeView } from "./place-view.ts";

/** What stands behind the columns of our tables in the file that everybody can have. */
const columns = ["Fassung", "Veröffentlicht am", "Veröffentlicht mit", "Adresse", "Berichtigt am"] as const;

/** Every value published last of its count, in our table format with the place where it was published. */
export function openTable(published: Published, base: string): string {
  const rows = new Map(published.figures.map((one) => [one.figure, one]));
  const more = (figure: Figure): readonly string[] => {
    const one = rows.get(figure);
    if (!one) return columns.map(() => "");
    const { version, since, corrected, place } = one;
    return [String(version), dayOf(place.at), titleOf(place), addressOf(place, base) ?? "", corrected ? dayOf(since) : ""];
  };
  return csvOf([...rows.keys()], { columns, cells: more });
}

/** The same as JSON, with licence and what was withdrawn. Values are decimals with a point as text; null = protected. */
export function openFigures(town: TownConfig, published: Published, base: string): object {
  const { name, url, attribution } = licences[town.public.licence] ?? {};
  return {
    publisher: town.name,
    ags: town.ags,
    licence: { id: town.public.licence, name, url, ...(attribution ? { attribution: town.name } : {}) },
    ...{ method: `${base}${townPath(town.key)}/method`, table: `${base}${dataPath(town.key, "figures.csv")}` },
    figures: published.figures.map((one) => openFigure(one, base)),
    withdrawn: published.withdrawn.map((place) => ({ ...openPlace(place, base), withdrawn: dayOf(place.decidedAt) })),
  };
}

function openFigure({ figure, version, place, since, corrected }: PublishedFigure, base: string): object {
  const { town: _town, ...shown } = figure;
  return { figure: shown, version, corrected: corrected ? dayOf(since) : null, published: openPlace(place, base) };
}

function openPlace(place: Place, base: string): object {
  const { item, organization, date } = placeView(place);
  const published = place.decision === "approved" ? { at: dayOf(place.at) } : {};
  return {
    ...published,
    kind: place.subject === "Answer" ? "answer" : "sheet",
    item,
    organization,
    date: dayOf(date),
    address: addressOf(place, base),
  };
}

/** Our own page of a sheet; for an answer that of the item in the RIS. */
const addressOf = (place: Place, base: string): string | null =>
  place.sheet ? `${base}${itemPath(place.item.key)}` : placeView(place).href;

function titleOf(place: Place): string {
  const { kind, item, organization, date } = placeView(place);
  return say("public.place", {
    kind,
    number: item.number,
    name: item.name,
    organization,
    date: dayOf(date).split("-").reverse().join("."),
  });
}
