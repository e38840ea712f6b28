/**
 * Classes with an order (ages, durations, years) may only be joined with their neighbours: "14 bis unter 18" and "65 und
 * älter" make no group anybody could name. `rest` are the classes without a place in it (ohne Angabe, Sonstige).
 */
export interface Order {
  /** Whether the labels rise or fall as classes do. */
  readonly ordered: boolean;
  /** Places of the labels in order; all labels if they have none. */
  readonly places: readonly number[];
  readonly rest: readonly number[];
}

/** What order a list of labels has, by their wording alone. */
export function orderOf(labels: readonly string[]): Order {
  const all = [...labels.keys()];
  const rest = all.filter((at) => isRest(labels[at] as string));
  const places = all.filter((at) => !rest.includes(at));
  const starts = places.map((at) => startOf(labels[at] as string));
  const known = starts.every((start) => start !== undefined) && starts.length > 1;
  const steps = starts.slice(1).map((start, index) => Math.sign((start ?? 0) - (starts[index] ?? 0)));
  const ordered = known && steps[0] !== 0 && steps.every((step) => step === steps[0]);
  return ordered ? { ordered, places, rest } : { ordered: false, places: all, rest: [] };
}

const isRest = (label: string): boolean => /^(ohne angabe|keine angabe|nicht zugeordnet|unbekannt|sonstige|übrige|andere)/i.test(label);

/** Where a class begins: `unter 14 Jahre` before everything, `14 bis unter 18`, `65 und älter`, `2019`, `2024-07`. Undefined for `§ 25a` or `Bezirk 3`. */
function startOf(label: string): number | undefined {
  const below = /^(?:unter|bis(?: unter| zu)?|weniger als|höchstens|<|≤)\s*(\d+)/i.exec(label);
  if (below) return -1 / Number(below[1] === "0" ? 1 : below[1]);
  const from = /^(?:(?:ab|über|mehr als|mindestens|von|seit|>|≥)\s*)?(\d+)(?:-(\d{1,2})(?!\d))?/i.exec(label);
  if (!from) return undefined;
  const range = Number(from[1]) < 1900 || from[2] === undefined;
  return range ? Number(from[1]) : Number(from[1]) + Number(from[2]) / 100;
}
