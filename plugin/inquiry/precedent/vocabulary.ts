import { gramsOf } from "./stems.ts";

/** All stems that occur, found by the trigrams they share. */
export interface Vocabulary {
  learn(stem: string): void;
  /** Stems that share most of their trigrams with one (Dice's coefficient), and how many, 0 to 1; the nearest first. */
  kinOf(stem: string): [stem: string, likeness: number][];
}

const mostKin = 6;
const leastKinship = 0.45;

export function vocabulary(): Vocabulary {
  const byGram = new Map<string, string[]>();
  return {
    learn(stem) {
      for (const gram of gramsOf(stem)) {
        const stems = byGram.get(gram);
        if (stems) stems.push(stem);
        else byGram.set(gram, [stem]);
      }
    },
    kinOf(stem) {
      const own = gramsOf(stem);
      const shared = new Map<string, number>();
      for (const gram of own) for (const other of byGram.get(gram) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      return [...shared]
        .map(([other, count]): [string, number] => [other, (2 * count) / (own.length + gramsOf(other).length)])
        .filter(([other, likeness]) => other !== stem && likeness >= leastKinship)
        .sort(([, one], [, next]) => next - one)
        .slice(0, mostKin);
    },
  };
}
