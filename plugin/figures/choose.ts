import { say } from "../messages.ts";
import { type Clock, systemClock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { currentFigures } from "../store/figures.ts";
import { currentStatements } from "../store/statements.ts";
import type { Tables } from "../store/tables.ts";
import type { Figure, Statement } from "./figure.ts";
import { formatDate, formatReference } from "./format.ts";
import { mergeSmallPosts } from "./merge-posts.ts";
import { type Series, seriesOf } from "./series.ts";
import { holds } from "./statements.ts";
import { topics as allTopics, type Topic } from "./topics.ts";

/** What there is to say on some topics. */
export interface Choice {
  /** Every current figure, series by series, each in the order of its days; filled posts of single employees merged. */
  readonly figures: readonly Figure[];
  /** Those that have not run out, newest Stand first within their topic. */
  readonly statements: readonly Statement[];
  /** The same figures as series, each with the one that fits the day asked for. */
  readonly series: readonly Series[];
}

/**
 * Figures and statements of a town for broad subjects (`kim`), topics (`T8`) or topic labels of the extractor (`duldung`);
 * without either, everything. `asOf` is the day asked for: each series marks its value for that day or the nearest one.
 * Without it the newest value counts and statements must hold today.
 * A statement with a later Stand than `asOf` stays: it was said after the question, and its Stand is printed.
 */
export async function choose(request: {
  store: Store<Tables>;
  /** Key of the town. */
  town: string;
  subjects?: readonly string[];
  topics?: readonly string[];
  asOf?: string;
  clock?: Clock;
}): Promise<Choice> {
  const { store, town, asOf, clock = systemClock } = request;
  const wanted = wantedTopics(request);
  const indicators = [...new Set(wanted.flatMap((topic) => topic.indicators))];
  const series = seriesOf(mergeSmallPosts(await currentFigures(store.read, town, indicators)), indicators, asOf);
  const ids = wanted.map(({ id }) => id);
  const statements = await currentStatements(store.read, town, ids);
  const day = asOf ?? today(clock);
  return {
    figures: series.flatMap(({ figures }) => figures),
    statements: statements
      .filter((statement) => holds(statement, day))
      .toSorted((left, right) => ids.indexOf(left.topic) - ids.indexOf(right.topic)),
    series,
  };
}

/** The sentence that must stand beside a value that is not of the day asked for; null when it is. */
export function nearestNote({ chosen, exact }: Series, asOf: string): string | null {
  return exact ? null : say("choose.nearest", { asked: formatDate(asOf), given: formatReference(chosen.reference) });
}

function wantedTopics({ subjects, topics }: { subjects?: readonly string[]; topics?: readonly string[] }): readonly Topic[] {
  if (!subjects && !topics) return allTopics;
  return allTopics.filter(
    ({ id, subject, passages }) =>
      subjects?.includes(subject) || topics?.includes(id) || passages.some((passage) => topics?.includes(passage)),
  );
}
