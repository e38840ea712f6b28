import type { Ends } from "../disclosure/programme.ts";
import type { System } from "../disclosure/system.ts";

/**
 * The exact ends of a system in which every unknown is split up at most once and belongs to at most one whole, as most
 * publications are: bounds are carried up from the parts and down from the wholes, and in whole numbers every value between
 * them can be had. Null if the system is no such tree; a promise of undefined if nothing fits.
 */
export function hierarchyEnds({ low, high, sums }: System): Promise<Ends | undefined> | null {
  const whole = new Map(sums.map((sum) => [sum.whole, sum.parts]));
  const inside = sums.flatMap(({ parts }) => parts);
  if (whole.size < sums.length || new Set(inside).size < inside.length) return null;
  const least = [...low];
  const most = [...high];
  const order = topDown(
    sums.map((sum) => sum.whole).filter((one) => !inside.includes(one)),
    whole,
  );
  if (!order) return null;
  for (const one of order.toReversed()) {
    const parts = whole.get(one) as readonly number[];
    least[one] = Math.max(least[one] as number, total(parts, least));
    most[one] = Math.min(most[one] as number, total(parts, most));
  }
  if (least.some((value, one) => value > (most[one] as number))) return Promise.resolve(undefined);
  for (const one of order) {
    const parts = whole.get(one) as readonly number[];
    const [sumLeast, sumMost] = [total(parts, least), total(parts, most)];
    const narrowed = parts.map((part) => {
      const others = { least: sumLeast - (least[part] as number), most: without(parts, part, most, sumMost) };
      return [
        Math.max(least[part] as number, (least[one] as number) - others.most),
        Math.min(most[part] as number, (most[one] as number) - others.least),
      ];
    });
    parts.forEach((part, index) => {
      [least[part], most[part]] = narrowed[index] as [number, number];
    });
  }
  return Promise.resolve({ low: least, high: most });
}

/** Every whole before its parts; null if a whole is inside itself. */
function topDown(tops: readonly number[], whole: ReadonlyMap<number, readonly number[]>): number[] | null {
  const order: number[] = [];
  const waiting = [...tops];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    order.push(next);
    waiting.push(...(whole.get(next) ?? []).filter((part) => whole.has(part)));
  }
  return order.length === whole.size ? order : null;
}

const total = (parts: readonly number[], values: readonly number[]): number =>
  parts.reduce((sum, part) => sum + (values[part] as number), 0);

/** The greatest sum of the others; Infinity less Infinity is no number, so they are added up again where one is unbounded. */
function without(parts: readonly number[], part: number, most: readonly number[], sum: number): number {
  if (sum < Number.POSITIVE_INFINITY) return sum - (most[part] as number);
  return parts.reduce((others, one) => (one === part ? others : others + (most[one] as number)), 0);
}
