import type { Finding, KimRow } from "../../ports/kim.ts";
import type { Header } from "./header.ts";

/** The cells of one row by our column names, and what was found wrong with them. */
export interface Cells {
  readonly line: number;
  readonly findings: readonly Finding[];
  /** Without line breaks; empty if the file has no such column. */
  text(column: string): string;
  /** With its line breaks, each a single `\n`. */
  lines(column: string): string;
  /** Notes a finding. `values` must never hold what stands in the cell. */
  refuse(column: string, code: string, values?: Finding["values"]): void;
}

/** Opens a row for reading. */
export function cellsOf(row: KimRow, header: Header): Cells {
  const findings: Finding[] = [];
  const lines = (column: string): string => {
    const heading = header.headings.get(column);
    return (heading === undefined ? "" : (row.cells[heading] ?? "")).replace(/\s*[\r\n]+\s*/g, "\n").trim();
  };
  return {
    line: row.line,
    findings,
    lines,
    // No-break spaces come along from Word and web pages; for names and sources they are spaces.
    text: (column) => lines(column).replace(/[\n\u00a0\u2007\u202f]/g, " "),
    refuse(column, code, values) {
      findings.push({ line: row.line, column: row.headings?.[column] ?? column, code, ...(values ? { values } : {}) });
    },
  };
}

/** A text that must be there and must not be longer than `max` characters. */
export function requiredText(cells: Cells, column: string, max: number): string {
  const text = optionalText(cells, column, max);
  if (cells.text(column) === "") cells.refuse(column, "import.empty");
  return text ?? "";
}

/** A text of at most `max` characters; undefined for an empty cell. */
export function optionalText(cells: Cells, column: string, max: number): string | undefined {
  const text = cells.text(column);
  if (text.length > max) cells.refuse(column, "import.too-long", { max });
  return text === "" ? undefined : text;
}

/** An address on the web; undefined for an empty cell. */
export function optionalUrl(cells: Cells, column: string): string | undefined {
  const text = optionalText(cells, column, 1_000);
  if (text === undefined) return undefined;
  if (/^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text)) return text;
  cells.refuse(column, "import.url");
  return undefined;
}

/** `ja`, `nein` or nothing. */
export function yes(cells: Cells, column: string): boolean {
  const text = cells.text(column).toLowerCase();
  if (!["", "ja", "nein"].includes(text)) cells.refuse(column, "import.yes-no");
  return text === "ja";
}
