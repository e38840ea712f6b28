import { Refusal } from "../../refusal.ts";
import { canonical } from "../import/canonical.ts";
import { type Column, columns, type Profile } from "./profile.ts";

/** Column → its place in a row; -1 if the export has none. */
export type Places = Readonly<Record<Column, number>>;

/**
 * Finds the columns in the first line; what else the export holds is not read. Refuses when a needed one is missing, naming
 * only columns we asked for: in a file without a head the first line is a person.
 */
export function readHeader(cells: readonly string[], needed: ReadonlySet<string>, profile: Profile): Places {
  const names = cells.map(canonical);
  if (names.length === 1 && /[;,\t|]/.test(cells[0] ?? "")) throw new Refusal("count.separator");
  const places = Object.fromEntries(
    columns.map((column) => {
      const heading = canonical(profile.columns[column] ?? column);
      const place = names.indexOf(heading);
      if (names.lastIndexOf(heading) !== place) throw new Refusal("count.column-twice", { values: { column } });
      return [column, place];
    }),
  ) as Record<Column, number>;
  const missing = columns.filter((column) => needed.has(column) && places[column] < 0);
  if (missing.length > 0) throw new Refusal("count.columns", { values: { missing: missing.join(", ") } });
  return places;
}
