/** What a class says of its bounds, in months; `to` is the first month outside, Infinity where the class is open. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

const year = 12;
const below = /^(?:bis )?(?:unter|weniger als|jünger als|<)/;
const upTo = /^(?:bis|höchstens|maximal|≤)/;
const beyond = /^(?:über|mehr als|älter als|länger als|>)/;
const atLeast = /^(?:ab|mindestens|≥)|(?:und|oder) (?:mehr|älter|länger|darüber)$|\+$/;

/**
 * Reads the classes of ages and durations by the bounds that they name (`unter 18 Jahre`, `18 bis unter 27 Jahre`, `ab 27 Jahren`,
 * `27 Jahre und älter`, `6 bis 11 Monate`). A last year that a class includes ends where another class begins. Classes that
 * name none are left out.
 * @param classes names of classes; a bare number is years
 */
export function boundsOf(classes: readonly string[]): Map<string, Bounds> {
  const read = classes.flatMap((name) => {
    const found = boundsIn(name.trim().toLowerCase());
    return found ? [{ name, ...found }] : [];
  });
  const begins = new Set(read.map(({ from }) => from));
  return new Map(
    read.flatMap(({ name, from, last, to }) => {
      const end = last !== undefined && begins.has(last) && last > from ? last : to;
      return end > from ? [[name, { from, to: end }] as const] : [];
    }),
  );
}

/** @returns with `last`, the named bound, where it is itself included */
function boundsIn(text: string): (Bounds & { last?: number }) | null {
  const unit = text.includes("monat") ? 1 : year;
  const numbers = [...text.matchAll(/(\d+)\s*(jahr|monat)?/g)].map(([, count, own]) => ({
    count: Number(count) * (own === "jahr" ? year : own === "monat" ? 1 : unit),
    step: own === "jahr" ? year : own === "monat" ? 1 : unit,
  }));
  const [first, second, third] = numbers;
  if (!first || third) return null;
  const from = beyond.test(text) ? first.count + first.step : first.count;
  if (second) {
    if (/\d.*unter/.test(text)) return { from, to: second.count };
    return /bis|[-–]/.test(text) ? { from, to: second.count + second.step, last: second.count } : null;
  }
  if (below.test(text)) return { from: 0, to: first.count };
  if (atLeast.test(text) || beyond.test(text)) return { from, to: Number.POSITIVE_INFINITY };
  if (upTo.test(text)) return { from: 0, to: first.count + first.step, last: first.count };
  return /^\d+( jahren?| monaten?)?$/.test(text) ? { from, to: from + first.step } : null;
}

/** Whether two classes have something in common, as "unter 16" and "unter 18" have. */
export function overlapping(bounds: readonly Bounds[]): boolean {
  const sorted = bounds.toSorted((left, right) => left.from - right.from || left.to - right.to);
  return sorted.some(({ from }, index) => index > 0 && from < (sorted[index - 1] as Bounds).to);
}
