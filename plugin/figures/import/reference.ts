import type { Reference } from "../figure.ts";
import type { Indicator } from "../indicators.ts";
import type { Cells } from "./cells.ts";
import { parseDate } from "./date.ts";

/** The day or period of a row, as the indicator's cut demands. `today` is the last day that can have been counted. */
export function readReference(cells: Cells, indicator: Indicator, today: string): Reference | undefined {
  const needed = indicator.cut === "date" ? ["Stichtag"] : ["Von", "Bis"];
  const strange = ["Stichtag", "Von", "Bis"].find((column) => !needed.includes(column) && cells.text(column) !== "");
  if (strange) {
    cells.refuse(strange, `import.cut-${indicator.cut}`);
    return undefined;
  }
  const last = indicator.ahead ? "9999" : today;
  const days = needed.map((column) => readDay(cells, column, column === "Von" ? "9999" : last));
  const [first, second] = days;
  if (!first || (indicator.cut === "period" && !second)) return undefined;
  if (second && second < first) {
    cells.refuse("Bis", "import.period-order");
    return undefined;
  }
  const reference: Reference = second ? { kind: "period", from: first, to: second } : { kind: "date", date: first };
  return inForce(cells, indicator, reference) ? reference : undefined;
}

/** A day not later than `last`; undefined after a finding. */
export function readDay(cells: Cells, column: string, last: string): string | undefined {
  const text = cells.text(column);
  if (text === "") {
    cells.refuse(column, "import.empty");
    return undefined;
  }
  const day = parseDate(text);
  if (day === null) cells.refuse(column, serial.test(text) ? "import.date-serial" : "import.date");
  else if (day > last) cells.refuse(column, "import.future");
  else return day;
  return undefined;
}

/** What a spreadsheet keeps inside for days of 1954 to 2064, where a column is not formatted as a date. */
const serial = /^[2-5]\d{4}(?:,\d+)?$/;

function inForce(cells: Cells, { valid }: Indicator, reference: Reference): boolean {
  if (!valid) return true;
  const [from, to] = reference.kind === "date" ? [reference.date, reference.date] : [reference.from, reference.to];
  if (from >= valid.from && to <= valid.to) return true;
  cells.refuse(reference.kind === "date" ? "Stichtag" : "Von", "import.not-in-force", valid);
  return false;
}
