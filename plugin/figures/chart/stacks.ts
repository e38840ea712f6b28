import { centre, extent } from "./bars.ts";
import type { Frame } from "./frame.ts";
import { type Box, hatch, pattern } from "./hatch.ts";
import type { ChartInput, ChartPoint } from "./input.ts";
import { type Label, widthOf } from "./labels.ts";
import { tenth } from "./scale.ts";

interface Segment extends Box {
  readonly style: number;
  /** Lines of its pattern; empty for the filled and for the empty one. */
  readonly hatch: string;
}

/** One date of a stack: its known classes in their order, and what the published total leaves for the secret ones together. */
interface Column {
  readonly date: ChartPoint;
  readonly known: readonly { readonly style: number; readonly value: number; readonly text: string }[];
  readonly rest: number;
  readonly total: string | null;
  readonly top: number;
}

/** Null where a bar would be too short: a class was not reported, or is kept secret and no total says what it leaves. */
export function columns({ series, totals }: Pick<ChartInput, "series" | "totals">): Column[] | null {
  const dates = series[0]?.points ?? [];
  const all = dates.map((date, index): Column | null => {
    const points = series.map(({ points: own }, style) => ({ style, point: own[index] }));
    const known = points.flatMap(({ style, point }) => (point?.value == null ? [] : [{ style, value: point.value, text: point.text }]));
    const sum = known.reduce((total, { value }) => total + value, 0);
    const total = totals[index] ?? null;
    const secret = points.some(({ point }) => point?.secret);
    const missing = points.some(({ point }) => !point || (point.value === null && !point.secret));
    const rest = secret ? (total?.value ?? Number.NaN) - sum : 0;
    if (missing || !(rest >= 0)) return null;
    return { date, known, rest, total: total?.value == null ? null : total.text, top: sum + rest };
  });
  return all.every((column) => column !== null) ? all : null;
}

/** The segments of all columns from zero upwards, those of the secret classes hatched on top, values inside where there is room. */
export function stacks(all: readonly Column[], area: Frame, width: number) {
  const segments: Segment[] = [];
  const secrets: (Box & { hatch: string })[] = [];
  const labels: Label[] = [];
  for (const { date, known, rest, total, top } of all) {
    const x = centre(date, area, width);
    const box = (low: number, value: number): Box => {
      const [bottom, upper] = [area.y(low), area.y(low + value)];
      return { ...extent(date, area, width), y: upper, height: tenth(bottom - upper) };
    };
    let low = 0;
    for (const { style, value, text } of known.filter((one) => one.value > 0)) {
      const place = box(low, value);
      segments.push({ ...place, style, hatch: pattern(style, place) });
      if (place.height >= 15 && place.width >= widthOf(text) + 4) labels.push({ x, y: tenth(place.y + place.height / 2 + 4), text });
      low += value;
    }
    if (rest > 0) secrets.push({ ...box(low, rest), hatch: hatch(box(low, rest), 7) });
    if (total !== null && widthOf(total) < width * 2 + 20) labels.push({ x, y: tenth(area.y(top) - 6), text: total });
  }
  return { segments, secrets, labels };
}

/** Where each of these classes stands in the last column, for its name beside it. A secret or empty one stands at the top. */
export function centres(all: readonly Column[], classes: readonly number[], area: Frame): number[] {
  const last = all.at(-1);
  let low = 0;
  return classes.map((style) => {
    const value = last?.known.find((one) => one.style === style)?.value;
    const at = area.y(value === undefined ? (last?.top ?? 0) : low + value / 2);
    low += value ?? 0;
    return at;
  });
}
