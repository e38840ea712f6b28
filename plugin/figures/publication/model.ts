import { type Identity, keyOf } from "./cell.ts";

/**
 * What is left when printed counts are taken from each other: the classes of a dimension that are not printed, the rest of
 * a Kreis without its town, those who meet only other rules. Nobody printed it, yet it counts persons.
 */
export type Rest =
  | { readonly kind: "classes"; readonly dimension: string; readonly without?: string }
  | { readonly kind: "bounds"; readonly dimension: string; readonly from: number; readonly to: number | null }
  | { readonly kind: "turnover"; readonly since: string }
  | { readonly kind: "between"; readonly dimension: string; readonly upper: string; readonly lower: string }
  | { readonly kind: "area"; readonly without: readonly string[] }
  | { readonly kind: "indicator"; readonly without: readonly string[] }
  | { readonly kind: "both"; readonly of: readonly string[] };

/** One unknown count with what its readers know of it. */
export interface Count {
  readonly key: string;
  readonly identity: Identity;
  readonly rest?: Rest;
  low: number;
  /** Infinity where nothing bounds it. */
  high: number;
  /** As printed; null = `g`; absent if nobody printed it. */
  printed?: string | null;
  /** Our figures that say it. */
  readonly figures: Set<string>;
  /** Only others have said it. */
  foreign: boolean;
}

/** The counts that readers can put into relation, and the relations: the whole is the sum of its parts. */
export interface Model {
  readonly counts: readonly Count[];
  readonly sums: readonly Sum[];
  /** The position of that count, which is added if nobody has spoken of it yet. */
  at(identity: Identity, rest?: Rest): number;
  add(whole: number, parts: readonly number[]): void;
}

export interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

export function emptyModel(): Model {
  const counts: Count[] = [];
  const sums: Sum[] = [];
  const positions = new Map<string, number>();
  return {
    counts,
    sums,
    at(identity, rest) {
      const key = rest ? `${keyOf(identity)} ${JSON.stringify(rest)}` : keyOf(identity);
      const known = positions.get(key);
      if (known !== undefined) return known;
      counts.push({
        ...{ key, identity, low: 0, high: Number.POSITIVE_INFINITY, figures: new Set(), foreign: false },
        ...(rest ? { rest } : {}),
      });
      positions.set(key, counts.length - 1);
      return counts.length - 1;
    },
    add(whole, parts) {
      sums.push({ whole, parts });
    },
  };
}
