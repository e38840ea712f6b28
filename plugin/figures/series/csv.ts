import { csvLine } from "../csv-line.ts";
import type { Figure, Protection } from "../figure.ts";

const head = ["AGS", "Indikator", "Stichtag", "Von", "Bis", "Wert", "Einheit", "Status", "Quelle", "Regelversion", "Verfahren"];
const origin = ["Stelle", "Quellsystem", "Abgerufen am", "Quelle-URL", "Hinweis", "Beispiel"];
const procedures: Readonly<Record<Protection, string>> = { none: "", published: "veroeffentlicht", round5: "round5", suppress: "suppress" };

/** Spreadsheets take UTF-8 for what it is only behind this mark. */
const byteOrderMark = "\ufeff";

/** Columns behind those that the import knows. */
interface More {
  readonly columns: readonly string[];
  readonly cells: (figure: Figure) => readonly string[];
}

/** Figures in the form the import takes (design §9), one column per dimension that occurs; protected = `g`, decimals with a comma. */
export function csvOf(figures: readonly Figure[], more: More = { columns: [], cells: () => [] }): string {
  const dimensions = [...new Set(figures.flatMap((figure) => Object.keys(figure.dimensions)))].sort();
  const classes = (figure: Figure) => dimensions.map((name) => figure.dimensions[name] ?? "");
  const rows = figures.map((figure) => [...cells(figure), ...classes(figure), ...said(figure), ...more.cells(figure)]);
  return byteOrderMark + [[...head, ...dimensions, ...origin, ...more.columns], ...rows].map((row) => csvLine(row.map(guarded))).join("");
}

function cells({ area, indicator, reference, value, unit, status, source, ruleVersion = "", protection }: Figure): string[] {
  const days = reference.kind === "date" ? [reference.date, "", ""] : ["", reference.from, reference.to];
  return [area.ags, indicator, ...days, value?.replace(".", ",") ?? "g", unit, status, source, ruleVersion, procedures[protection]];
}

const said = ({ office = "", system = "", extracted = "", sourceUrl = "", note = "", example }: Figure): string[] => [
  ...[office, system, extracted, sourceUrl, note],
  example ? "ja" : "",
];

/** A text that a spreadsheet would take for a formula gets a space in front, which the import drops again. A number stays one. */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(,\d+)?$/.test(text) ? ` ${text}` : text);
