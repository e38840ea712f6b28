import { say } from "../../messages.ts";
import type { ChartBreak } from "../chart/input.ts";
import type { Reference } from "../figure.ts";
import { type Break, breaksBetween } from "../series/breaks.ts";
import { type Column, day } from "./grids.ts";

/** What parts two neighbouring rows of a table. */
export interface RowBreak extends ChartBreak {
  readonly kinds: readonly Break["kind"][];
}

/** Where law, method or source changed from one row to the next, in at least one column. In the order of time. */
export function rowBreaks(references: readonly Reference[], columns: readonly Column[]): RowBreak[] {
  const found = references.map((): Break[] => []);
  for (const { figures } of columns) {
    const inOrder = references.flatMap((reference, row) => {
      const figure = figures.find((one) => day(one.reference) === day(reference));
      return figure ? [{ figure, row }] : [];
    });
    inOrder.slice(1).forEach(({ figure, row }, index) => {
      const before = inOrder[index];
      if (before) found[row]?.push(...breaksBetween(before.figure, figure));
    });
  }
  return found.flatMap((all, row) => {
    const [before, after] = [references[row - 1], references[row]];
    if (all.length === 0 || !before || !after) return [];
    const distinct = [...new Map(all.map((one) => [one.label, one])).values()];
    const dated = distinct.flatMap((one) => one.day ?? []).sort();
    return [
      {
        ...{ before: start(before), after: start(after), day: dated.at(-1) ?? null },
        ...{ label: distinct.map(({ label }) => label).join(", "), kinds: [...new Set(distinct.map(({ kind }) => kind))] },
      },
    ];
  });
}

/** `Rechtsänderung 27.06.2024: Die Werte davor und danach sind nicht vergleichbar.` */
export function breakText({ label, kinds }: RowBreak): string {
  const only = kinds.every((kind) => kind === "source");
  return say(only ? "series.break.limited" : "series.break.none", { label });
}

export const start = (reference: Reference): string => (reference.kind === "date" ? reference.date : reference.from);
