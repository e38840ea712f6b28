import type { Kysely } from "kysely";
import type { Sheet } from "../agenda/sheet.ts";
import type { Figure } from "../figures/figure.ts";
import { contentOf, figuresShown } from "../inquiry/answer-content.ts";
import type { Clock } from "../ports/clock.ts";
import { frozen, type PublicRow, publicRows } from "../store/published.ts";
import type { Tables } from "../store/tables.ts";
import { arrange, type Published } from "./arrange.ts";
import type { Frozen } from "./place.ts";

/** What everybody may read of a town now. */
export interface PublishedReader {
  /** As long as nothing changed, the same object comes back. */
  of(town: string): Promise<Published>;
}

interface Kept {
  readonly contents: ReadonlyMap<string, Frozen>;
  readonly published: Published;
}

/**
 * Asks the store every time what is still public, so that nothing withdrawn outlives its withdrawal by one request; what a sheet or
 * an answer says never changes after its approval and is read once.
 */
export function publishedReader(read: Kysely<Tables>, clock: Clock): PublishedReader {
  const towns = new Map<string, Kept>();
  return {
    async of(town) {
      const rows = await publicRows(read, town);
      const state = JSON.stringify(rows);
      const before = towns.get(town);
      if (before?.published.state === state) return before.published;
      const contents = new Map<string, Frozen>();
      for (const row of rows) contents.set(row.id, before?.contents.get(row.id) ?? (await load(read, row)));
      const published = arrange(rows, contents, { state, since: clock.now() });
      towns.set(town, { contents, published });
      return published;
    },
  };
}

async function load(read: Kysely<Tables>, row: PublicRow): Promise<Frozen> {
  const { content, inLedger, enteredAt } = await frozen(read, row);
  const shown = (figures: readonly Figure[]) => figures.filter(({ id }) => inLedger.has(id));
  if (row.subject === "Answer") return { sheet: null, figures: shown(figuresShown(contentOf({ content }).draft)), enteredAt };
  const sheet = JSON.parse(content) as Sheet;
  return { sheet, figures: shown(sheet.figures), enteredAt };
}
