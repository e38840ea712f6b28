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
    const asked = part.counts.filter((position) => wanted(model.counts[position] as Count));
    if (asked.length === 0) continue;
    found.push(await attackPart(model, part.counts.length > most ? near(model, part, asked) : part, solve));
  }
  return found;
}

type Part = Pick<Attacked, "counts" | "sums">;

/**
 * Of a part that is too large what hangs together with the counts asked for most closely. Only sums of foreign tables (every
 * Kreis of the Land) may be left out: where one of ours would be, the part stays too large.
 */
function near(model: Model, part: Part, asked: readonly number[]): Part {
  const counts = new Set(asked);
  const sums = new Set<Sum>();
  const touching = Map.groupBy(
    part.sums.flatMap((sum) => [sum.whole, ...sum.parts].map((position) => ({ position, sum }))),
    ({ position }) => position,
  );
  for (const position of counts) {
    for (const { sum } of touching.get(position) ?? []) {
      const more = new Set([sum.whole, ...sum.parts]).difference(counts);
      if (counts.size + more.size <= most) for (const one of more) counts.add(one);
      else if (isForeign(model, sum) || isOfAreas(model, sum)) continue;
      else return part;
      sums.add(sum);
    }
  }
  return { counts: [...counts], sums: [...sums] };
}

const isOfAreas = (model: Model, { whole, parts }: Sum): boolean =>
  parts.some((position) => model.counts[position]?.identity.ags !== model.counts[whole]?.identity.ags);

const isForeign = (model: Model, { whole, parts }: Sum): boolean => [whole, ...parts].some((position) => model.counts[position]?.foreign);

async function attackPart(model: Model, part: Part, solve: Solver): Promise<Attacked> {
  if (part.counts.length > most) return { ...part, ends: null, failure: "size" };
  const own = await endsOf(model, part, solve);
  if (own) return { ...part, ends: own };
  // Foreign sources need not add up. What follows from ours alone stays to be attacked.
  const sums = part.sums.filter((sum) => !isForeign(model, sum));
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
