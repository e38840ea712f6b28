import { type Chart, chart } from "../../figures/chart.ts";
import type { Figure } from "../../figures/figure.ts";
import { formatNumber, formatReference, protectedSign } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import type { Sheet } from "../sheet.ts";
import { chartInput } from "./chart-input.ts";
import { day, type Grid } from "./grids.ts";
import { areaText, methodText, originText, statusText, webAddress } from "./wording.ts";

interface Cell {
  readonly text: string;
  /** What a sign stands for, for those who hear the page. Null for a number. */
  readonly meaning: string | null;
}

/** A table as templates/public/sheet/table.hbs prints it. Every word in it is final. */
export interface TableView {
  readonly id: string;
  readonly heading: string;
  readonly caption: string;
  readonly referenceHead: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly reference: string; readonly cells: readonly Cell[]; readonly remark: string }[];
  readonly remarks: boolean;
  /** More columns than a narrow screen holds: the table may be scrolled on its own. */
  readonly wide: boolean;
  readonly sources: readonly { readonly column: string | null; readonly name: string; readonly url: string | null }[];
  readonly facts: readonly string[];
  readonly chart: Chart | null;
  readonly chartNotes: readonly string[];
}

/** One table with its chart. `id` is unique on the page; `sourceNumber` is the place of a figure's source in the list of the sheet. */
export function tableView(grid: Grid, town: Sheet["town"], id: string, sourceNumber: (figure: Figure) => number): TableView {
  const [head] = grid.columns[0]?.figures ?? [];
  if (!head) throw new Error("a table without a figure");
  const status = spread(grid, statusText);
  const method = spread(grid, methodText);
  const origin = spread(grid, originText);
  const source = spread(grid, (figure) => say("print.source-number", { number: sourceNumber(figure) }));
  const rows = grid.references.map((reference) => {
    const row = grid.columns.map(({ figures }) => figures.find((figure) => day(figure.reference) === day(reference)));
    return { reference: formatReference(reference), cells: row.map(cell), remark: remark(row, [status, method, origin, source]) };
  });
  const remarks = rows.some(({ remark }) => remark !== "");
  const drawn = chart(chartInput(grid, { id, area: areaText(head.area, town) }));
  return {
    ...{ id, heading: grid.heading, caption: caption(grid, head, town), rows },
    referenceHead: say(head.reference.kind === "date" ? "print.head.date" : "print.head.period"),
    columns: grid.columns.map(({ label }) => label || (grid.columns.length > 1 ? say("print.total") : head.unit)),
    remarks,
    wide: grid.columns.length + (remarks ? 1 : 0) > 2,
    sources: sources(grid, source),
    facts: [status, method, origin]
      .flatMap(({ whole, byColumn }) => whole ?? byColumn?.map(({ label, value }) => `${label}: ${value}`) ?? [])
      .filter(Boolean),
    chart: drawn,
    chartNotes: drawn ? notes(drawn) : [],
  };
}

function caption({ dimensions }: Grid, { unit, area }: Figure, town: Sheet["town"]): string {
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

/** What must be said of this row alone: made up, and whatever differs from row to row. */
function remark(row: readonly (Figure | undefined)[], spreads: readonly Spread[]): string {
  const figures = row.flatMap((figure) => (figure ? [figure] : []));
  const varying = spreads.filter(({ whole, byColumn }) => whole === undefined && !byColumn).flatMap(({ of }) => figures.map(of));
  const examples = figures.some(({ example }) => example) ? [say("print.example")] : [];
  return [...new Set([...examples, ...varying, ...figures.map(({ note }) => note ?? "")])].filter(Boolean).join("; ");
}

function sources(grid: Grid, { whole, byColumn }: Spread): TableView["sources"] {
  const named = (column: string | null, { source, sourceUrl }: Figure) => ({ column, name: source, url: webAddress(sourceUrl) });
  const [first] = grid.columns.flatMap(({ figures }) => figures);
  if (whole !== undefined) return first ? [named(null, first)] : [];
  return byColumn?.map(({ label, figure }) => named(label, figure)) ?? [];
}

const notes = ({ bands, breaks, provisional, undrawn, unequal }: Chart): string[] => [
  ...(bands.length > 0 ? [say("chart.note.secret")] : []),
  ...(undrawn.length > 0 ? [say("chart.note.undrawn", { series: undrawn.join(", ") })] : []),
  ...(provisional ? [say("chart.note.provisional")] : []),
  ...(breaks.length > 0 ? [say("chart.note.break")] : []),
  ...(unequal ? [say("chart.note.unequal")] : []),
];
