import type { Figure } from "../figures/figure.ts";
import type { PublicRow } from "../store/published.ts";
import { type Correction, correction } from "./correction.ts";
import { countOf, differs, type Frozen, type Place, versionOf } from "./place.ts";

/** A sheet or an answer that everybody may read. */
export type PublicPlace = Place & { readonly correction: Correction | null };

/** A value with where it was published last. */
export interface PublishedFigure {
  readonly figure: Figure;
  readonly version: number;
  readonly place: Place;
  /** When this very value was published first. */
  readonly since: string;
  /** Whether another value stood for the same count before. */
  readonly corrected: boolean;
}

/** All that everybody may read of a town. */
export interface Published {
  /** Approved sheets and released answers, newest first. */
  readonly places: readonly PublicPlace[];
  /** What was withdrawn and not replaced, newest first: that there was one is said, what it said is not. */
  readonly withdrawn: readonly Place[];
  /** Of every count the value published last. */
  readonly figures: readonly PublishedFigure[];
  /** Changes whenever anything of it does. */
  readonly state: string;
  /** When this service saw it so for the first time: also a sheet that is gone changes what there is. */
  readonly since: Date;
  /** What was made of it, by name. */
  readonly made: Map<string, string>;
}

/** Puts in order what is public. @param rows oldest decision first */
export function arrange(
  rows: readonly PublicRow[],
  contents: ReadonlyMap<string, Frozen>,
  seen: Pick<Published, "state" | "since">,
): Published {
  const all = rows.flatMap((row): Place[] => {
    const content = contents.get(row.id);
    return content ? [{ ...row, ...content, at: content.enteredAt ?? row.decidedAt }] : [];
  });
  const approved = all.filter(({ decision }) => decision === "approved").sort((left, right) => (left.at < right.at ? 1 : -1));
  const standing = new Set(approved.map(({ series }) => series));
  const ended = all.filter(({ decision, series }) => decision === "withdrawn" && !standing.has(series));
  return {
    places: approved.map((place) => ({ ...place, correction: correction(place, all) })),
    withdrawn: [...new Map(ended.map((place) => [place.series, place])).values()].toReversed(),
    figures: newestOf(all),
    ...{ ...seen, made: new Map() },
  };
}

interface Shown {
  readonly place: Place;
  readonly figure: Figure;
}

function newestOf(all: readonly Place[]): PublishedFigure[] {
  const shown = all.flatMap((place) => place.figures.map((figure): Shown => ({ place, figure })));
  const counts = Map.groupBy(shown, ({ figure }) => countOf(figure));
  return [...counts.values()].flatMap((entries) => {
    const standing = entries.filter(({ place }) => place.decision === "approved").sort(older);
    const last = standing.at(-1);
    return last ? [{ ...last, version: versionOf(last.figure), ...historyOf(last, entries) }] : [];
  });
}

/** A correction counts more than a later reprint of what it corrected. */
const older = (one: Shown, other: Shown): number =>
  versionOf(one.figure) - versionOf(other.figure) || (one.place.at < other.place.at ? -1 : 1);

function historyOf(last: Shown, entries: readonly Shown[]): { since: string; corrected: boolean } {
  const before = entries.filter(({ place }) => place.at <= last.place.at).sort((one, other) => (one.place.at < other.place.at ? 1 : -1));
  const other = before.findIndex(({ figure }) => differs(figure, last.figure));
  const run = other === -1 ? before : before.slice(0, other);
  return { since: run.at(-1)?.place.at ?? last.place.at, corrected: other !== -1 };
}
