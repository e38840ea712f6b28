import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { formatNumber, formatReference, protectedSign } from "../format.ts";
import { lastDay, oldFigureText } from "../fresh.ts";
import { change } from "../series/change.ts";
import { breakText, rowBreaks, start } from "./changes.ts";
import { type Drawing, drawing, type Form } from "./drawing.ts";
import { type Column, day, type Grid } from "./grids.ts";
import { areaText, methodText, originText, statusText, type Town, webAddress } from "./wording.ts";

interface Cell {
  readonly text: string;
  /** What a sign stands for, for those who hear the page. Null for a number. */
  readonly meaning: string | null;
}

interface Row {
  readonly reference: string;
  readonly cells: readonly Cell[];
  readonly remark: string;
  /** What parts this row from the one above, a row of its own; null if they may be compared. */
  readonly parted: string | null;
}

/** A table as templates/public/sheet/table.hbs prints it. Every word in it is final. */
export interface TableView extends Drawing {
  readonly id: string;
  readonly heading: string;
  readonly caption: string;
  readonly referenceHead: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How many columns a row has in all. */
  readonly span: number;
  readonly remarks: boolean;
  /** More columns than a narrow screen holds: the table may be scrolled on its own. */
  readonly wide: boolean;
  /** Too many columns to leave room for the drawing beside them. */
  readonly below: boolean;
  readonly sources: readonly { readonly column: string | null; readonly name: string; readonly url: string | null }[];
  readonly facts: readonly string[];
}

export interface TableOptions {
  readonly town: Town;
  /** Unique on the page. */
  readonly id: string;
  /** The place of a figure's source in the list of the page, from 1. */
  readonly sourceNumber: (figure: Figure) => number;
  /** The day on which it is read: what is older than its indicator allows by then is called so. */
  readonly day: string;
  readonly form: Form;
  /** With fewer dates there is no drawing. */
  readonly least: number;
  /** Whether a single column is followed by its difference from the row above. */
  readonly changes: boolean;
}

/** One table with its chart. */
export function tableView(grid: Grid, options: TableOptions): TableView {
  const { id, town } = options;
  const [head] = grid.columns[0]?.figures ?? [];
  if (!head) throw new Error("a table without a figure");
  const status = spread(grid, statusText);
  const method = spread(grid, methodText);
  const origin = spread(grid, originText);
  const source = spread(grid, (figure) => say("print.source-number", { number: options.sourceNumber(figure) }));
  const rows = rowsOf(grid, { status, method, origin, source }, options);
  const remarks = rows.some(({ remark }) => remark !== "");
  const columns = grid.columns.map(({ label }) => label || (grid.columns.length > 1 ? say("print.total") : head.unit));
  if (withChanges(grid, options)) columns.push(say("print.head.change"));
  return {
    ...{ id, heading: grid.heading, caption: caption(grid, head, town), rows, columns, remarks },
    referenceHead: say(head.reference.kind === "date" ? "print.head.date" : "print.head.period"),
    span: columns.length + (remarks ? 2 : 1),
    wide: columns.length + (remarks ? 1 : 0) > 2,
    below: widthOf(columns) + (remarks ? remarkWidth : 0) > roomBeside,
    sources: sources(grid, source),
    facts: [status, method, origin]
      .flatMap(({ whole, byColumn }) => whole ?? byColumn?.map(({ label, value }) => `${label}: ${value}`) ?? [])
      .filter(Boolean),
    ...drawing(grid, { ...options, id, area: areaText(head.area, town) }),
  };
}

/** In characters: what a table may take if the drawing is to stand beside it, and what its first and its last column take. */
const roomBeside = 62;
const referenceWidth = 12;
const remarkWidth = 16;
const widthOf = (columns: readonly string[]): number =>
  columns.reduce((all, label) => all + Math.max(6, ...label.split(/[\s-]+/).map(({ length }) => length)), referenceWidth);

const withChanges = ({ columns, references }: Grid, { changes }: TableOptions): boolean =>
  changes && columns.length === 1 && references.length > 1;

function rowsOf(grid: Grid, spreads: Readonly<Record<"status" | "method" | "origin" | "source", Spread>>, options: TableOptions): Row[] {
  const parted = new Map(rowBreaks(grid.references, grid.columns).map((change) => [change.after, breakText(change)]));
  const newest = new Set(grid.columns.map(newestOf));
  // How values were protected and counted is said where it changes: the rows in between are counted alike.
  const [longer, shorter] = [[spreads.method], [spreads.status, spreads.origin, spreads.source]];
  let before: Figure | undefined;
  return grid.references.map((reference) => {
    const row = grid.columns.map(({ figures }) => figures.find((figure) => day(figure.reference) === day(reference)));
    const old = row.flatMap((figure) => (figure && newest.has(figure) ? (oldFigureText(figure, options.day) ?? []) : []));
    const cut = parted.get(start(reference)) ?? null;
    const said = before === undefined || cut !== null ? [...shorter, ...longer] : shorter;
    const changed = withChanges(grid, options) ? [changeCell(before, row[0])] : [];
    before = row[0] ?? before;
    return {
      ...{ reference: formatReference(reference), cells: [...row.map(cell), ...changed], remark: remark(row, old, said) },
      parted: cut,
    };
  });
}

/** Only the newest value of a column can be out of date; the others are history. */
const newestOf = ({ figures }: Column): Figure | undefined =>
  figures.toSorted((left, right) => (lastDay(left.reference) < lastDay(right.reference) ? 1 : -1))[0];

function changeCell(before: Figure | undefined, figure: Figure | undefined): Cell {
  const changed = before && figure ? change(before, figure) : null;
  if (!figure || !changed) return { text: say("print.sign.senseless"), meaning: say("print.meaning.senseless") };
  const { difference, percent } = changed;
  const signed = (value: number, text: string) => `${value > 0 ? "+" : value < 0 ? "−" : "±"}\u202f${text}`;
  const absolute = signed(difference, formatNumber(String(Math.abs(difference)), figure.unit));
  const relative = percent === null ? "" : ` (${signed(percent, `${Math.abs(percent)}\u00a0%`)})`;
  return { text: `${absolute}${relative}`, meaning: null };
}

function caption({ dimensions }: Grid, { unit, area }: Figure, town: Town): string {
  const what = dimensions.length > 0 ? say("print.by", { unit, dimensions: dimensions.join(", ") }) : unit;
  return `${what}, ${areaText(area, town)}`;
}

interface Spread {
  /** Said of every figure of the table, so it stands once below it. */
  readonly whole?: string;
  /** Said of every figure of a column, so it stands below the table with the column's name. */
  readonly byColumn?: readonly { readonly label: string; readonly value: string; readonly figure: Figure }[];
  readonly of: (figure: Figure) => string;
}

function spread({ columns }: Grid, of: (figure: Figure) => string): Spread {
  const distinct = (figures: readonly Figure[]) => [...new Set(figures.map(of))];
  const [whole, another] = distinct(columns.flatMap(({ figures }) => figures));
  if (another === undefined) return { whole: whole ?? "", of };
  if (columns.some(({ figures }) => distinct(figures).length > 1)) return { of };
  const byColumn = columns.flatMap(({ label, figures: [figure] }) =>
    figure ? [{ label: label || say("print.total"), value: of(figure), figure }] : [],
  );
  return { byColumn, of };
}

const cell = (figure: Figure | undefined): Cell => {
  if (!figure) return { text: say("print.sign.absent"), meaning: say("print.meaning.absent") };
  if (figure.value === null) return { text: protectedSign, meaning: say("print.meaning.secret") };
  return { text: formatNumber(figure.value, figure.unit), meaning: null };
};

/** What must be said of this row alone: made up, out of date, and whatever differs from row to row. */
function remark(row: readonly (Figure | undefined)[], old: readonly string[], spreads: readonly Spread[]): string {
  const figures = row.flatMap((figure) => (figure ? [figure] : []));
  const varying = spreads.filter(({ whole, byColumn }) => whole === undefined && !byColumn).flatMap(({ of }) => figures.map(of));
  const examples = figures.some(({ example }) => example) ? [say("print.example")] : [];
  return [...new Set([...examples, ...old, ...varying, ...figures.map(({ note }) => note ?? "")])].filter(Boolean).join("; ");
}

function sources(grid: Grid, { whole, byColumn }: Spread): TableView["sources"] {
  const named = (column: string | null, { source, sourceUrl }: Figure) => ({ column, name: source, url: webAddress(sourceUrl) });
  const [first] = grid.columns.flatMap(({ figures }) => figures);
  if (whole !== undefined) return first ? [named(null, first)] : [];
  return byColumn?.map(({ label, figure }) => named(label, figure)) ?? [];
}
