import { cellsOf } from "./cells.ts";
import type { Counted } from "./count.ts";
import type { Cell, Method } from "./guard.ts";
import { resultOf } from "./result.ts";

export interface TableOptions {
  readonly method: Method;
  readonly ags: string;
  readonly source: string;
  /** Not final while the law at the Stichtag was neither read nor vouched for. */
  readonly provisional: boolean;
}

/** `ohne` is known to no import: an unprotected table cannot come in. */
const procedures: Readonly<Record<Method, string>> = { round5: "round5", suppress: "suppress", none: "ohne" };

const head = ["AGS", "Indikator", "Stichtag", "Von", "Bis", "Wert", "Einheit", "Status", "Quelle", "Regelversion", "Verfahren"];

/**
 * A count in the form the import takes (design §9): a row per rule in force and one for "at least one of them", each in
 * all and by class. Overlaps and missing data have no indicator; they are in the report. No cell needs a quote.
 */
export function tableOf(counted: Counted, options: TableOptions): string {
  const { method, ags, source, provisional } = options;
  const { results, atLeastOne } = resultOf(counted, method);
  const names = counted.by.map(({ name }) => name);
  const versions = results.map(({ version }) => version ?? "");
  const union = results.filter(({ applicable }) => applicable).map(({ version }) => version);
  const row = (index: number | null, value: Cell, dimensions: Readonly<Record<string, string>> = {}): string => {
    const indicator = index === null ? "POT.ANY" : counted.applied[index]?.rule.indicator;
    const version = index === null ? union.join("+") : versions[index];
    const cells = [
      ags,
      indicator,
      counted.asOf,
      "",
      "",
      value,
      "Personen",
      provisional ? "p" : "final",
      source,
      version,
      procedures[method],
    ];
    return [...cells, ...names.map((name) => dimensions[name] ?? "")].join(";");
  };
  const totals = results.flatMap(({ potential }, index) => (potential === null ? [] : [row(index, potential)]));
  const all = atLeastOne === null ? [] : [row(null, atLeastOne)];
  const classes = cellsOf(counted, method).map(({ index, potential, dimensions }) => row(index, potential, dimensions));
  return `${[[...head, ...names].join(";"), ...totals, ...all, ...classes].join("\n")}\n`;
}
