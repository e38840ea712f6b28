import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { audit } from "../../plugin/figures/disclosure/audit.ts";
import { auditDates } from "../../plugin/figures/disclosure/dates.ts";
import { auditLinked } from "../../plugin/figures/disclosure/linked.ts";
import { protect } from "../../plugin/figures/disclosure/protect.ts";
import { readTable } from "../../plugin/figures/disclosure/read-table.ts";
import { round5, roundTable } from "../../plugin/figures/disclosure/round.ts";
import { suppress } from "../../plugin/figures/disclosure/suppress.ts";
import { type Method, sum, type Table } from "../../plugin/figures/disclosure/table.ts";
import { writeTable } from "../../plugin/figures/disclosure/write-table.ts";
import { counted, enumerate, poissonTable, seeded } from "../fixtures/disclosure/enumerate.ts";

// Thousands of tables, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const inner = (height: number, width: number, most: number) =>
  fc.array(fc.array(fc.nat({ max: most }), { minLength: width, maxLength: width }), { minLength: height, maxLength: height });
const shapes = fc.constantFrom([1, 2], [2, 1], [1, 4], [2, 2], [2, 3], [3, 2], [3, 3]) as fc.Arbitrary<[number, number]>;
const small = shapes.chain(([height, width]) => inner(height, width, height * width > 6 ? 2 : 4).map(counted));

describe("the intervals of the audit", () => {
  it("of suppressed tables are those of trying every table", () => {
    let compared = 0;
    fc.assert(
      fc.property(small, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), fc.boolean(), (table, hide, zeros) => {
        const width = table.columns.length + 1;
        const mayHide = (count: number) => !zeros || count > 0;
        const cells = table.cells.map((line, row) => line.map((count, at) => (hide[row * width + at] && mayHide(count) ? null : count)));
        // Something must bound the search of the oracle: the grand total stays.
        (cells.at(-1) as (number | null)[])[width - 1] = table.cells.at(-1)?.at(-1) as number;
        const printed = { ...table, cells };
        const atLeast = zeros ? 1 : 0;
        if (!zeros && cells.flat().includes(0)) return;
        const total = table.cells.at(-1)?.at(-1) as number;
        const oracle = enumerate(printed, total, (truth, shown) => (shown === null ? truth >= atLeast : truth === shown));
        const found = audit(printed, { method: "suppress", threshold: 5, zeros });
        compared += compare(printed, found.cells, oracle);
      }),
      { numRuns: 600, seed: 1 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("of rounded tables are those of trying every table", () => {
    let compared = 0;
    const wide = shapes.chain(([height, width]) => inner(height, width, height * width > 6 ? 4 : 12).map(counted));
    fc.assert(
      fc.property(wide, (table) => {
        const printed = roundTable(table);
        const oracle = enumerate(printed, 15, (truth, shown) => round5(truth) === shown);
        compared += compare(printed, audit(printed, { method: "round5", threshold: 5 }).cells, oracle);
      }),
      { numRuns: 300, seed: 2 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("are refused exactly when no table agrees", () => {
    const shown = shapes.chain(([height, width]) => inner(height + 1, width + 1, 2).map((cells) => ({ height, width, cells })));
    let contradictions = 0;
    fc.assert(
      fc.property(shown, ({ height, width, cells }) => {
        const printed = {
          ...counted(cells.slice(0, height).map((line) => line.slice(0, width))),
          cells: cells.map((line) => line.map((one) => one * 5)),
        };
        const oracle = enumerate(printed, 12, (truth, one) => round5(truth) === one);
        if (oracle.tables > 0) compare(printed, audit(printed, { method: "round5", threshold: 5 }).cells, oracle);
        else {
          contradictions += 1;
          expect(() => audit(printed, { method: "round5", threshold: 5 })).toThrow("disclosure.contradiction");
        }
      }),
      { numRuns: 300, seed: 3 },
    );
    expect(contradictions).toBeGreaterThan(10);
  });
});

describe("two tables that share lines", () => {
  const prints = {
    suppress: (truth: number, shown: number | null) => shown === null || truth === shown,
    round5: (truth: number, shown: number | null) => shown === null || round5(truth) === shown,
  };

  it.each<Method>(["suppress", "round5"])(
    "%s: the intervals of the joint attack are those of trying every pair",
    async (method) => {
      let tighter = 0;
      const pair = fc.record({
        first: inner(2, 2, 4),
        split: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
        hide: fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }),
      });
      await fc.assert(
        fc.asyncProperty(pair, async ({ first, split, hide }) => {
          const one = counted(first);
          const lines = one.cells.slice(0, 2).map((line, row) => Math.round((line[2] as number) * (split[row] as number)));
          const other = { ...counted(lines.map((part, row) => [part, (one.cells[row]?.[2] as number) - part])), columns: ["T1", "T2"] };
          const tables = [one, other].map((table, index) =>
            hideSome(method === "round5" ? roundTable(table) : table, hide.slice(index * 9), method),
          );
          if (method === "suppress" && tables.some((table) => table.cells.flat().includes(0))) return;
          const pairs = [tables[0] as Table, tables[1] as Table].map((table) => {
            const all: number[][][] = [];
            enumerate(table, 18, prints[method], (counts) => all.push(counts.map((line) => [...line])));
            return all;
          });
          const both = (pairs[0] as number[][][]).flatMap((left) =>
            (pairs[1] as number[][][])
              .filter((right) => left.every((line, row) => line[2] === right[row]?.[2]))
              .map((right) => [left, right]),
          );
          const found = await auditLinked(tables, { method, threshold: 5 });
          for (const { row, column, low, high } of found.cells) {
            const index = other.columns.includes(column) ? 1 : 0;
            const line = row === sum ? 2 : (tables[index] as Table).rows.indexOf(row);
            const at = column === sum ? 2 : (tables[index] as Table).columns.indexOf(column);
            const values = both.map((tried) => tried[index]?.[line]?.[at] as number);
            expect([row, column, low, high]).toEqual([row, column, Math.min(...values), Math.max(...values)]);
            const alone = audit(tables[index] as Table, { method, threshold: 5 }).cells.find(
              (cell) => cell.row === row && cell.column === column,
            );
            if (alone && (alone.low !== low || alone.high !== high)) tighter += 1;
          }
        }),
        { numRuns: 30, seed: 4 },
      );
      expect(tighter).toBeGreaterThan(0);
    },
    60_000,
  );
});

/** Hides what is marked; the grand total stays, so that the oracle has an end, and so does what is rounded. */
function hideSome(table: Table, hide: readonly boolean[], method: Method): Table {
  if (method === "round5") return table;
  const last = table.cells.flat().length - 1;
  const cells = table.cells.map((line, row) =>
    line.map((count, at) => ((hide[row * line.length + at] || count === 0) && row * line.length + at < last ? null : count)),
  );
  return { ...table, cells };
}

function compare(printed: Table, cells: ReturnType<typeof audit>["cells"], oracle: ReturnType<typeof enumerate>): number {
  expect(oracle.tables).toBeGreaterThan(0);
  for (const { row, column, low, high } of cells) {
    const line = row === sum ? printed.rows.length : printed.rows.indexOf(row);
    const at = column === sum ? printed.columns.length : printed.columns.indexOf(column);
    expect([row, column, low, high]).toEqual([row, column, oracle.low[line]?.[at], oracle.high[line]?.[at]]);
  }
  return cells.length;
}

describe("a lone person of one cell", () => {
  it.each([false, true])("who knows it to be 1 works out no other small count, zeros printed %s", (zeros) => {
    let insiders = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const table = poissonTable(seeded(seed), 5, 4, 5);
      const printed = suppress(table, 5, zeros)?.table;
      const isHiddenOne = (row: number, column: number) => printed?.cells[row]?.[column] === null && table.cells[row]?.[column] === 1;
      for (let row = 0; row < 5; row += 1) {
        for (let column = 0; column < 4; column += 1) {
          if (!printed || !isHiddenOne(row, column)) continue;
          insiders += 1;
          const cells = printed.cells.map((line, at) => line.map((cell, index) => (at === row && index === column ? 1 : cell)));
          const { recovered } = audit({ ...printed, cells }, { method: "suppress", threshold: 5, zeros });
          expect({ seed, row, column, recovered }).toEqual({ seed, row, column, recovered: 1 });
        }
      }
    }
    expect(insiders).toBeGreaterThan(50);
  });
});

describe("what is protected, tried with every table", () => {
  const prints = {
    suppress: (truth: number, shown: number | null) => shown === null || truth === shown,
    round5: (truth: number, shown: number | null) => round5(truth) === shown,
  };

  it.each<[Method, boolean]>([
    ["suppress", false],
    ["suppress", true],
    ["round5", false],
  ])("%s, zeros printed %s: no small count has one value only, not even for a lone person of another cell", (method, zeros) => {
    const tally = { published: 0, not: 0, small: 0, lone: 0 };
    for (let seed = 0; seed < 260; seed += 1) {
      const [height = 2, width = 2] =
        [
          [1, 3],
          [2, 2],
          [2, 3],
          [3, 2],
        ][seed % 4] ?? [];
      const table = poissonTable(seeded(seed * 31 + 5), height, width, method === "round5" ? 3 : 4);
      const { safe } = protect(table, { method, threshold: 5, zeros });
      if (!safe) {
        tally.not += 1;
        continue;
      }
      tally.published += 1;
      const floor = method === "suppress" && (zeros || !table.cells.flat().includes(0)) ? 1 : 0;
      const fits = (truth: number, shown: number | null) => prints[method](truth, shown) && (shown !== null || truth >= floor);
      const seen = table.cells.map((line) => line.map(() => new Set<number>()));
      const lone: { row: number; column: number; seen: Set<number>[][] }[] = table.cells
        .slice(0, -1)
        .flatMap((line, row) =>
          line
            .slice(0, -1)
            .flatMap((count, column) =>
              count === 1 ? [{ row, column, seen: table.cells.map((one) => one.map(() => new Set<number>())) }] : [],
            ),
        );
      enumerate(safe.table, Math.max(...table.cells.flat()) + (method === "round5" ? 4 : 0), fits, (counts) => {
        const note = (into: Set<number>[][]) =>
          counts.forEach((line, row) => void line.forEach((count, column) => void into[row]?.[column]?.add(count)));
        note(seen);
        for (const one of lone) if (counts[one.row]?.[one.column] === 1) note(one.seen);
      });
      table.cells.forEach((line, row) => {
        line.forEach((count, column) => {
          if (count === 0 || count >= 5) return;
          tally.small += 1;
          expect({ seed, row, column, values: seen[row]?.[column]?.size }).not.toEqual({ seed, row, column, values: 1 });
          for (const one of lone) {
            if (one.row === row && one.column === column) continue;
            tally.lone += 1;
            expect({ seed, row, column, by: [one.row, one.column], values: one.seen[row]?.[column]?.size }).not.toEqual({
              seed,
              row,
              column,
              by: [one.row, one.column],
              values: 1,
            });
          }
        });
      });
    }
    process.stdout.write(
      `${method}${zeros ? " --zeros" : ""}: ${tally.published} small tables published, ${tally.not} not, ${tally.small} small counts, ${tally.lone} times before a lone person\n`,
    );
    expect(tally.published).toBeGreaterThan(10);
    expect(tally.small).toBeGreaterThan(10);
  });
});

describe("two days", () => {
  it("of rounded tables tell no small change exactly, or the truth lies in the interval and the audit says which", () => {
    let exact = 0;
    let compared = 0;
    for (let seed = 0; seed < 400; seed += 1) {
      const random = seeded(seed + 77);
      const first = poissonTable(random, 3, 3, 12);
      const then = counted(
        first.cells.slice(0, 3).map((line) => line.slice(0, 3).map((count) => Math.max(0, count + Math.floor(random() * 5) - 2))),
      );
      const [one, two] = [
        protect(first, { method: "round5", threshold: 5, zeros: false }).safe,
        protect(then, { method: "round5", threshold: 5, zeros: false }).safe,
      ];
      if (!one || !two) continue;
      for (const { row, column, low, high, recovered } of auditDates(one.table, two.table, { method: "round5", threshold: 5 }).cells) {
        const line = row === sum ? 3 : first.rows.indexOf(row);
        const at = column === sum ? 3 : first.columns.indexOf(column);
        const change = (then.cells[line]?.[at] as number) - (first.cells[line]?.[at] as number);
        expect(change).toBeGreaterThanOrEqual(low as number);
        expect(change).toBeLessThanOrEqual(high as number);
        compared += 1;
        if (recovered) exact += 1;
      }
    }
    process.stdout.write(`changes between two rounded tables: ${compared} compared, ${exact} small ones exact\n`);
    expect(compared).toBeGreaterThan(4000);
    expect(exact).toBe(0);
  });

  it("of tables printed as they are tell every small change", () => {
    fc.assert(
      fc.property(inner(2, 3, 40), inner(2, 3, 6), (first, more) => {
        const before = counted(first);
        const after = counted(first.map((line, row) => line.map((count, at) => count + (more[row]?.[at] ?? 0))));
        const { cells } = auditDates(before, after, { method: "suppress", threshold: 5 });
        cells.forEach(({ recovered, low, high }, index) => {
          const change = (after.cells.flat()[index] as number) - (before.cells.flat()[index] as number);
          expect([low, high, recovered]).toEqual([change, change, change > 0 && change < 5]);
        });
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe("protecting any table", () => {
  const sizes = [
    { rows: 6, columns: 4, mean: 6, threshold: 3 },
    { rows: 8, columns: 5, mean: 4, threshold: 3 },
    { rows: 6, columns: 4, mean: 8, threshold: 5 },
    { rows: 4, columns: 3, mean: 2, threshold: 5 },
    { rows: 2, columns: 5, mean: 1, threshold: 5 },
    { rows: 10, columns: 8, mean: 15, threshold: 5 },
  ];

  it.each<[Method, boolean]>([
    ["suppress", false],
    ["suppress", true],
    ["round5", false],
  ])("%s, zeros printed %s: an audit of the printed file recovers nothing, whichever table leaves the house", (method, zeros) => {
    for (const { rows, columns, mean, threshold } of sizes) {
      const tally = { published: 0, withCoarser: 0, impossible: 0, hidden: 0, counts: 0 };
      for (let seed = 0; seed < 350; seed += 1) {
        const table = poissonTable(seeded(seed * 7919 + rows), rows, columns, mean);
        const { safe, coarser } = protect(table, { method, threshold, zeros });
        for (const done of [safe, coarser]) {
          if (!done) continue;
          const printed = readTable(writeTable(done.table), "t.csv");
          const found = audit(printed, { method, threshold, zeros });
          expect({ seed, recovered: found.recovered, groups: found.groups }).toEqual({ seed, recovered: 0, groups: [] });
        }
        if (safe) {
          tally.published += 1;
          const counts = table.cells.slice(0, -1).flatMap((line, row) => line.slice(0, -1).map((count, at) => ({ count, row, at })));
          tally.counts += counts.filter(({ count }) => count > 0).length;
          tally.hidden += counts.filter(({ count, row, at }) => count > 0 && safe.table.cells[row]?.[at] === null).length;
        } else if (coarser) tally.withCoarser += 1;
        else tally.impossible += 1;
      }
      const share = tally.counts ? Math.round((100 * tally.hidden) / tally.counts) : 0;
      process.stdout.write(
        `${method}${zeros ? " --zeros" : ""} ${rows}×${columns}, mean ${mean}, threshold ${threshold}: 350 tables, ${tally.published} published ` +
          `(${share} % of their counts hidden), ${tally.withCoarser} only coarser, ${tally.impossible} not at all\n`,
      );
      expect(tally.published + tally.withCoarser).toBeGreaterThan(0);
    }
  });
});
