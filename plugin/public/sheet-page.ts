import { publicPage } from "../agenda/print.ts";
import type { Sheet } from "../agenda/sheet.ts";
import type { TownConfig } from "../config.ts";
import { indicatorPath, itemPath } from "./addresses.ts";
import type { PublicPlace, Published } from "./arrange.ts";
import { frame } from "./frame.ts";
import { countOf, differs, nameOf } from "./place.ts";

/** What the page of a sheet says beside the sheet: which version it is, what it corrects, what was corrected since, where to read on. */
interface Standing {
  readonly version: number;
  readonly at: string;
  readonly correction: PublicPlace["correction"];
  /** Values of this sheet for which another one was published later. */
  readonly newer: readonly { readonly name: string; readonly href: string }[];
  readonly indicators: readonly { readonly label: string; readonly href: string }[];
  readonly links: ReturnType<typeof frame>["links"];
}

/** The public page of a sheet; its own text never changes, what stands around it does. @param base address of the service */
export function sheetPage(
  town: TownConfig,
  published: Published,
  { place, sheet }: { place: PublicPlace; sheet: Sheet },
  base: string,
): string {
  const path = itemPath(place.item.key);
  const standing = standingOf(town, published, place);
  return publicPage(sheet, { address: `${base}${path}`, base: "", data: `${path}/sheet.json`, standing });
}

function standingOf(town: TownConfig, published: Published, place: PublicPlace): Standing {
  const { version, at, correction, figures } = place;
  const newest = new Map(published.figures.map((one) => [countOf(one.figure), one]));
  const labels = new Map(figures.map(({ indicator, label }) => [indicator, label]));
  return {
    ...{ version, at, correction, links: frame(town).links },
    newer: figures.flatMap((figure) => {
      const last = newest.get(countOf(figure));
      return last && last.place.at > at && differs(last.figure, figure)
        ? [{ name: nameOf(figure), href: indicatorPath(town.key, figure.indicator) }]
        : [];
    }),
    indicators: [...labels].map(([indicator, label]) => ({ label, href: indicatorPath(town.key, indicator) })),
  };
}
