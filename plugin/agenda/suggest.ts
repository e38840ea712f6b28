import type { Choice } from "../figures/choose.ts";
import type { Figure, Statement } from "../figures/figure.ts";
import { lastDay, monthsBetween, oldFigureText, oldStatementText } from "../figures/fresh.ts";
import type { Standing } from "../figures/vouch/standing.ts";
import { why } from "../figures/vouch.ts";

export interface Suggested<Fact> {
  readonly fact: Fact;
  /** Marked beforehand in the form; the office may take or leave anything. */
  readonly suggested: boolean;
  /** `veraltet: …`, older than its kind allows: may be shown with its Stand, must not be called current. Null = fresh. */
  readonly old: string | null;
  /** Why it cannot be taken until the data office gives its word; null = it can. */
  readonly barred: string | null;
}

const shortestSeries = 3;
const monthsApart = 24;

/**
 * A first choice that fits on one printed page: the longest series in full, so that there is a development to see, of the
 * other series the newest value if it is of about the same time as the newest of all, and the statements that are not old.
 * @param day of the sitting
 * @param all how the figures stand on that day
 */
export function suggest(
  { series, statements }: Choice,
  day: string,
  all: readonly Standing[],
): { figures: Suggested<Figure>[]; statements: Suggested<Statement>[] } {
  const [longest] = series.toSorted((left, right) => right.figures.length - left.figures.length);
  const shown = longest && longest.figures.length >= shortestSeries ? longest : null;
  const newest = series
    .flatMap(({ figures }) => figures.map(({ reference }) => lastDay(reference)))
    .reduce((one, other) => (one > other ? one : other), "");
  const timely = (fact: Figure) => monthsBetween(lastDay(fact.reference), newest) < monthsApart;
  return {
    figures: series.flatMap((one) =>
      one.figures.map((fact) => {
        const wanted = one === shown || (fact === one.figures.at(-1) && timely(fact));
        const standing = all.find(({ figure }) => figure.id === fact.id);
        const barred = standing && standing.open.length > 0 ? why(standing) : null;
        return { fact, suggested: wanted && barred === null, old: oldFigureText(fact, day), barred };
      }),
    ),
    statements: statements.map((fact) => {
      const old = oldStatementText(fact, day);
      return { fact, suggested: old === null, old, barred: null };
    }),
  };
}
