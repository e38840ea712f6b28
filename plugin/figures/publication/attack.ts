import { type Ends, ends } from "../disclosure/programme.ts";
import type { System } from "../disclosure/system.ts";
import { hierarchyEnds } from "./hierarchy.ts";
import type { Count, Model, Sum } from "./model.ts";

/** What the attack found about one part of the model. */
export interface Attacked {
  /** Positions of the counts, and the sums among them. */
  readonly counts: readonly number[];
  readonly sums: readonly Sum[];
  /**
   * By position the least and greatest value that was found to be possible: the same only if no other is, and from 1 on only
   * if 0 is not. Null if the numbers contradict each other, or are too many to be tried.
   */
  readonly ends: ReadonlyMap<number, readonly [number, number]> | null;
  readonly failure?: "contradiction" | "size";
}

/** Beyond this an integer programme per count takes minutes. */
const most = 600;

/** Solves a system, and remembers: one question is asked with and without each new number, and most of it stays the same. */
export type Solver = (system: System) => Promise<Ends | undefined>;

export function solver(): Solver {
  const solved = new Map<string, Promise<Ends | undefined>>();
  return (system) => {
    const key = JSON.stringify([system.low, system.high, system.sums]);
    const found = solved.get(key) ?? hierarchyEnds(system) ?? ends(system, conclusive(system));
    solved.set(key, found);
    return found;
  };
}

/** Once two values of a count are known to be possible, nothing follows for it; of wholes it matters whether 0 is possible. */
function conclusive({ sums }: System) {
  const wholes = new Set(sums.map(({ whole }) => whole));
  return (unknown: number, { low, high }: { low: number; high: number }) => ({
    low: low === high || (low > 0 && wholes.has(unknown)),
    high: low === high,
  });
}

/**
 * What is possible for every count that hangs together with one that `wanted` names, over all whole numbers that agree with
 * everything printed. Parts that have nothing to do with each other are attacked one by one.
 */
export async function attack(model: Model, wanted: (count: Count) => boolean, solve: Solver): Promise<Attacked[]> {
  const found: Attacked[] = [];
  for (const part of parted(model)) {
    if (!part.counts.some((position) => wanted(model.counts[position] as Count))) continue;
    found.push(await attackPart(model, part, solve));
  }
  return found;
}

type Part = Pick<Attacked, "counts" | "sums">;

async function attackPart(model: Model, part: Part, solve: Solver): Promise<Attacked> {
  if (part.counts.length > most) return { ...part, ends: null, failure: "size" };
  const own = await endsOf(model, part, solve);
  if (own) return { ...part, ends: own };
  // Foreign sources need not add up. What follows from ours alone stays to be attacked.
  const sums = part.sums.filter(({ whole, parts }) => ![whole, ...parts].some((position) => model.counts[position]?.foreign));
  const alone = sums.length < part.sums.length ? await endsOf(model, { ...part, sums }, solve) : undefined;
  return alone ? { ...part, sums, ends: alone } : { ...part, ends: null, failure: "contradiction" };
}

async function endsOf(model: Model, { counts, sums }: Part, solve: Solver): Promise<Map<number, readonly [number, number]> | undefined> {
  const place = new Map(counts.map((position, index) => [position, index]));
  const local = (position: number): number => place.get(position) as number;
  const of = (position: number): Count => model.counts[position] as Count;
  if (sums.length === 0) return new Map(counts.map((position) => [position, [of(position).low, of(position).high]]));
  const found = await solve({
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
