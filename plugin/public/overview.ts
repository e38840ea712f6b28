import type { TownConfig } from "../config.ts";
import { formatReference } from "../figures/format.ts";
import { lastDay } from "../figures/fresh.ts";
import { topics } from "../figures/topics.ts";
import { dataPath, indicatorPath, townPath } from "./addresses.ts";
import type { Published, PublishedFigure } from "./arrange.ts";
import { frame } from "./frame.ts";
import type { Place } from "./place.ts";
import { placeView } from "./place-view.ts";

/** Sheets and answers on one page of the overview. */
const perPage = 20;

/**
 * What is published of a town: by topic the indicators with their newest day, and the sheets and answers, newest first.
 * Null for a page that there is not. @param asked `topic`: T-code, empty for all; `page`: from 1
 */
export function overview(town: TownConfig, published: Published, asked: { topic: string; page: number }) {
  const { topic, page } = asked;
  const places = published.places.filter((place) => topic === "" || topicsOf(place).has(topic));
  const pages = Math.max(1, Math.ceil(places.length / perPage));
  if (page > pages) return null;
  const used = new Set(published.places.flatMap((place) => [...topicsOf(place)]));
  const named = topics.filter(({ id }) => used.has(id));
  const path = (at: number) => `${townPath(town.key)}?${new URLSearchParams({ ...(topic ? { topic } : {}), page: String(at) })}`;
  return {
    ...frame(town),
    choices: [{ id: "", label: "" }, ...named].map(({ id, label }) => ({ id, label, chosen: id === topic })),
    chosen: named.find(({ id }) => id === topic)?.label ?? null,
    topics: named
      .map(({ id, label, indicators }) => ({ id, label, indicators: listed(town, published.figures, indicators) }))
      .filter((one) => one.indicators.length > 0),
    places: places.slice((page - 1) * perPage, page * perPage).map(placeView),
    withdrawn: published.withdrawn.map((place) => ({ ...placeView(place), until: place.decidedAt })),
    ...{ page, pages, before: page > 1 ? path(page - 1) : null, after: page < pages ? path(page + 1) : null },
    data: {
      csv: dataPath(town.key, "figures.csv"),
      json: dataPath(town.key, "figures.json"),
      catalogue: dataPath(town.key, "catalogue.jsonld"),
    },
  };
}

/** Topics of which a sheet or an answer speaks. */
function topicsOf({ figures, sheet }: Place): Set<string> {
  const shown = new Set(figures.map(({ indicator }) => indicator));
  const byFigure = topics.filter(({ indicators }) => indicators.some((id) => shown.has(id))).map(({ id }) => id);
  return new Set([...byFigure, ...(sheet?.statements ?? []).map(({ topic }) => topic)]);
}

/** Each indicator once, with the newest day or period published of it. */
function listed(town: TownConfig, figures: readonly PublishedFigure[], indicators: readonly string[]) {
  return indicators.flatMap((id) => {
    const alike = figures.filter(({ figure }) => figure.indicator === id).map(({ figure }) => figure);
    const newest = alike.toSorted((left, right) => (lastDay(left.reference) < lastDay(right.reference) ? 1 : -1))[0];
    return newest
      ? [{ label: newest.label, href: indicatorPath(town.key, id), newest: formatReference(newest.reference), values: alike.length }]
      : [];
  });
}
