import { vocabulary } from "./vocabulary.ts";

/** An inverted index of stems, in memory: which documents say how much about which stem. */
export interface StemIndex {
  /** Documents are numbered by the caller, each number once. */
  add(document: number, stems: readonly string[]): void;
  /** The documents that say most about these stems, best first. */
  search(stems: readonly string[], limit: number): number[];
  /** What is looked for in place of the given stems, and how much each says: those that are known, and the kin of rare ones. */
  known(stems: readonly string[]): ReadonlyMap<string, number>;
  readonly size: number;
}

/** Okapi BM25 with an assumed usual length, so that one entry need not know the others. */
const saturation = 1.2;
const lengthWeight = 0.75;
const usualLength = 200;
/** A stem of some length found in fewer documents is looked for among its kin as well (sanieren, Sanierung). */
const rare = 5;
const shortest = 5;

interface Posting {
  readonly documents: number[];
  readonly weights: number[];
}

export function stemIndex(): StemIndex {
  const postings = new Map<string, Posting>();
  const words = vocabulary();
  let size = 0;
  const documentsOf = (stem: string): number => postings.get(stem)?.documents.length ?? 0;
  const importance = (stem: string): number => Math.log(1 + (size - documentsOf(stem) + 0.5) / (documentsOf(stem) + 0.5));
  const known = (stems: readonly string[]): Map<string, number> => {
    const own = [...new Set(stems)];
    const kin = own
      .filter((stem) => stem.length >= shortest && documentsOf(stem) < rare)
      .flatMap((stem) => words.kinOf(stem).map(([other, likeness]): [string, number] => [other, likeness * importance(other)]));
    const found = own.filter((stem) => documentsOf(stem) > 0).map((stem): [string, number] => [stem, importance(stem)]);
    return new Map([...kin.sort(([, one], [, other]) => one - other), ...found]);
  };
  return {
    get size() {
      return size;
    },
    known,
    add(document, stems) {
      size += 1;
      for (const [stem, weight] of weigh(stems)) {
        const posting = postings.get(stem) ?? { documents: [], weights: [] };
        if (posting.documents.length === 0) {
          postings.set(stem, posting);
          words.learn(stem);
        }
        posting.documents.push(document);
        posting.weights.push(weight);
      }
    },
    search: (stems, limit) => best(scored(postings, known(stems)), limit),
  };
}

/** How much a document says about each of its stems. */
function weigh(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const norm = saturation * (1 - lengthWeight + (lengthWeight * stems.length) / usualLength);
  return new Map([...counts].map(([stem, times]) => [stem, (times * (saturation + 1)) / (times + norm)]));
}

function scored(postings: ReadonlyMap<string, Posting>, wanted: ReadonlyMap<string, number>): Map<number, number> {
  const scores = new Map<number, number>();
  for (const [stem, importance] of wanted) {
    const { documents, weights } = postings.get(stem) as Posting;
    for (const [place, document] of documents.entries()) {
      scores.set(document, (scores.get(document) ?? 0) + importance * (weights[place] as number));
    }
  }
  return scores;
}

/** Highest score first; of two alike the one that came later. */
function best(scores: ReadonlyMap<number, number>, limit: number): number[] {
  return [...scores]
    .sort(([one, high], [other, low]) => low - high || other - one)
    .slice(0, limit)
    .map(([document]) => document);
}
