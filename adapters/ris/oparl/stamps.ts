/** The `modified` stamps of one list, as far as they bear on whether it can be asked for changes only. */
export interface Stamps {
  note(modified: string | undefined): void;
  /**
   * Whether the stamps tell anything: all present, and not one and the same on every object. Servers stamp everything 2000-01-01
   * (ALLRIS 4) or today at midnight (more! rubin); a filter would then hide every change.
   */
  readonly credible: boolean;
  /** All present; enough for a list that was already filtered. */
  readonly allPresent: boolean;
  /** The newest in milliseconds, if there is any. */
  readonly newest: number | undefined;
}

export function stamps(): Stamps {
  const distinct = new Set<number>();
  let count = 0;
  let missing = 0;
  let newest: number | undefined;
  return {
    note(modified) {
      count += 1;
      const time = modified === undefined ? Number.NaN : Date.parse(modified);
      if (Number.isNaN(time)) missing += 1;
      else {
        if (distinct.size < 2) distinct.add(time);
        newest = Math.max(newest ?? time, time);
      }
    },
    get credible() {
      return missing === 0 && (distinct.size > 1 || (count === 1 && !isMidnight(newest ?? 0)));
    },
    get allPresent() {
      return missing === 0;
    },
    get newest() {
      return newest;
    },
  };
}

/** Midnight in Germany, summer or winter, or in UTC: the mark of a stamp that nobody set. */
function isMidnight(time: number): boolean {
  return [0, 1, 2].some((hours) => (time + hours * 3_600_000) % 86_400_000 === 0);
}

/** As OParl wants it: no fractions, no `Z`. */
export function asMoment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}
