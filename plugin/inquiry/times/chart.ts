import { type Chart, chart } from "../../figures/chart.ts";
import { addDays, addMonths } from "../deadline/days.ts";
import type { CaseKind } from "../kinds.ts";
import { fewest, type Times } from "../times.ts";
import { shown } from "./csv.ts";

/**
 * Median and 90th percentile of all offices by quarter, as a chart; null where there are too few quarters to draw.
 * @param words title and description in German
 */
export function timesChart(
  times: readonly Times[],
  kind: CaseKind,
  words: { title: string; description: string; median: string; p90: string },
): Chart | null {
  const own = times
    .filter((one) => one.office === null && one.kind === kind)
    .toSorted((one, other) => one.quarter.localeCompare(other.quarter));
  const quarters = between(own[0]?.quarter, own.at(-1)?.quarter);
  const series = (["median", "p90"] as const).map((name) => ({
    label: words[name],
    points: quarters.map((quarter) => {
      const found = own.find((one) => one.quarter === quarter);
      const value = found?.[name] ?? null;
      const text = found ? shown(value) : "";
      return { ...daysOf(quarter), value, secret: found !== undefined && value === null, range: null, text, provisional: false };
    }),
  }));
  if (quarters.length < fewest) return null;
  const { title, description } = words;
  const tick = (value: number) => shown(value);
  return chart({ id: `times-${kind}`, title, description, form: "time", series, totals: [], breaks: [], secret: ".", tick });
}

/** First and last day of `2026-Q3`. */
function daysOf(quarter: string): { from: string; to: string } {
  const from = `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, "0")}-01`;
  return { from, to: addDays(addMonths(from, 3), -1) };
}

/** Every quarter from the first to the last, those without an answer too: time stays as long as it was. */
function between(first = "", last = ""): string[] {
  const all: string[] = [];
  for (let [year, quarter] = [Number(first.slice(0, 4)), Number(first.slice(6))]; first !== "" && `${year}-Q${quarter}` <= last; ) {
    all.push(`${year}-Q${quarter}`);
    [year, quarter] = quarter === 4 ? [year + 1, 1] : [year, quarter + 1];
  }
  return all;
}
