import { SaxesParser } from "saxes";
import { failure } from "./failure.ts";

/** What a cell holds beside its value that makes the value say something else than people see. */
type Mark = "formula" | "percent" | "merged";

/** Row from 1 → the first marked cell in it, column from 0. */
export type Marks = ReadonlyMap<number, { readonly column: number; readonly mark: Mark }>;

/** A range must not make us walk over a million rows. */
const mostRows = 100_000;

/**
 * Cells of a sheet with a formula, shown as percent, or merged with others. Throws a failure for what is no XML.
 * @param percent indexes of the cell styles that show a number as percent
 */
export function marksOf(xml: string, percent: ReadonlySet<string>): Marks {
  const found = new Map<number, { column: number; mark: Mark }>();
  const note = (at: Place | null, mark: Mark) => {
    const before = at && found.get(at.row);
    if (at && (!before || before.column > at.column)) found.set(at.row, { column: at.column, mark });
  };
  let cell: { at: Place | null; percent: boolean } = { at: null, percent: false };
  const parser = new SaxesParser();
  parser.on("error", () => {
    throw failure("no-table");
  });
  parser.on("opentag", ({ name, attributes }) => {
    const local = name.slice(name.indexOf(":") + 1);
    if (local === "c") cell = { at: placeOf(String(attributes.r ?? "")), percent: percent.has(String(attributes.s ?? "0")) };
    if (local === "f") note(cell.at, "formula");
    if (local === "v" && cell.percent) note(cell.at, "percent");
    if (local === "mergeCell") for (const at of leftEdge(String(attributes.ref ?? ""))) note(at, "merged");
  });
  parser.write(xml).close();
  return found;
}

/** Indexes of the cell styles that show a number as percent: two that are built in, and every own format with a percent sign. */
export function percentStyles(xml: string | undefined): ReadonlySet<string> {
  const formats = new Set(["9", "10"]);
  const styles = new Set<string>();
  let inCells = false;
  let index = 0;
  const parser = new SaxesParser();
  parser.on("error", () => {
    throw failure("no-table");
  });
  parser.on("opentag", ({ name, attributes }) => {
    const local = name.slice(name.indexOf(":") + 1);
    if (local === "numFmt" && String(attributes.formatCode ?? "").includes("%")) formats.add(String(attributes.numFmtId ?? ""));
    if (local === "cellXfs") inCells = true;
    if (local !== "xf" || !inCells) return;
    if (formats.has(String(attributes.numFmtId ?? ""))) styles.add(String(index));
    index += 1;
  });
  parser.on("closetag", ({ name }) => {
    if (name.endsWith("cellXfs")) inCells = false;
  });
  if (xml !== undefined) parser.write(xml).close();
  return styles;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function placeOf(text: string): Place | null {
  const { letters, row } = /^(?<letters>[A-Z]{1,3})(?<row>\d{1,7})$/.exec(text)?.groups ?? {};
  if (!letters || !row) return null;
  return { row: Number(row), column: [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1 };
}

/** Every row of a range, at its first column. */
function leftEdge(range: string): Place[] {
  const [from, to] = range.split(":").map(placeOf);
  if (!from || !to) return [];
  const rows = Math.min(to.row - from.row + 1, mostRows);
  return Array.from({ length: rows }, (_, index) => ({ row: from.row + index, column: from.column }));
}
