/** Why numbers must not become public together. */
export interface Finding {
  /**
   * - `recovered`: a count from 1 to threshold - 1 that nobody printed, or that was protected, follows exactly
   * - `change`: two Stichtage in succession differ by so few
   * - `group`: all members of an identifiable group are in one category
   * - `contradiction`, `size`: the attack could not be finished, so nothing is proved
   */
  readonly kind: "recovered" | "change" | "group" | "contradiction" | "size";
  /** Tells one finding from another, whatever else is published. */
  readonly key: string;
  /** What it is about, in German. Never the value itself. */
  readonly name: string;
  /** Which printed numbers lead to it, in German. */
  readonly path: readonly string[];
  /** Our figures that take part. */
  readonly figures: readonly string[];
}
