// Clearing a sheet for publication beside a ledger of many earlier ones. Figures, not verdicts. Baseline: the same sheet
// beside an empty ledger.
import type { Figure } from "../../plugin/figures/figure.ts";
import { indicator } from "../../plugin/figures/indicators.ts";
import { cellOf } from "../../plugin/figures/publication/cell.ts";
import { checkPublication } from "../../plugin/figures/publication.ts";
import { poissonTable, seeded } from "../fixtures/disclosure/enumerate.ts";

const groups = ["SGB II", "SGB III", "SGB VIII", "AsylbLG", "SGB XII"];
const quarters = ["Nord", "Süd", "Ost", "West", "Mitte", "Hafen", "Altstadt", "Heide"];

let made = 0;
function figure(value: number, day: string, dimensions: Record<string, string>): Figure {
  const { label, unit } = indicator("KIM.CASE.OPEN");
  made += 1;
  return {
    ...{ id: `f${made}.1`, town: "t", indicator: "KIM.CASE.OPEN", label, unit, area: { ags: "05315000", name: "Köln" }, status: "final" },
    ...{ source: "Messung", example: false, reference: { kind: "date", date: day }, dimensions, protection: "round5" },
    value: String(Math.round(value / 5) * 5),
  };
}

/** One Stichtag: total, five groups, eight quarters and, if `crossed`, the forty cells of both. */
function sheet(day: string, seed: number, crossed: boolean): Figure[] {
  const { cells } = poissonTable(seeded(seed), quarters.length, groups.length, 20);
  const at = (row: number, column: number) => cells[row]?.[column] ?? 0;
  return [
    figure(at(quarters.length, groups.length), day, {}),
    ...groups.map((Rechtskreis, column) => figure(at(quarters.length, column), day, { Rechtskreis })),
    ...quarters.map((Ortsteil, row) => figure(at(row, groups.length), day, { Ortsteil })),
    ...(crossed
      ? quarters.flatMap((Ortsteil, row) => groups.map((Rechtskreis, column) => figure(at(row, column), day, { Ortsteil, Rechtskreis })))
      : []),
  ];
}

for (const crossed of [false, true]) {
  for (const days of [0, 40, 400]) {
    const ledger = Array.from(
      { length: days },
      (_, index) => `${2020 + Math.floor(index / 300)}-01-${String((index % 28) + 1).padStart(2, "0")}`,
    );
    const known = ledger.flatMap((day, index) => sheet(day, index + 1, crossed).map(cellOf));
    const fresh = sheet("2026-06-30", 7, crossed);
    const start = performance.now();
    const { findings } = await checkPublication(fresh, known, 5);
    const took = Math.round(performance.now() - start);
    console.log(`${fresh.length} figures beside ${known.length} published: ${took} ms, ${findings.length} findings`);
  }
}
