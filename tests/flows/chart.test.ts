import { describe, expect, test } from "vitest";
import { breakSpace } from "../../plugin/figures/chart/breaks.ts";
import type { ChartInput, ChartPoint } from "../../plugin/figures/chart/input.ts";
import { wrap } from "../../plugin/figures/chart/labels.ts";
import { refusal } from "../../plugin/figures/chart/refusal.ts";
import { chart } from "../../plugin/figures/chart.ts";
import type { Figure } from "../../plugin/figures/figure.ts";
import { bounds } from "../../plugin/figures/table/bounds.ts";
import { mixed } from "../../plugin/figures/table/drawable.ts";
import type { Form } from "../../plugin/figures/table/drawing.ts";
import { grids } from "../../plugin/figures/table/grids.ts";
import { tableView } from "../../plugin/figures/table/table.ts";
import { render } from "../../plugin/views.ts";
import { figure } from "../browser/sheets.ts";

const town = { name: "Köln", ags: "05315000" };
const options = { town, id: "t", sourceNumber: () => 1, day: "2025-06-30", least: 0, changes: true } as const;
const years = (from: number, values: readonly (string | null)[], over: Partial<Figure> = {}) =>
  values.map((value, index) =>
    figure({
      id: `${from + index}${JSON.stringify(over.dimensions)}`,
      value,
      reference: { kind: "date", date: `${from + index}-12-31` },
      example: false,
      ...over,
    }),
  );
const view = (figures: readonly Figure[], form: Form = "auto") => {
  const [grid] = grids(figures);
  if (!grid) throw new Error("no table");
  return tableView(grid, { ...options, form });
};
const drawn = (figures: readonly Figure[], form: Form = "auto") => {
  const { chart: one, refused } = view(figures, form);
  if (!one) throw new Error(refused ?? "no chart");
  return one;
};
const classes = (dimension: string, table: Readonly<Record<string, readonly (string | null)[]>>, over: Partial<Figure> = {}) =>
  Object.entries(table).flatMap(([name, values]) =>
    years(2022, values, { protection: "suppress", dimensions: { [dimension]: name }, ...over }),
  );
const total = (values: readonly string[]) => years(2022, values, { protection: "suppress" });

describe("breaks", () => {
  const old = { ruleVersion: "stag10@2000-01-01" };
  const now = { ruleVersion: "stag10@2024-06-27" };
  const figures = [...years(2019, ["100", "110", "120", "130", "140"], old), ...years(2024, ["400", "420"], now)];

  test("a change of law is a gap, a dashed mark at its day with its name, and a row of the table", () => {
    const long = [...years(2005, Array(19).fill("100"), old), ...years(2024, ["400", "420"], now)];
    const { lines, breaks, grid } = drawn(long);
    expect(lines[0]?.path.match(/M/g), "never joined across it").toHaveLength(2);
    expect(breaks.flatMap(({ lines: text }) => text.map((line) => line.text))).toEqual(["Rechtsänderung 27.06.2024"]);
    const xs = [...(lines[0]?.path ?? "").matchAll(/[ML]([\d.]+)/g)].map(([, x]) => Number(x));
    const at = Number(/M([\d.]+)/.exec(breaks[0]?.path ?? "")?.[1]);
    expect(at).toBeGreaterThan(xs[18] ?? 0);
    expect(at).toBeLessThan(xs[19] ?? 0);
    expect(grid.length).toBeGreaterThan(1);
    const { rows } = view(figures);
    expect(rows.map(({ parted }) => parted)).toEqual([...Array(5).fill(null), expect.stringContaining("Rechtsänderung 27.06.2024"), null]);
    const html = render("public/sheet/table", { ...view(figures), level: 2 });
    expect(html).toMatch(
      /<tr class="kim-parted"><td colspan="\d">Rechtsänderung 27\.06\.2024: Die Werte davor und danach sind nicht vergleichbar\.<\/td><\/tr>\s*<tr>\s*<th scope="row">31\.12\.2024/,
    );
    expect(html, "what is heard").toContain("Ab 31.12.2024 nicht mit den Werten davor vergleichbar: Rechtsänderung 27.06.2024.");
  });

  test("no difference is printed across it", () => {
    const { rows } = view(figures);
    expect(rows.map(({ cells }) => cells.at(-1)?.text)).toEqual([
      "x",
      "+\u202f10 (+\u202f10\u00a0%)",
      "+\u202f10 (+\u202f9\u00a0%)",
      "+\u202f10 (+\u202f8\u00a0%)",
      "+\u202f10 (+\u202f8\u00a0%)",
      "x",
      "+\u202f20 (+\u202f5\u00a0%)",
    ]);
  });

  test("labels neither cover one another nor are crossed; where there is no room the marks are numbered and explained", () => {
    const points = [...Array(20).keys()].map((index) => ({ from: `${2000 + index}-12-31`, to: `${2000 + index}-12-31` }) as ChartPoint);
    const area = { x: (day: number) => 46 + (day - 11_322) / 25 };
    for (const every of [1, 2, 5, 9]) {
      const breaks = points
        .slice(1)
        .flatMap((point, index) =>
          index % every
            ? []
            : [{ before: points[index]?.from ?? "", after: point.from, day: null, label: `Rechtsänderung Nummer ${index}` }],
        );
      const { placed, rows, key } = breakSpace(breaks, points, area, { width: 360, bar: 0 });
      expect(placed).toHaveLength(breaks.length);
      if (key.length === 0) expect(rows).toBeLessThanOrEqual(4);
      else expect(key.map(({ label }) => label)).toEqual(breaks.map(({ label }) => label));
      for (const one of placed) {
        for (const other of placed) {
          if (one === other || key.length > 0) continue;
          const apart = one.right <= other.left || other.right <= one.left;
          const level = one.row < other.row + other.lines.length && other.row < one.row + one.lines.length;
          expect(!apart && level, "covered").toBe(false);
          expect(one.row > other.row && other.left < one.x && one.x < other.right, "crossed").toBe(false);
        }
      }
    }
  });
});

describe("kept secret", () => {
  test("a class lies between what the published values leave", () => {
    const at = (value: string | null, over: Partial<Figure> = {}) => figure({ value, protection: "suppress", ...over });
    expect(bounds([at("46"), at("12"), at(null), at(null)], at("75"))).toEqual({ low: 0, high: 17 });
    expect(bounds([at("46"), at("0"), at(null), at(null)], at("75")), "zeros are printed").toEqual({ low: 1, high: 28 });
    expect(bounds([at("46"), at(null)], at("75")), "a single one would be laid bare").toBeNull();
    expect(bounds([at("46"), at(null), at(null)], undefined)).toBeNull();
    expect(bounds([at("45", { protection: "round5" }), at(null), at(null)], at("75")), "rounded values prove nothing").toBeNull();
    expect(bounds([at("46"), undefined, at(null), at(null)], at("75")), "a class is missing").toBeNull();
  });

  test("the band reaches over that interval, over the whole height where nothing can be concluded", () => {
    const figures = [
      ...classes("Rechtskreis", { "SGB II": ["46", "51", "57"], "SGB III": ["12", "19", null], "SGB VIII": ["17", "22", null] }),
      ...total(["75", "92", "106"]),
    ];
    const { bands, grid, height } = drawn(figures, "time");
    const base = (grid.find(({ base: zero }) => zero)?.y ?? 4) - 4;
    expect(bands).toHaveLength(1);
    expect((bands[0]?.y ?? 0) + (bands[0]?.height ?? 0)).toBeCloseTo(base, 0);
    expect(bands[0]?.height).toBeLessThan(height / 2);
    const [alone] = drawn(years(2022, ["46", null, "57"], { protection: "suppress" })).bands;
    expect(alone?.height).toBeGreaterThan(140);
    expect(render("public/sheet/table", { ...view(figures, "time"), level: 2 })).toContain("2024 geheim gehalten".slice(5));
  });

  test("a stack shows the secret classes together, as what the total leaves", () => {
    const figures = [
      ...classes("Rechtskreis", { "SGB II": ["46", "51"], AsylbLG: [null, "19"], "SGB VIII": [null, "22"] }),
      ...total(["75", "92"]),
    ];
    const { segments, bands, labels } = drawn(figures, "stack");
    expect(segments).toHaveLength(4);
    expect(bands).toHaveLength(1);
    const [known] = segments;
    expect((bands[0]?.height ?? 0) / (known?.height ?? 1)).toBeCloseTo(29 / 46, 1);
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(["75", "92", "46"]));
    expect(view(figures, "stack").notes.join()).toContain("geheim gehaltene Klassen zusammen");
  });

  test("when everything is secret the bands say so, and no scale is made up", () => {
    const { bands, bars, grid } = drawn(years(2022, [null, null, null], { protection: "suppress" }), "time");
    expect([bands.length, bars.length, grid.length]).toEqual([3, 0, 1]);
    const stack = drawn(
      [...classes("Rechtskreis", { "SGB II": [null, null], "SGB III": [null, null] }), ...total(["110", "130"])],
      "stack",
    );
    expect([stack.segments.length, stack.bands.length, stack.names.length]).toEqual([0, 2, 0]);
  });
});

describe("what is refused, and why", () => {
  test("different units, stocks beside flows", () => {
    expect(mixed([figure(), figure({ unit: "Anträge" })])).toBe(
      "Verschiedene Einheiten (Personen, Anträge) stehen nicht in einem Diagramm.",
    );
    const flow = figure({ indicator: "NAT.GRANT", reference: { kind: "period", from: "2024-01-01", to: "2024-12-31" } });
    expect(mixed([figure(), flow])).toMatch(/^Bestände an einem Stichtag und Bewegungen/);
    expect(mixed([figure(), figure()])).toBeNull();
  });

  test("stacks of classes that contain one another, of two dimensions, of medians, of classes that exceed their total, without a total", () => {
    const refused = (figures: readonly Figure[]) => view(figures, "stack").refused;
    expect(refused(classes("Verfahrensalter", { "mehr als 3 Monate": ["30", "35"], "mehr als 6 Monate": ["20", "25"] }))).toMatch(
      /Verfahrensalter überschneiden/,
    );
    expect(
      refused(
        classes("Geschlecht", { weiblich: ["30", "35"], männlich: ["20", "25"] }).map((one) => ({
          ...one,
          dimensions: { ...one.dimensions, Altersgruppe: "unter 18" },
        })),
      ),
    ).toMatch(/eines einzigen Merkmals/);
    expect(refused(years(2022, ["1", "2"]))).toMatch(/eines einzigen Merkmals/);
    expect(refused(classes("Geschlecht", { weiblich: ["3", "4"], männlich: ["4", "5"] }, { indicator: "KIM.CASE.DUR" }))).toMatch(
      /haben keine Summe/,
    );
    expect(refused([...classes("Rechtskreis", { "SGB II": ["46", "51"], AsylbLG: ["46", "51"] }), ...total(["60", "70"])])).toMatch(
      /überschneiden/,
    );
    expect(refused(classes("Rechtskreis", { "SGB II": ["46", "51"], AsylbLG: [null, "51"] }))).toMatch(/zu kurz/);
    expect(view(classes("Rechtskreis", { "SGB II": ["46", "51"], AsylbLG: ["20", "21"] }), "stack").refused).toBeNull();
  });

  test("negative values, overlapping and unequal periods, too many lines, nothing at all", () => {
    const point = (from: string, to: string, value: number | null): ChartPoint => ({
      from,
      to,
      value,
      secret: false,
      range: null,
      text: String(value),
      provisional: false,
    });
    const ask = (...series: ChartPoint[][]) =>
      refusal({ form: "time", totals: [], series: series.map((points) => ({ label: "", points })) });
    const [a, b] = [point("2022-01-01", "2022-12-31", 1), point("2023-01-01", "2023-12-31", 2)];
    expect(ask([])).toMatch(/keinen Wert/);
    expect(ask([a, { ...b, value: -1 }])).toMatch(/Negative/);
    expect(ask([a, point("2022-07-01", "2023-06-30", 1)])).toMatch(/überschneiden sich/);
    expect(ask([a, point("2023-01-01", "2023-06-30", 1)], [a, b])).toMatch(/unterschiedlich lang/);
    expect(ask([a], [a], [a], [a], [a])).toMatch(/Mehr als 4 Linien/);
    expect(ask([a, b])).toBeNull();
  });
});

describe("whatever the values are", () => {
  const cases: [string, Figure[], Form][] = [
    ["one value", years(2024, ["1235"]), "time"],
    [
      "forty values",
      years(
        1985,
        Array.from({ length: 40 }, (_, index) => String(1000 + index * 7)),
      ),
      "time",
    ],
    ["all zero", years(2021, ["0", "0", "0", "0"]), "time"],
    ["all secret", years(2021, [null, null, null], { protection: "suppress" }), "time"],
    ["huge and tiny", years(2021, ["1", "125000000", "5", "98000000"], { unit: "€" }), "time"],
    ["hundredths", years(2021, ["0.05", "0.02", "0.01"], { unit: "VZÄ", protection: "none" }), "time"],
    [
      "long names",
      classes("Behörde", {
        "Rechtsschutzversicherungsgesellschaftsbüro der kreisfreien Stadt": ["5", "6"],
        Einbürgerungsbehörde: ["7", "8"],
        "§ 60a Abs. 2 Satz 1 – fehlende Reisedokumente": ["9", "10"],
      }),
      "time",
    ],
    [
      "eight classes",
      classes(
        "Staatsangehörigkeit",
        Object.fromEntries([..."ABCDEFGH"].map((name, index) => [`Staat ${name}`, [String(90 - index * 9), String(80 - index * 7)]])),
      ),
      "stack",
    ],
    ["forty breaks", years(1985, Array(40).fill("50")).map((one, index) => ({ ...one, source: index % 2 ? "A" : "B" })), "time"],
  ];
  test.each(cases)(
    "%s: everything lies inside the drawing, in numbers, from zero",
    (_name, figures, form) => {
      const one = drawn(figures, form);
      const html = render("public/sheet/chart", one);
      expect(html).not.toMatch(/NaN|Infinity|undefined|style=/);
      expect(html).toMatch(/role="img"[^>]*aria-labelledby="t-title t-desc"/);
      const texts = [...one.dates, ...one.labels, ...one.names.flatMap(({ lines }) => lines), ...one.breaks.flatMap(({ lines }) => lines)];
      for (const { x, y } of texts) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(one.width);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(one.height);
      }
      for (const { y, height } of [...one.bars, ...one.segments.filter(({ style }) => style === 0)])
        expect(y + height).toBeCloseTo(Number(/ ([\d.]+)H/.exec(one.grid.find(({ base }) => base)?.path ?? "")?.[1]), 0);
      expect(one.grid[0]?.text).toBe("0");
    },
    20_000,
  );

  test("a value above nothing is seen, a zero has no height", () => {
    const { bars } = drawn(years(2021, ["1", "1000000", "0"]), "time");
    expect(bars.map(({ height }) => height)).toEqual([1, expect.any(Number), 0]);
  });

  test("names are wrapped and never cut", () => {
    const name = "Rechtsschutzversicherungsgesellschaftsbüro der kreisfreien Stadt";
    expect(wrap(name, 18).every((line) => line.length <= 18)).toBe(true);
    expect(wrap(name, 18).join("").replaceAll("-", "").replaceAll(" ", "")).toBe(name.replaceAll(" ", ""));
    const { names } = drawn(classes("Behörde", { [name]: ["5", "6"], B: ["7", "8"] }), "time");
    const printed = names.flatMap(({ lines }) => lines.map(({ text }) => text)).join("");
    expect(printed.replaceAll("-", "").replaceAll(" ", "")).toContain(name.replaceAll(" ", ""));
  });

  test("the drawing is told in words, every value of a short one", () => {
    const { description } = drawn(years(2022, ["2765", null, "3000"], { protection: "suppress" }));
    expect(description).toContain("31.12.2022 2\u202f765; 31.12.2023 geheim gehalten; 31.12.2024 3\u202f000.");
    const long = drawn(
      years(
        1985,
        Array.from({ length: 40 }, (_, index) => String(1000 + index)),
      ),
    ).description;
    expect(long).toContain("erster Wert 1\u202f000 (31.12.1985), letzter 1\u202f039 (31.12.2024)");
  });

  test("classes of a stack are told apart without colour", () => {
    const { segments } = drawn(cases[7]?.[1] ?? [], "stack");
    const first = segments.filter(({ x }) => x === segments[0]?.x);
    // How a pattern is drawn, without where: filled, empty, or its strokes.
    const shapes = first.map(
      ({ hatch, style }) => `${style === 0}${(hatch.match(/[a-zA-Z]/g) ?? []).slice(0, 2).join("")}${hatch.length > 600}`,
    );
    expect(new Set(first.map(({ style }) => style)).size).toBe(8);
    expect(new Set(shapes).size).toBeGreaterThan(4);
  });

  test("an input without a chart has a sentence, and the other way round", () => {
    const input: ChartInput = {
      id: "c",
      title: "",
      description: "",
      form: "time",
      series: [],
      totals: [],
      breaks: [],
      secret: "g",
      tick: String,
    };
    expect(chart(input)).toBeNull();
    expect(refusal(input)).not.toBeNull();
  });
});
