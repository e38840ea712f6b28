import { csvLine } from "../../figures/csv-line.ts";
import { formatNumber } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { fewest, type Standing, type Times } from "../times.ts";

/** Spreadsheets take UTF-8 for what it is only behind this mark. */
const byteOrderMark = "\ufeff";

/** Times and what is open as one table; a dot stands for what is not shown because there are fewer than three. */
export function timesCsv(times: readonly Times[], standings: readonly Standing[]): string {
  const head = ["Dienststelle", "Art", "Quartal", "Antworten", "Median Tage", "90-Prozent-Wert Tage", "offen", "ueberfaellig"];
  const rows = [
    ...times.map((one) => [officeName(one.office), kindName(one), one.quarter, ...[one.count, one.median, one.p90].map(shown), "", ""]),
    ...standings.map((one) => [officeName(one.office), kindName(one), "", "", "", "", shown(one.open), shown(one.overdue)]),
  ];
  return byteOrderMark + [head, ...rows].map((row) => csvLine(row.map(guarded))).join("");
}

/** A number as people read it, or the dot that says that there were fewer than three. */
export const shown = (value: number | null): string => (value === null ? "." : formatNumber(String(value), ""));

export const officeName = (office: string | null): string => (office === null ? say("times.all") : office || say("times.no-office"));

export const kindName = ({ kind }: Pick<Times, "kind">): string => say(`case-kind.${kind}`);

/** What the dot means. */
export const legend = (): string => say("times.legend", { fewest });

/** A text that a spreadsheet would take for a formula gets a space in front. */
const guarded = (text: string): string => (/^[=+\-@\t]/.test(text) ? ` ${text}` : text);
