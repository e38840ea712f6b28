import type { Sheet } from "../agenda/sheet.ts";
import { topics } from "../figures/topics.ts";

/** The topics of which a sheet shows figures or statements: what a report on it is about. */
export function topicsOfSheet({ figures, statements }: Sheet): string[] {
  const shown = new Set(figures.map(({ indicator }) => indicator));
  const told = new Set(statements.map(({ topic }) => topic));
  return topics.filter(({ id, indicators }) => told.has(id) || indicators.some((indicator) => shown.has(indicator))).map(({ id }) => id);
}
