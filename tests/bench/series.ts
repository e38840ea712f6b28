// 1,000 series of 24 months as tables with charts, the same in one store of figures as series pages, and a status sheet. Figures, not verdicts.
import { performance } from "node:perf_hooks";
import type { Figure } from "../../plugin/figures/figure.ts";
import { seriesView, wantedOf } from "../../plugin/figures/series/view.ts";
import { statusView } from "../../plugin/figures/status-sheet/view.ts";
import { statusSheet } from "../../plugin/figures/status-sheet.ts";
import { grids } from "../../plugin/figures/table/grids.ts";
import { tableView } from "../../plugin/figures/table/table.ts";
import { render } from "../../plugin/views.ts";
import { figure } from "../browser/sheets.ts";

const rounds = 3;
const series = 1_000;
const months = 24;
const town = { name: "Musterstadt", ags: "05315000" };
const monthEnd = (index: number) => new Date(Date.UTC(2023, index + 1, 0)).toISOString().slice(0, 10);

/** District after district, every third with a break, every fifth with secret values. */
const all = Array.from({ length: series }, (_, district): Figure[] =>
  Array.from({ length: months }, (_month, index) =>
    figure({
      id: `${district}-${index}`,
      reference: { kind: "date", date: monthEnd(index) },
      dimensions: { Staatsangehörigkeit: `Gruppe ${district}` },
      value: district % 5 === 0 && index % 7 === 0 ? null : String(100 + ((district * 31 + index * 17) % 900)),
      ...(district % 3 === 0 ? { ruleVersion: index < 12 ? "25b@2015-08-01" : "25b@2022-12-31" } : {}),
      protection: "suppress",
    }),
  ),
);

function timed(what: string, count: number, work: () => number): void {
  const before = performance.now();
  const size = work();
  const ms = performance.now() - before;
  console.log(`${what}: ${count} in ${ms.toFixed(0)} ms, ${(ms / count).toFixed(2)} ms each, ${(size / 1024 / count).toFixed(0)} KiB each`);
}

const options = { town, id: "t", sourceNumber: () => 1, day: "2026-01-01", form: "auto", least: 0, changes: true } as const;
for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round}`);
  timed("table with chart, one series each", series, () =>
    all.reduce((size, figures) => {
      const [grid] = grids(figures);
      return grid ? size + render("public/sheet/table", { ...tableView(grid, options), level: 2 }).length : size;
    }, 0),
  );
  const figures = all.flat();
  const wanted = wantedOf(figures, {});
  if (!wanted) throw new Error("no series");
  timed(`series page of ${figures.length} figures in one table`, 1, () => {
    const { tables } = seriesView(figures, { town, wanted, form: "auto", day: "2026-01-01" });
    return tables.reduce((size, table) => size + render("public/sheet/table", { ...table, level: 2 }).length, 0);
  });
  timed(`status sheet out of ${figures.length} figures`, 1, () => {
    const area = { ags: town.ags, name: town.name };
    const sheet = statusSheet({ town, area, around: null, asOf: "2024-06-30", figures, statements: [] });
    return render("public/status", statusView(sheet)).length;
  });
}
