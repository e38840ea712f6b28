import type { Counted } from "./count.ts";
import type { Cell, Method } from "./guard.ts";
import type { Result } from "./result.ts";

export interface TableOptions {
  readonly ags: string;
  readonly source: string;
  /** Not final while the law at the Stichtag was neither read nor vouched for. */
  readonly provisional: boolean;
}

/** `ohne` is known to no import: an unprotected table cannot come in. */
const procedures: Readonly<Record<Method, string>> = { round5: "round5", suppress: "suppress", none: "ohne" };

const fixed = ["AGS", "Indikator", "Stichtag", "Von", "Bis", "Wert", "Einheit", "Status", "Quelle", "Regelversion", "Verfahren"];

/** A row as the import takes it: heading → value. */
export type Row = Readonly<Record<string, string | number>>;

/**
 * A count in the form the import takes (design §9): a row per rule in force and one for "at least one of them", each in
 * all, and by class. Overlaps and missing data have no indicator; they are in the report. A rounded number that had to be
 * withheld has no row, because the import knows no hidden value there.
 */
export function rowsOf({ asOf, by, applied }: Counted, result: Result, options: TableOptions): Row[] {
  const { results, atLeastOne, method, cells = [] } = result;
  const union = results.filter(({ applicable }) => applicable).map(({ version }) => version);
  const row = (rule: string, value: Cell, dimensions: Readonly<Record<string, string>>): Row => {
    const place = applied.findIndex((one) => one.rule.rule === rule);
    return {
      AGS: options.ags,
      Indikator: applied[place]?.rule.indicator ?? "POT.ANY",
      Stichtag: asOf,
      Von: "",
      Bis: "",
      Wert: value,
      Einheit: "Personen",
      Status: options.provisional ? "p" : "final",
      Quelle: options.source,
      Regelversion: results[place]?.version ?? union.join("+"),
      Verfahren: procedures[method],
      ...Object.fromEntries(by.map(({ name }) => [name, dimensions[name] ?? ""])),
    };
  };
  const totals = results.flatMap(({ rule, potential }) => (potential === null ? [] : [row(rule, potential, {})]));
  const all = atLeastOne === null ? [] : [row("atLeastOne", atLeastOne, {})];
  const rows = [...totals, ...all, ...cells.map(({ rule, potential, dimensions }) => row(rule, potential, dimensions))];
  return rows.filter(({ Wert: value }) => value !== "g" || method === "suppress");
}

/** The same as CSV; no cell needs a quote. */
export function tableOf(counted: Counted, result: Result, options: TableOptions): string {
  const head = [...fixed, ...counted.by.map(({ name }) => name)];
  const lines = rowsOf(counted, result, options).map((row) => head.map((heading) => row[heading] ?? ""));
  return `${[head, ...lines].map((line) => line.join(";")).join("\n")}\n`;
}
