import type { TownConfig } from "../config.ts";
import { seriesView, type Wanted, wantedOf } from "../figures/series/view.ts";
import { say } from "../messages.ts";
import { dataPath, indicatorPath } from "./addresses.ts";
import type { Published } from "./arrange.ts";
import { frame } from "./frame.ts";
import { nameOf } from "./place.ts";
import { type PlaceView, placeView } from "./place-view.ts";

/** Which series is asked for, made whole; null for an indicator of which nothing is published. */
export function publicWanted({ figures }: Published, asked: Partial<Wanted> & { indicator: string }): Wanted | null {
  return wantedOf(
    figures.map(({ figure }) => figure),
    asked,
  );
}

/** One indicator over time: table, chart, source, method, where each value was published, and what was corrected. */
export function indicatorPage(town: TownConfig, published: Published, request: { wanted: Wanted; day: string }) {
  const { wanted, day } = request;
  const figures = published.figures.map(({ figure }) => figure);
  const view = seriesView(figures, { town, wanted, form: "auto", day, least: 3 });
  const shown = published.figures.filter(({ figure }) => figure.indicator === wanted.indicator && figure.area.ags === wanted.area);
  const other = (change: Partial<Wanted>) => {
    const { indicator, ...rest } = { ...wanted, ...change };
    return indicatorPath(town.key, indicator, rest);
  };
  return {
    ...{ ...frame(town), view },
    choices: [
      { name: say("public.choice.area"), links: view.areas.map((one) => ({ ...one, href: other({ area: one.value, by: "" }) })) },
      { name: say("public.choice.by"), links: view.dimensions.map((one) => ({ ...one, href: other({ by: one.value }) })) },
    ].filter(({ links }) => links.length > 1),
    corrections: shown.filter(({ corrected }) => corrected).map(({ figure, since }) => ({ name: nameOf(figure), since })),
    places: [...new Map(shown.map(({ place }) => [place.id, placeView(place)])).values()].sort(newestFirst),
    csv: dataPath(town.key, "figures.csv"),
  };
}

const newestFirst = (left: PlaceView, right: PlaceView): number => (left.at < right.at ? 1 : -1);
