import type { LedgerEntry } from "../../store/publications.ts";
import { csvLine } from "../csv-line.ts";
import { sum, type Table } from "../disclosure/table.ts";
import { writeTable } from "../disclosure/write-table.ts";
import { protectedSign } from "../format.ts";
import { indicator } from "../indicators.ts";
import { type Cell, identityOf, newest } from "./cell.ts";

/** The ledger in the columns of the import (design §9), and when and where each number became public. */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  const dimensions = [...new Set(entries.flatMap(({ cell }) => Object.keys(cell.dimensions)))].sort();
  const head = ["AGS", "Indikator", "Stichtag", "Von", "Bis", "Wert", "Einheit", "Regelversion", "Verfahren", ...dimensions];
  const rows = entries.map(({ cell, publication }) => {
    const { area, reference, value, protection, ruleVersion = "" } = cell;
    const days = reference.kind === "date" ? [reference.date, "", ""] : ["", reference.from, reference.to];
    const classes = dimensions.map((name) => cell.dimensions[name] ?? "");
    const what = [
      area.ags,
      cell.indicator,
      ...days,
      value?.replace(".", ",") ?? protectedSign,
      indicator(cell.indicator).unit,
      ruleVersion,
      protection,
    ];
    return [...what, ...classes, publication.at.slice(0, 10), publication.title];
  });
  return [[...head, "Veröffentlicht am", "Veröffentlicht in"], ...rows].map(csvLine).join("");
}

/**
 * The published tables of one indicator, area and Stichtag in the form that `protect` and `audit` take as `--ledger`: one per
 * pair of dimensions, margins where they were published, `*` for everything else.
 */
export function ledgerTables(cells: readonly Cell[], wanted: { indicator: string; ags: string; asOf: string }): string {
  const { indicator: id, ags, asOf } = wanted;
  const fitting = newest(cells).filter((cell) => {
    const identity = identityOf(cell);
    return cell.indicator === id && identity.ags === ags && identity.from === asOf && identity.to === asOf;
  });
  const pairs = new Map(
    fitting.flatMap(({ dimensions }) => {
      const names = Object.keys(dimensions).sort();
      return names.length === 1 || names.length === 2 ? [[names.join(" × "), names] as const] : [];
    }),
  );
  const single = (name: string) => [...pairs.values()].some((names) => names.length === 2 && names.includes(name));
  const tables = [...pairs.values()].filter((names) => names.length === 2 || !single(names[0] as string));
  return tables.map((names) => writeTable(tableOf(fitting, names))).join("\n");
}

/** The one column of a table by a single dimension; it equals its sums. */
const everybody = "alle";

function tableOf(cells: readonly Cell[], [down = "", across]: readonly string[]): Table {
  const labels = (name: string) => [...new Set(cells.flatMap(({ dimensions }) => dimensions[name] ?? []))];
  const rows = labels(down);
  const columns = across === undefined ? [everybody] : labels(across);
  const value = (row: string, column: string): number | null => {
    const classes = { ...(row === sum ? {} : { [down]: row }), ...(across === undefined || column === sum ? {} : { [across]: column }) };
    const found = cells.find(({ dimensions }) => sameClasses(dimensions, classes));
    return found?.value === undefined || found.value === null ? null : Number(found.value);
  };
  return { corner: down, rows, columns, cells: [...rows, sum].map((row) => [...columns, sum].map((column) => value(row, column))) };
}

function sameClasses(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
