// Protecting and auditing tables with every interval, and beside it the plain way: two integer programmes per cell with HiGHS.
// Figures, not verdicts.
import loader from "highs";
import { type Audit, audit } from "../../plugin/figures/disclosure/audit.ts";
import { auditLinked } from "../../plugin/figures/disclosure/linked.ts";
import { protect } from "../../plugin/figures/disclosure/protect.ts";
import { roundTable } from "../../plugin/figures/disclosure/round.ts";
import { suppress } from "../../plugin/figures/disclosure/suppress.ts";
import { sum, type Table } from "../../plugin/figures/disclosure/table.ts";
import { counted, poissonTable, seeded } from "../fixtures/disclosure/enumerate.ts";

const threshold = 5;

function timed<Result>(label: string, act: () => Result, note: (result: Result) => string): Result {
  // Processor time, so that other work on the machine does not show.
  const start = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(start);
  console.log(`${label}: ${Math.round((user + system) / 1000)} ms · ${note(result)}`);
  return result;
}

const unsafe = ({ cells, recovered, narrow }: Audit) => `${cells.length} intervals, ${recovered} recovered, ${narrow} narrow`;

for (const mean of [4, 8, 15]) {
  const table = poissonTable(seeded(mean), 25, 20, mean);
  for (const zeros of [false, true]) {
    timed(
      `protect and audit, 25×20, mean ${mean}, suppress${zeros ? " --zeros" : ""}`,
      () => protect(table, { method: "suppress", threshold, zeros }),
      ({ safe, coarser }) =>
        safe
          ? `${safe.primary} + ${safe.secondary} of 546 hidden, ${unsafe(safe.audit)}${coarser ? `; coarser ${coarser.table.rows.length}×${coarser.table.columns.length}` : ""}`
          : `not published, coarser ${coarser?.table.rows.length}×${coarser?.table.columns.length}`,
    );
  }
  timed(
    `protect and audit, 25×20, mean ${mean}, round5`,
    () => protect(table, { method: "round5", threshold, zeros: false }),
    ({ safe }) => (safe ? unsafe(safe.audit) : "not published"),
  );
}

for (const mean of [4, 8, 30]) {
  const table = poissonTable(seeded(mean), 100, 100, mean);
  timed(`audit, 100×100, mean ${mean}, round5`, () => audit(roundTable(table), { method: "round5", threshold }), unsafe);
  const done = timed(
    `suppress, 100×100, mean ${mean}`,
    () => suppress(table, threshold, false),
    (one) => `${one?.primary} + ${one?.secondary} hidden`,
  );
  if (done) timed(`audit, 100×100, mean ${mean}, suppress`, () => audit(done.table, { method: "suppress", threshold }), unsafe);
}
for (const mean of [4, 8, 30]) {
  for (const method of ["round5", "suppress"] as const) {
    timed(
      `protect with its audit, 100×100, mean ${mean}, ${method}`,
      () => protect(poissonTable(seeded(mean), 100, 100, mean), { method, threshold, zeros: false }),
      ({ safe, coarser }) =>
        `${safe ? unsafe(safe.audit) : "not published"}${coarser ? `; coarser ${coarser.table.rows.length}×${coarser.table.columns.length}` : ""}`,
    );
  }
}
const everything = poissonTable(seeded(5), 100, 100, 30);
const onlyMargins = {
  ...everything,
  cells: everything.cells.map((line, row) => line.map((count, at) => (row < 100 && at < 100 ? null : count))),
};
timed("audit, 100×100, every count hidden, margins printed", () => audit(onlyMargins, { method: "suppress", threshold }), unsafe);

// In a .ts module `highs` is typed as CommonJS though it is loaded as an ES module.
const highs = await (loader as unknown as typeof loader.default)();
const small = roundTable(poissonTable(seeded(6), 8, 6, 6));
const ours = timed("audit, 8×6, round5, by flow", () => audit(small, { method: "round5", threshold }), unsafe);
timed(
  "audit, 8×6, round5, two HiGHS solves per cell",
  () => eachCell(small),
  (solved) => {
    const same = ours.cells.filter(({ low, high }, index) => low === solved[index]?.[0] && high === solved[index]?.[1]).length;
    return `${solved.length} intervals, ${same} the same`;
  },
);

// Linked: the same persons by two other classes, with common sums; two integer programmes for each open value.
for (const [rows, columns, mean] of [
  [6, 4, 8],
  [12, 8, 8],
  [20, 10, 8],
] as const) {
  for (const method of ["round5", "suppress"] as const) {
    const [first, second] = linkedTables(rows, columns, mean, method);
    const start = process.cpuUsage();
    const found = await auditLinked([first, second], { method, threshold });
    const { user, system } = process.cpuUsage(start);
    console.log(
      `audit, two linked tables ${rows}×${columns}, mean ${mean}, ${method}: ${Math.round((user + system) / 1000)} ms · ${unsafe(found)}`,
    );
  }
}

/** One protected table, and one of the same lines that splits each line's sum in another way. */
function linkedTables(rows: number, columns: number, mean: number, method: "round5" | "suppress"): readonly [Table, Table] {
  const random = seeded(rows);
  const first = poissonTable(random, rows, columns, mean);
  const sums = first.cells.slice(0, -1).map((line) => line.at(-1) as number);
  const halves = sums.map((total) => Math.floor(random() * (total + 1)));
  const second = {
    ...counted(sums.map((total, row) => [halves[row] as number, total - (halves[row] as number)])),
    columns: ["jung", "alt"],
  };
  const printed = [first, second].map((table) => (method === "round5" ? roundTable(table) : suppress(table, threshold, false)?.table));
  return [printed[0] ?? first, printed[1] ?? second];
}

function eachCell(table: Table): [number, number][] {
  const name = (row: number, column: number) => `x${row}_${column}`;
  const cells = table.cells.flatMap((line, row) => line.map((printed, column) => ({ id: name(row, column), printed: printed ?? 0 })));
  const lines = table.cells.map(
    (line, row) =>
      `${line
        .slice(1)
        .map((_count, at) => name(row, at))
        .join(" + ")} - ${name(row, table.columns.length)} = 0`,
  );
  const columns = [...table.columns, sum].map(
    (_label, column) => `${table.rows.map((_row, row) => name(row, column)).join(" + ")} - ${name(table.rows.length, column)} = 0`,
  );
  const body = `Subject To\n${[...lines, ...columns].join("\n")}\nBounds\n${cells
    .map(({ id, printed }) => `${Math.max(0, printed - 2)} <= ${id} <= ${printed + 2}`)
    .join("\n")}\nGeneral\n${cells.map(({ id }) => id).join(" ")}\nEnd`;
  const end = (goal: string, id: string) => Math.round(highs.solve(`${goal}\n${id}\n${body}`).ObjectiveValue);
  return cells.map(({ id }) => [end("Minimize", id), end("Maximize", id)]);
}
