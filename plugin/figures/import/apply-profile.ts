import type { Finding, KimRow, KimTable } from "../../ports/kim.ts";
import { Refusal } from "../../refusal.ts";
import { canonical } from "./canonical.ts";
import { columnsOf, requiredOf } from "./header.ts";
import type { dateForms, Profile } from "./profile.ts";

/** Columns that hold days. */
const days = ["Stichtag", "Von", "Bis", "Stand", "Gültig bis", "Abgerufen am"];

/** One value column of a delivery: where its number stands, and what is fixed for it. */
interface Value {
  readonly heading: string;
  readonly fixed: ReadonlyMap<string, string>;
}

/**
 * A delivery in another form as a table in ours. A row of a wide table becomes one row per value column, each with the line it
 * came from; an empty value cell is no value and becomes no row. Findings name the heading that stands in the delivery.
 * Throws a Refusal (422) that names the key of the profile that does not fit the delivery.
 */
export function applyProfile(table: KimTable, profile: Profile): KimTable {
  const given = new Map(table.columns.map((heading) => [canonical(heading), heading]));
  if (given.size < table.columns.length) throw new Refusal("import.column-twice", { status: 422, field: "file" });
  const find = (key: string, heading: string): string => {
    const found = given.get(canonical(heading));
    if (found === undefined) throw new Refusal("import.profile-column", { values: { key, heading }, status: 422, field: "file" });
    return found;
  };
  const ours = new Map(columnsOf(profile.form).map((column) => [canonical(column), column]));
  const own = (column: string): string => ours.get(canonical(column)) ?? column;
  const mapped = new Map(Object.entries(profile.columns).map(([column, heading]) => [own(column), find(`columns.${column}`, heading)]));
  const values = Object.entries(profile.wide ?? {}).map(
    ([heading, fixed]): Value => ({ heading: find(`wide.${heading}`, heading), fixed: new Map(pairs(fixed, own)) }),
  );
  const fixed = new Map(pairs(profile.fixed, own));
  const used = new Set([
    ...mapped.values(),
    ...values.map(({ heading }) => heading),
    ...profile.ignore.map((one) => given.get(canonical(one))),
  ]);
  for (const [name, heading] of given) {
    const column = ours.get(name);
    if (column && !mapped.has(column) && !fixed.has(column) && !used.has(heading)) mapped.set(column, heading);
    else if (!used.has(heading))
      throw new Refusal("import.profile-strange", { values: { position: positionOf(table, heading) }, status: 422, field: "file" });
  }
  const columns = [
    ...new Set([...requiredOf(profile.form), ...mapped.keys(), ...fixed.keys(), ...values.flatMap((one) => [...one.fixed.keys()])]),
  ];
  const translate = translator(profile, own);
  return { columns, rows: () => rows(table, { columns, mapped, fixed, values, translate }) };
}

interface Plan {
  readonly columns: readonly string[];
  readonly mapped: ReadonlyMap<string, string>;
  readonly fixed: ReadonlyMap<string, string>;
  readonly values: readonly Value[];
  readonly translate: (column: string, text: string) => string;
}

async function* rows(table: KimTable, plan: Plan): AsyncGenerator<KimRow | Finding> {
  for await (const row of table.rows()) {
    if (!("cells" in row)) yield row;
    else if (plan.values.length === 0) yield rowOf(row, plan, null);
    else for (const value of plan.values) if ((row.cells[value.heading] ?? "") !== "") yield rowOf(row, plan, value);
  }
}

function rowOf({ line, cells }: KimRow, { columns, mapped, fixed, translate }: Plan, value: Value | null): KimRow {
  const headings = new Map(value ? [...mapped, ["Wert", value.heading]] : mapped);
  const text = (column: string): string => {
    const heading = headings.get(column);
    if (value?.fixed.has(column)) return value.fixed.get(column) ?? "";
    return heading === undefined ? (fixed.get(column) ?? "") : translate(column, cells[heading] ?? "");
  };
  return { line, cells: Object.fromEntries(columns.map((column) => [column, text(column)])), headings: Object.fromEntries(headings) };
}

/** Values first, because they are said of single cells; then the ways of writing. */
function translator({ values, dates, decimals }: Profile, own: (column: string) => string): Plan["translate"] {
  const named = new Map(
    Object.entries(values).map(([column, map]) => [own(column), new Map(Object.entries(map).map(([from, to]) => [from.trim(), to]))]),
  );
  return (column, text) => {
    const found = named.get(column)?.get(text);
    if (found !== undefined) return found;
    if (dates && days.includes(column)) return germanDay(text, dates);
    return decimals === "." && ["Wert", "Grundgesamtheit"].includes(column)
      ? text.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."))
      : text;
  };
}

const patterns: Readonly<Record<(typeof dateForms)[number], RegExp>> = {
  "TT.MM.JJJJ": /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  "JJJJ-MM-TT": /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  "TT.MM.JJ": /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{2})$/,
  "TT/MM/JJJJ": /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/,
  "MM/TT/JJJJ": /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
  JJJJMMTT: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
};

/** `TT.MM.JJJJ`; what is written otherwise stays and is refused later on, unless it is a day of ours. */
function germanDay(text: string, form: (typeof dateForms)[number]): string {
  const { year, month, day } = patterns[form].exec(text)?.groups ?? {};
  return year && month && day ? `${day}.${month}.${year.length === 2 ? `20${year}` : year}` : text;
}

const pairs = (fixed: Readonly<Record<string, string>>, own: (column: string) => string) =>
  Object.entries(fixed).map(([column, text]) => [own(column), text] as const);

const positionOf = (table: KimTable, heading: string): number => table.columns.indexOf(heading) + 1;
