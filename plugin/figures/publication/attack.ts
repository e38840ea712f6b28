import { ends } from "../disclosure/programme.ts";
import type { Count, Model, Sum } from "./model.ts";

/** What the attack found about one part of the model. */
export interface Attacked {
  /** Positions of the counts, and the sums among them. */
  readonly counts: readonly number[];
  readonly sums: readonly Sum[];
  /** Exact ends of every count, by position; null if the numbers contradict each other, or are too many to be tried. */
  readonly ends: ReadonlyMap<number, readonly [number, number]> | null;
  readonly failure?: "contradiction" | "size";
}

/** Beyond this an integer programme per count takes minutes. */
const most = 600;

/**
 * Least and greatest value of every count that hangs together with one that `wanted` names, over all whole numbers that
 * agree with everything printed. Parts that have nothing to do with each other are attacked one by one.
 */
export async function attack(model: Model, wanted: (count: Count) => boolean): Promise<Attacked[]> {
  const found: Attacked[] = [];
  for (const part of parted(model)) {
    if (!part.counts.some((position) => wanted(model.counts[position] as Count))) continue;
    found.push(await attackPart(model, part));
  }
  return found;
}

type Part = Pick<Attacked, "counts" | "sums">;

async function attackPart(model: Model, part: Part): Promise<Attacked> {
  if (part.counts.length > most) return { ...part, ends: null, failure: "size" };
  const own = await solve(model, part);
  if (own) return { ...part, ends: own };
  // Foreign sources need not add up. What follows from ours alone stays to be attacked.
  const sums = part.sums.filter(({ whole, parts }) => ![whole, ...parts].some((position) => model.counts[position]?.foreign));
  const alone = sums.length < part.sums.length ? await solve(model, { ...part, sums }) : undefined;
  return alone ? { ...part, sums, ends: alone } : { ...part, ends: null, failure: "contradiction" };
}

async function solve(model: Model, { counts, sums }: Part): Promise<Map<number, readonly [number, number]> | undefined> {
  const place = new Map(counts.map((position, index) => [position, index]));
  const local = (position: number): number => place.get(position) as number;
  const of = (position: number): Count => model.counts[position] as Count;
  if (sums.length === 0) return new Map(counts.map((position) => [position, [of(position).low, of(position).high]]));
  const found = await ends({
    unknowns: [],
    low: counts.map((position) => of(position).low),
    high: counts.map((position) => of(position).high),
    sums: sums.map(({ whole, parts }) => ({ whole: local(whole), parts: parts.map(local) })),
  });
  return found && new Map(counts.map((position, index) => [position, [found.low[index] as number, found.high[index] as number]]));
}

/** Counts that are joined by sums, directly or by others. */
function parted(model: Model): Part[] {
  const root = model.counts.map((_count, position) => position);
  const find = (position: number): number => {
    const up = root[position] as number;
    if (up === position) return position;
    root[position] = find(up);
    return root[position] as number;
  };
  for (const { whole, parts } of model.sums) for (const part of parts) root[find(part)] = find(whole);
  const groups = Map.groupBy(
    model.counts.map((_count, position) => position),
    find,
  );
  const sums = Map.groupBy(model.sums, ({ whole }) => find(whole));
  return [...groups].map(([top, counts]) => ({ counts, sums: sums.get(top) ?? [] }));
}
