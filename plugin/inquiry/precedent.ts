import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import { helpCounts, precedentCount, precedentsOf, type StoredPrecedent, stemsAfter } from "../store/precedents.ts";
import type { Tables } from "../store/tables.ts";
import { type StemIndex, stemIndex } from "./precedent/stem-index.ts";
import { stemsOf } from "./precedent/stems.ts";

/** Something the town has said before that may answer a question. */
export interface Precedent extends Pick<StoredPrecedent, "id" | "kind" | "subjectId" | "title" | "reference" | "date" | "web"> {
  /** The paragraph that fits best; empty if only the title is known. */
  readonly passage: string;
  /** In how many cases somebody said that it helped. */
  readonly helped: number;
}

export interface Precedents {
  /**
   * What a town has said before on a question: released answers and public papers, found by stems, and by trigrams where a
   * stem is hardly known. Nobody's name is searched for or counted.
   * @param not the case itself
   * @returns the best first, at most `limit`
   */
  find(town: string, question: string, options?: { limit?: number; not?: string }): Promise<Precedent[]>;
}

/** Rows that are read at once, with a pause behind them: a large index must not keep everybody else from being served. */
const batchSize = 500;

interface Held {
  readonly index: StemIndex;
  readonly newest: number;
}

/** Searches in memory; the index of a town is made at the first search from stems that are stored, and follows what is entered. */
export function precedentSearch(db: Kysely<Tables>): Precedents {
  const held = new Map<string, Promise<Held>>();
  return {
    async find(town, question, { limit = 5, not } = {}) {
      // One after the other: what is entered must not be added twice.
      const following = (held.get(town) ?? Promise.resolve(empty())).catch(empty).then((known) => follow(db, town, known));
      held.set(town, following);
      const { index } = await following;
      const stems = stemsOf(question);
      const best = index.search(stems, limit + 1);
      const rows = (await precedentsOf(db, best)).filter(({ subjectId }) => subjectId !== not);
      const ids = rows.map(({ id }) => id);
      const [help, words] = [await helpCounts(db, ids), index.known(stems)];
      return rows
        .sort((one, other) => best.indexOf(one.sequence) - best.indexOf(other.sequence))
        .slice(0, limit)
        .map((row) => shown(row, words, help.get(row.id) ?? 0));
    },
  };
}

const empty = (): Held => ({ index: stemIndex(), newest: 0 });

/** Reads what was entered since. What was taken out or replaced leaves more in memory than there is: then all is read anew. */
async function follow(db: Kysely<Tables>, town: string, { index, newest }: Held): Promise<Held> {
  let last = newest;
  for (let rows = await stemsAfter(db, town, last, batchSize); rows.length > 0; rows = await stemsAfter(db, town, last, batchSize)) {
    for (const { sequence, stems } of rows) {
      index.add(sequence, stems.split(" "));
      last = sequence;
    }
    await setImmediate();
  }
  return index.size === (await precedentCount(db, town))
    ? { index, newest: last }
    : newest === 0
      ? { index, newest: last }
      : follow(db, town, empty());
}

function shown(row: StoredPrecedent, words: ReadonlyMap<string, number>, helped: number): Precedent {
  const { id, kind, subjectId, title, reference, date, web, text } = row;
  return { id, kind, subjectId, title, reference, date, web, passage: passageOf(text, words), helped };
}

const longestPassage = 400;

/** The paragraph with the most telling of the words that were looked for. */
function passageOf(text: string, words: ReadonlyMap<string, number>): string {
  const weigh = (paragraph: string): number => [...new Set(stemsOf(paragraph))].reduce((sum, stem) => sum + (words.get(stem) ?? 0), 0);
  const paragraphs = text.split("\n").map((paragraph) => ({ paragraph, weight: weigh(paragraph) }));
  const best = paragraphs.reduce((one, other) => (other.weight > one.weight ? other : one)).paragraph;
  return best.length > longestPassage ? `${best.slice(0, best.lastIndexOf(" ", longestPassage))} …` : best;
}
