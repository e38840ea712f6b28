import fc from "fast-check";
import { expect, test } from "vitest";
import { ends } from "../../plugin/figures/disclosure/programme.ts";
import type { System } from "../../plugin/figures/disclosure/system.ts";
import type { Figure } from "../../plugin/figures/figure.ts";
import { indicator } from "../../plugin/figures/indicators.ts";
import { attack } from "../../plugin/figures/publication/attack.ts";
import { type Cell, cellOf, identityOf, keyOf } from "../../plugin/figures/publication/cell.ts";
import { modelOf } from "../../plugin/figures/publication/find.ts";
import { hierarchyEnds } from "../../plugin/figures/publication/hierarchy.ts";
import { checkPublication } from "../../plugin/figures/publication.ts";

/** A tree of wholes and parts with bounds around a true assignment, so that something fits. */
const tree = fc
  .record({
    branching: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
    leaves: fc.array(fc.nat({ max: 9 }), { minLength: 20, maxLength: 20 }),
    slack: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.option(fc.nat({ max: 3 }), { freq: 4 })), { minLength: 30, maxLength: 30 }),
  })
  .map(({ branching, leaves, slack }): System => {
    const sums: { whole: number; parts: number[] }[] = [];
    let count = 1;
    branching.forEach((children, whole) => {
      if (children === 0 || whole >= count) return;
      sums.push({ whole, parts: Array.from({ length: children }, (_, index) => count + index) });
      count += children;
    });
    const split = new Map(sums.map(({ whole, parts }) => [whole, parts]));
    const truth = (one: number): number => split.get(one)?.reduce((total, part) => total + truth(part), 0) ?? (leaves[one] as number);
    const bounds = Array.from({ length: count }, (_, one) => {
      const [below, above] = slack[one] as [number, number | null];
      return [Math.max(0, truth(one) - below), above === null ? Number.POSITIVE_INFINITY : truth(one) + above] as const;
    });
    return { unknowns: [], low: bounds.map(([low]) => low), high: bounds.map(([, high]) => high), sums };
  });

test("hierarchies give the same ends as integer programmes", async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (system) => {
      const quick = await hierarchyEnds(system);
      expect(quick).toEqual(await ends(system));
    }),
    { seed: 20261122, numRuns: 150 },
  );
}, 60_000);

const rechtskreise = ["SGB II", "SGB III", "SGB VIII", "AsylbLG"];
const sexes = ["weiblich", "männlich"];

let made = 0;
function figure(value: number | null, dimensions: Record<string, string>, day: string, protection: Figure["protection"]): Figure {
  const { label, unit } = indicator("KIM.CASE.OPEN");
  made += 1;
  return {
    ...{ id: `f${made}.1`, town: "t", indicator: "KIM.CASE.OPEN", label, unit, area: { ags: "05315000", name: "Köln" }, status: "final" },
    ...{ source: "Test", example: false, reference: { kind: "date", date: day }, dimensions, protection },
    value: value === null ? null : String(value),
  };
}

/** A true table of two Stichtage with all margins, and a random selection of its cells for two publications. */
const history = fc.record({
  counts: fc.array(fc.nat({ max: 12 }), { minLength: 16, maxLength: 16 }),
  method: fc.constantFrom("round5" as const, "suppress" as const),
  first: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  second: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
});

function tables({ counts, method }: { counts: number[]; method: "round5" | "suppress" }) {
  return ["2025-06-30", "2025-12-31"].flatMap((day, table) => {
    const of = (rows: readonly number[], columns: readonly number[]) =>
      rows.flatMap((row) => columns.map((column) => counts[table * 8 + row * 2 + column] as number)).reduce((one, other) => one + other, 0);
    const cell = (rows: number[], columns: number[], dimensions: Record<string, string>) => {
      const truth = of(rows, columns);
      const shown = method === "round5" ? Math.round(truth / 5) * 5 : truth > 0 && truth < 5 ? null : truth;
      return { truth, figure: figure(shown, dimensions, day, method) };
    };
    const all = { rows: [0, 1, 2, 3], columns: [0, 1] };
    return [
      cell(all.rows, all.columns, {}),
      ...rechtskreise.map((Rechtskreis, row) => cell([row], all.columns, { Rechtskreis })),
      ...sexes.map((Geschlecht, column) => cell(all.rows, [column], { Geschlecht })),
      ...rechtskreise.flatMap((Rechtskreis, row) => sexes.map((Geschlecht, column) => cell([row], [column], { Rechtskreis, Geschlecht }))),
    ];
  });
}

test("the truth is never excluded: what the attack says of a count holds for it", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const all = tables(given);
      const cells: Cell[] = all.filter((_cell, index) => given.first[index]).map(({ figure }) => cellOf(figure));
      const model = modelOf(cells, false);
      const truth = new Map(all.map(({ figure, truth: count }) => [keyOf(identityOf(cellOf(figure))), count]));
      for (const { ends: found } of await attack(model, () => true, ends)) {
        expect(found).not.toBeNull();
        for (const [position, [low, high]] of found ?? []) {
          const count = truth.get(model.counts[position]?.key ?? "");
          if (count === undefined) continue;
          expect(low).toBeLessThanOrEqual(count);
          expect(high).toBeGreaterThanOrEqual(count);
        }
      }
    }),
    { seed: 20261122, numRuns: 30 },
  );
}, 60_000);

test("two publications one after the other never give a small count away, whatever was chosen for each", async () => {
  let refused = 0;
  let helped = 0;
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const all = tables(given).map((one) => one.figure);
      const known: Cell[] = [];
      for (const chosen of [given.first, given.second]) {
        const wanted = all.filter((_figure, index) => chosen[index]);
        const check = await checkPublication(wanted, known, 5);
        if (check.findings.length > 0) refused += 1;
        if (check.without.length > 0) helped += 1;
        const shown =
          check.findings.length === 0 ? wanted : check.without.length > 0 ? wanted.filter((one) => !check.without.includes(one)) : [];
        known.push(...shown.map(cellOf));
      }
      const model = modelOf(known, false);
      for (const { ends: found } of await attack(model, () => true, ends))
        for (const [low, high] of (found ?? new Map()).values()) expect(low === high && low > 0 && low < 5).toBe(false);
    }),
    { seed: 20261122, numRuns: 12 },
  );
  process.stdout.write(`publications: 24 tried, ${refused} refused, for ${helped} of them a smaller choice was found\n`);
  expect(refused).toBeGreaterThan(0);
  expect(helped).toBeGreaterThan(0);
}, 120_000);
