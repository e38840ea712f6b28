import { Refusal } from "../../refusal.ts";
import { labelsOf, type Table } from "./table.ts";

/**
 * Every line and column that is printed in full must add up. Throws a Refusal (422) that names the first one that does not.
 * Not for rounded tables: there margins are rounded for themselves and need not add up.
 */
export function assertSums(table: Table, file: string): void {
  table.cells.forEach((line, row) => {
    check(line, () => ({ code: "row", name: labelsOf(table, row, 0).row, file }));
  });
  for (let column = 0; column <= table.columns.length; column += 1) {
    check(
      table.cells.map((line) => line[column] ?? null),
      () => ({ code: "column", name: labelsOf(table, 0, column).column, file }),
    );
  }
}

function check(line: readonly (number | null)[], where: () => { code: string; name: string; file: string }): void {
  if (line.includes(null)) return;
  const expected = line.slice(0, -1).reduce<number>((total, cell) => total + (cell ?? 0), 0);
  const found = line.at(-1) ?? 0;
  if (expected === found) return;
  const { code, ...values } = where();
  throw new Refusal(`disclosure.sums.${code}`, { values: { ...values, expected, found }, status: 422 });
}
