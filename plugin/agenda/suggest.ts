import type { Choice } from "../figures/choose.ts";
import type { Figure, Statement } from "../figures/figure.ts";
import { lastDay, monthsBetween, oldFigureText, oldStatementText } from "../figures/fresh.ts";

export interface Suggested<Fact> {
  readonly fact: Fact;
  /** Marked beforehand in the form; the office may take or leave anything. */
  readonly suggested: boolean;
  /** `veraltet: …`, older than its kind allows: may be shown with its Stand, must not be called current. Null = fresh. */
  readonly old: string | null;
}

const shortestSeries = 3;
const monthsApart = 24;

/**
 * A first choice that fits on one printed page: the longest series in full, so that there is a development to see, of the
 * other series the newest value if it is of about the same time as the newest of all, and the statements that are not old.
 */
export function suggest({ series, statements }: Choice, day: string): { figures: Suggested<Figure>[]; statements: Suggested<Statement>[] } {
  const [longest] = series.toSorted((left, right) => right.figures.length - left.figures.length);
  const shown = longest && longest.figures.length >= shortestSeries ? longest : null;
  const newest = series
    .flatMap(({ figures }) => figures.map(({ reference }) => lastDay(reference)))
    .reduce((one, other) => (one > other ? one : other), "");
  const timely = (fact: Figure) => monthsBetween(lastDay(fact.reference), newest) < monthsApart;
  return {
    figures: series.flatMap((one) =>
      one.figures.map((fact) => {
        const suggested = one === shown || (fact === one.figures.at(-1) && timely(fact));
        return { fact, suggested, old: oldFigureText(fact, day) };
      }),
    ),
    statements: statements.map((fact) => {
      const old = oldStatementText(fact, day);
      return { fact, suggested: old === null, old };
    }),
  };
}
