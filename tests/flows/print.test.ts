import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sheetView } from "../../plugin/agenda/print/view.ts";
import { panelSection, printSheet, publicPage } from "../../plugin/agenda/print.ts";
import type { ChartInput, ChartPoint } from "../../plugin/figures/chart/input.ts";
import { dayNumber } from "../../plugin/figures/chart/scale.ts";
import { chart } from "../../plugin/figures/chart.ts";
import { grids } from "../../plugin/figures/table/grids.ts";
import { render } from "../../plugin/views.ts";
import { figure, kreisSheet, series, sheet, statement } from "../browser/sheets.ts";

const address = "https://kim.musterstadt.example/public/agenda-items/0123456789abcdef";
const page = (over: Parameters<typeof sheet>[0] = {}) => publicPage(sheet(over), { address, base: "", data: null });

describe("view of a sheet", () => {
  test("every figure stands in exactly one cell, whatever was put together", () => {
    const { figures, town } = kreisSheet();
    const cells = sheetView({ ...kreisSheet() }).tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
    expect(town.name).toBe("Gladbeck");
    expect(cells.filter(({ text }) => text !== "k. A.")).toHaveLength(figures.length);
    expect(grids(figures).flatMap(({ columns }) => columns.flatMap((column) => column.figures)).length).toBe(figures.length);
  });

  test("no choice of figures loses, repeats or overwrites one", () => {
    const any = fc.record({
      indicator: fc.constantFrom("KIM.POST.FUND", "KIM.POST.EST", "RES.DULD"),
      unit: fc.constantFrom("Personen", "VZÄ"),
      area: fc.constantFrom({ ags: "05562", name: "Kreis" }, { ags: "05562014", name: "Stadt" }),
      dimensions: fc.constantFrom({}, { Geschlecht: "weiblich" }, { Geschlecht: "männlich" }, { Baustein: "1", Geschlecht: "weiblich" }),
      reference: fc.constantFrom(
        { kind: "date" as const, date: "2023-12-31" },
        { kind: "date" as const, date: "2024-12-31" },
        { kind: "period" as const, from: "2024-01-01", to: "2024-12-31" },
        { kind: "period" as const, from: "2024-01-01", to: "2024-06-30" },
      ),
      value: fc.constantFrom("5", "10", null),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (drawn) => {
        const figures = drawn.map((one, index) => figure({ ...one, id: String(index), label: one.indicator }));
        const placed = grids(figures).flatMap(({ columns }) => columns.flatMap((column) => column.figures.map(({ id }) => id)));
        expect(placed.sort()).toEqual(figures.map(({ id }) => id).sort());
        const { tables } = sheetView(sheet({ figures }));
        const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
        expect(cells.filter(({ text }) => text !== "k. A.")).toHaveLength(figures.length);
        for (const { columns } of tables) expect(new Set(columns).size).toBe(columns.length);
      }),
    );
  });

  test("two values for one cell never share a table", () => {
    const twice = grids([figure({ id: "a", value: "10" }), figure({ id: "b", value: "15", status: "revised" })]);
    expect(twice.map(({ columns }) => columns.flatMap(({ figures }) => figures.map(({ id }) => id)))).toEqual([["a"], ["b"]]);
  });

  test("a total joins its breakdown as the last column; rows follow time, not the order of delivery", () => {
    const at = (date: string, value: string, sex?: string) =>
      figure({ id: `${date}${sex}`, value, reference: { kind: "date", date }, dimensions: sex ? { Geschlecht: sex } : {} });
    const [table, other] = sheetView(
      sheet({
        figures: [
          at("2024-12-31", "30"),
          at("2024-12-31", "10", "weiblich"),
          at("2023-12-31", "15", "weiblich"),
          at("2024-12-31", "20", "männlich"),
        ],
      }),
    ).tables;
    expect(other).toBeUndefined();
    expect(table).toMatchObject({ columns: ["weiblich", "männlich", "Insgesamt"], caption: "Personen nach Geschlecht, Stadt Musterstadt" });
    expect(table?.rows.map(({ reference, cells }) => [reference, ...cells.map(({ text }) => text)])).toEqual([
      ["31.12.2023", "15", "k. A.", "k. A."],
      ["31.12.2024", "10", "20", "30"],
    ]);
  });

  test("values of the Kreis are said to be the Kreis's, those of a kreisfreie town its own", () => {
    const caption = (area: { ags: string; name: string }, ags: string, name: string) =>
      sheetView(sheet({ town: { key: "x", name, ags }, figures: [figure({ area })] })).tables[0]?.caption;
    expect(caption({ ags: "05562", name: "Kreis Recklinghausen" }, "05562014", "Gladbeck")).toBe(
      "Personen, Kreis Recklinghausen insgesamt, einschließlich Gladbeck",
    );
    expect(caption({ ags: "05315", name: "Köln" }, "05315000", "Köln")).toBe("Personen, Köln");
    expect(caption({ ags: "05913000", name: "Dortmund" }, "05315000", "Köln")).toBe("Personen, Dortmund (nicht Köln)");
  });

  test("what differs from row to row stands in the row, what holds for all stands once below", () => {
    const [mixed] = sheetView(sheet()).tables;
    expect(mixed?.rows.map(({ remark }) => remark)).toEqual([...Array(4).fill("Beispielwert; endgültig"), "Beispielwert; vorläufig"]);
    expect(mixed?.facts).toEqual(["auf Vielfache von 5 gerundet"]);
    const [uniform] = sheetView(sheet({ figures: series(2022, ["5", "10"], { example: false }) })).tables;
    expect(uniform).toMatchObject({ remarks: false, facts: ["endgültig", "auf Vielfache von 5 gerundet"] });
  });

  test("signs, method and rounding are explained exactly where they occur", () => {
    const plain = sheetView(sheet({ figures: [figure({ unit: "VZÄ", value: "3.50", protection: "none" })] }));
    expect(plain.signs).toEqual([]);
    expect(plain.methods.join()).not.toContain("Rundung");
    const rounded = sheetView(sheet({ figures: series(2023, ["0", null]) }));
    expect(rounded.signs.map(({ sign }) => sign)).toEqual(["g", "0"]);
    expect(rounded.methods).toEqual([expect.stringContaining("Vielfaches von 5"), "Summen können wegen Rundung abweichen."]);
  });

  test("what an office notes at a value stands in its row", () => {
    const [table] = sheetView(
      sheet({ figures: [...series(2022, ["5", "10"]), ...series(2024, ["15"], { note: "ohne Ortsteil Nord" })] }),
    ).tables;
    expect(table?.rows.map(({ remark }) => remark)).toEqual(["Beispielwert", "Beispielwert", "Beispielwert; ohne Ortsteil Nord"]);
  });

  test("only web addresses become links", () => {
    const hostile = page({
      agendaItem: { ...sheet().agendaItem, web: "javascript:alert(1)" },
      figures: [figure({ sourceUrl: "JavaScript:alert(1)" })],
      statements: [statement({ sourceUrl: "data:text/html,<script>alert(1)</script>" })],
    });
    expect(hostile).not.toMatch(/javascript:|data:text/i);
  });

  test("the person who approved a statement is not published", () => {
    const secret = sheet({ statements: [statement({ approvedBy: "vera.muster" })] });
    for (const html of [
      page({ statements: secret.statements }),
      printSheet(secret, { address }),
      panelSection(secret, { address, level: 2 }),
    ]) {
      expect(html).not.toContain("vera.muster");
    }
  });
});

describe("pages", () => {
  test("everything that was delivered is text", () => {
    const attack = `</style></title><script>alert(1)</script>" onload='x' {{title}} \\00003c`;
    const hostile = sheet({
      title: attack,
      town: { ...sheet().town, name: attack },
      agendaItem: { id: "x", number: attack, name: attack },
      meeting: { ...sheet().meeting, organization: attack },
      paper: { name: attack, reference: attack, paperType: attack },
      figures: [figure({ label: attack, unit: attack, source: attack, note: attack, dimensions: { [attack]: attack } })],
      statements: [statement({ text: attack, source: attack, office: attack, topic: attack })],
    });
    for (const html of [
      publicPage(hostile, { address, base: "", data: null }),
      printSheet(hostile, { address }),
      panelSection(hostile, { address, level: 2 }),
    ]) {
      expect(html).not.toContain("<script");
      expect(html).not.toMatch(/<[^>]*\sonload=/);
      expect(html.match(/<\/title>/g)?.length ?? 0).toBeLessThanOrEqual(
        1 + (html.match(/<title id="(?:kim-\d+|qr)-title">/g)?.length ?? 0),
      );
    }
  });

  test("no script, no inline style, no element that Chromium cannot tag", () => {
    for (const html of [
      page(),
      publicPage(kreisSheet(), { address, base: "/kim", data: "/x" }),
      panelSection(kreisSheet(), { address, level: 3 }),
    ]) {
      expect(html).not.toMatch(/<script|\sstyle=|<strong|<em[\s>]|<dl|<b>|<i>|\son[a-z]+=/);
      expect(html).not.toContain("<style");
    }
    expect(publicPage(sheet(), { address, base: "/kim", data: null })).toContain('href="/kim/look/kim.css"');
  });

  test("the printed file refers to nothing outside itself", () => {
    const html = printSheet(kreisSheet(), { address });
    expect(html).not.toMatch(/<link|@import|\ssrc=/);
    expect([...html.matchAll(/url\(([^)]{0,30})/g)].map(([, url]) => url?.slice(0, 22))).toEqual(Array(2).fill('"data:font/woff2;base6'));
    expect(html).toContain('counter(page) " von " counter(pages)');
  });

  test("nothing delivered can leave the head that is printed on every page", () => {
    const hostile = printSheet(sheet({ meeting: { ...sheet().meeting, organization: 'a"; } body { display: none } </style>' } }), {
      address,
    });
    const margins = [...hostile.matchAll(/@top-(?:left|right) \{ content: (.*); \}/g)].map(([, content]) => content);
    expect(margins).toHaveLength(4);
    for (const content of margins) expect(content).toMatch(/^(none|"(\\[0-9a-f]{6})+")$/);
  });

  test("an example is marked at every value and statement, not only at the head", () => {
    const html = page();
    expect(html.match(/Beispielwert; /g)).toHaveLength(5);
    expect(html.match(/>Beispielangabe</g)).toHaveLength(2);
    const real = page({ figures: series(2023, ["5", "10"], { example: false }), statements: [statement({ example: false })] });
    expect(real).not.toContain("Beispiel");
  });

  test("a draft says so, and an approved sheet does not", () => {
    expect(publicPage(sheet(), { address: "", base: "", data: null, draft: true })).toContain("Entwurf");
    expect(page()).not.toContain("Entwurf");
  });

  test("headings of the section start where the page around it stands", () => {
    const levels = (level: number) => [...panelSection(sheet(), { address, level }).matchAll(/<h(\d)/g)].map(([, found]) => Number(found));
    expect(levels(2)).toEqual([2, 3, 3, 4, 4, 3]);
    expect(levels(6)).toEqual([6, 6, 6, 6, 6, 6]);
  });

  test("ids are unique, and every reference to one is kept", () => {
    const html = publicPage(kreisSheet(), { address, base: "", data: null });
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...html.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, list]) => list?.split(" ") ?? []);
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) expect(ids).toContain(reference);
  });

  test("a view with a hole is not printed", () => {
    expect(() => render("public/problem", {})).toThrow(/not defined/);
    expect(() => render("public/nirgends", {})).toThrow(/no view/);
  });

  test("the time of a sitting is German time, and midnight is no time", () => {
    const at = (start: string) => page({ meeting: { ...sheet().meeting, start } });
    expect(at("2025-07-01T15:00:00Z")).toContain("1. Juli 2025, 17:00 Uhr");
    expect(at("2025-07-01T00:00:00+02:00")).not.toContain("Uhr");
    expect(at("2025-07-01")).toContain("1. Juli 2025</p>");
  });
});

describe("chart", () => {
  const point = (date: string, value: number | null, over: Partial<ChartPoint> = {}): ChartPoint => ({
    ...{ from: date, to: date, value, secret: value === null, range: null, text: value === null ? "g" : String(value), provisional: false },
    ...over,
  });
  const year = (number: number, value: number) => point("", value, { from: `${number}-01-01`, to: `${number}-12-31` });
  const input = (points: readonly ChartPoint[], over: Partial<ChartInput> = {}): ChartInput => ({
    ...{
      id: "c",
      title: "Titel",
      description: "Beschreibung",
      form: "time",
      totals: [],
      series: [{ label: "", points }],
      breaks: [],
      secret: "g",
      tick: String,
    },
    ...over,
  });
  const drawn = (points: readonly ChartPoint[], over: Partial<ChartInput> = {}) => {
    const result = chart(input(points, over));
    if (!result) throw new Error("no chart");
    return result;
  };
  const ends = (path: string) => [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

  test("bars stand on zero and are as long as their values", () => {
    const { bars, grid } = drawn([point("2022-12-31", 100), point("2023-12-31", 50), point("2024-12-31", 25)]);
    expect(grid.find(({ base }) => base)?.text).toBe("0");
    const [a = 0, b = 0, c = 0] = bars.map(({ height }) => height);
    expect(a / b).toBeCloseTo(2, 1);
    expect(b / c).toBeCloseTo(2, 1);
    expect(new Set(bars.map(({ y, height }) => Math.round(y + height))).size).toBe(1);
  });

  test("time is as long as it was", () => {
    const dates = ["2013-12-31", "2018-03-31", "2018-12-31", ...["19", "20", "21", "22", "23", "24"].map((at) => `20${at}-12-31`)];
    const { lines } = drawn(dates.map((date, index) => point(date, 100 + index)));
    const xs = ends(lines[0]?.path ?? "").map(({ x }) => x);
    const [first = 0, second = 0] = xs;
    const perDay = (second - first) / (dayNumber("2018-03-31") - dayNumber("2013-12-31"));
    for (const [index, date] of dates.entries())
      expect(xs[index]).toBeCloseTo(first + (dayNumber(date) - dayNumber("2013-12-31")) * perDay, 0);
  });

  test("a secret value is a hatched band with its sign, no bar and no zero", () => {
    const { bars, bands } = drawn([point("2022-12-31", 100), point("2023-12-31", null), point("2024-12-31", 25)]);
    expect(bars).toHaveLength(2);
    expect(bands).toHaveLength(1);
    expect(bands[0]?.hatch.length).toBeGreaterThan(50);
    expect(publicPage(kreisSheet(), { address, base: "", data: null })).toMatch(/kim-band[\s\S]{0,800}>g<\/text>/);
  });

  test("a line is interrupted at a secret value and at a change of counting", () => {
    const dates = [...Array(9).keys()].map((index) => `${2012 + index}-12-31`);
    const whole = drawn(dates.map((date) => point(date, 10)));
    expect(whole.lines[0]?.path.match(/M/g)).toHaveLength(1);
    const secret = drawn(dates.map((date, index) => point(date, index === 4 ? null : 10)));
    expect(secret.lines[0]?.path.match(/M/g)).toHaveLength(2);
    const broken = drawn(
      dates.map((date) => point(date, 10)),
      { breaks: [{ before: "2015-12-31", after: "2016-12-31", day: null, label: "anderes Verfahren" }] },
    );
    expect(broken.lines[0]?.path.match(/M/g)).toHaveLength(2);
    const [at] = ends(broken.breaks[0]?.path.replace("V", " L0 ") ?? "");
    const xs = ends(broken.lines[0]?.path ?? "").map(({ x }) => x);
    expect(at?.x).toBeGreaterThan(xs[3] ?? 0);
    expect(at?.x).toBeLessThan(xs[4] ?? 0);
  });

  test("a changed method is a visible break on the sheet", () => {
    const figures = [...series(2020, ["10", "15"], { protection: "published" }), ...series(2022, ["20", "25"])];
    const [table] = sheetView(sheet({ figures })).tables;
    expect(table?.chart?.breaks).toHaveLength(1);
    expect(table?.notes.join()).toContain("nicht vergleichbar");
  });

  test("several series differ by mark and name, not by colour alone", () => {
    const dates = ["2022-12-31", "2023-12-31", "2024-12-31"];
    const of = (label: string, value: number) => ({ label, points: dates.map((date) => point(date, value)) });
    const { lines, names } = drawn([], { series: [of("weiblich", 10), of("männlich", 11), of("divers", 10)] });
    const shape = (path = "") => path.replace(/[\d.-]+/g, "");
    expect(new Set(lines.map(({ marks }) => shape(marks[0]?.path))).size).toBe(3);
    expect(names.flatMap(({ lines: text }) => text.map((line) => line.text))).toEqual(["weiblich", "männlich", "divers"]);
    const ys = names.map(({ lines: text }) => text[0]?.y ?? 0).sort((a, b) => a - b);
    for (const [index, y] of ys.slice(1).entries())
      expect(y - (ys[index] ?? 0), "names do not cover each other").toBeGreaterThanOrEqual(14);
  });

  test("a series without a known value is named, not drawn", () => {
    const dates = ["2022-12-31", "2023-12-31", "2024-12-31"];
    const { lines, names, bands, undrawn } = drawn([], {
      series: [
        { label: "weiblich", points: dates.map((date) => point(date, 10)) },
        { label: "divers", points: dates.map((date) => point(date, null)) },
      ],
    });
    expect([lines.length, names.length, bands.length, undrawn]).toEqual([1, 1, 0, ["divers"]]);
  });

  test("nothing lies outside the drawing, and written values keep apart", () => {
    for (const table of sheetView(kreisSheet()).tables) {
      const { chart: one } = table;
      if (!one) throw new Error(table.heading);
      for (const { x, y } of [...one.labels, ...one.dates, ...one.names.flatMap(({ lines }) => lines)]) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(one.width);
        expect(y).toBeGreaterThan(8);
        expect(y).toBeLessThan(one.height);
      }
      const xs = one.labels.map(({ x }) => x).sort((a, b) => a - b);
      for (const [index, x] of xs.slice(1).entries()) expect(x - (xs[index] ?? 0)).toBeGreaterThan(15);
    }
  });

  test("dates that lie close together are left out rather than printed over each other", () => {
    const months = [...Array(24).keys()].map((index) => new Date(Date.UTC(2023, index + 1, 0)).toISOString().slice(0, 10));
    const { dates } = drawn(months.map((date, index) => point(date, 100 + index)));
    const xs = [...new Set(dates.map(({ x }) => x))].sort((a, b) => a - b);
    expect(xs.length).toBeGreaterThan(3);
    expect(dates.map(({ text }) => text)).toContain("2024");
    for (const [index, x] of xs.slice(1).entries()) expect(x - (xs[index] ?? 0)).toBeGreaterThan(38);
  });

  test("on a sheet there is no chart of two dates or of one known value", () => {
    const [two] = sheetView(sheet({ figures: series(2023, ["5", "10"]) })).tables;
    const [known] = sheetView(sheet({ figures: series(2022, ["5", null, null], { protection: "suppress" }) })).tables;
    expect([two?.chart, known?.chart]).toEqual([null, null]);
    expect(two?.refused).toBe("Ein Diagramm gibt es ab 3 Stichtagen oder Zeiträumen.");
  });

  test("a chart that would say something false is not drawn", () => {
    const three = [point("2022-12-31", 1), point("2023-12-31", 2), point("2024-12-31", 3)];
    expect(chart(input(three))).not.toBeNull();
    expect(chart(input([...three.slice(1), point("2025-12-31", -1)])), "negative").toBeNull();
    expect(chart(input([year(2022, 1), year(2023, 2), point("", 1, { from: "2023-07-01", to: "2024-06-30" })])), "overlapping").toBeNull();
    const five = [...Array(5).keys()].map((index) => ({ label: String(index), points: three }));
    expect(chart(input([], { series: five })), "five series").toBeNull();
    const unequal = [year(2022, 1), year(2023, 2), point("", 1, { from: "2024-01-01", to: "2024-06-30" })];
    expect(chart(input(unequal))?.unequal, "as bars it is said").toBe(true);
    expect(
      chart(
        input([], {
          series: [
            { label: "a", points: unequal },
            { label: "b", points: unequal },
          ],
        }),
      ),
      "as lines",
    ).toBeNull();
  });
});

describe("look", () => {
  test("the tokens are those of KERN", () => {
    const kern = readFileSync("node_modules/@kern-ux/native/dist/kern.css", "utf8");
    const scheme = (name: string) => {
      const values = new Map<string, string>();
      for (const [, media, block = ""] of kern.matchAll(/(?:@media \(prefers-color-scheme: (light|dark)\) \{\s*)?:root\s*\{([^}]*)\}/g)) {
        if (media && media !== name) continue;
        for (const [, token = "", value = ""] of block.matchAll(/(--kern-[\w-]+):\s*([^;]+);/g))
          if (media || !values.has(token)) values.set(token, value.trim());
      }
      const resolve = (value: string): string =>
        value.replace(/var\((--kern-[\w-]+)\)/g, (_use, token) => resolve(values.get(token) ?? "missing"));
      return (token: string) => numbers(resolve(values.get(token) ?? "missing"));
    };
    const numbers = (colour: string) => colour.match(/[\d.]+/g)?.map(Number);
    const [light, dark] = [scheme("light"), scheme("dark")];
    const ours = [
      ...readFileSync("templates/look/tokens.css", "utf8").matchAll(
        /(--kern-[\w-]+):\s*light-dark\((oklch\([^)]+\)),\s*(oklch\([^)]+\))\)/g,
      ),
    ];
    expect(ours.length).toBeGreaterThan(15);
    for (const [, token = "", day = "", night = ""] of ours) {
      expect(numbers(day), token).toEqual(light(token));
      expect(numbers(night), token).toEqual(dark(token));
    }
  });

  test("nothing is loaded from elsewhere", () => {
    for (const file of readdirSync("templates/look").filter((name) => name.endsWith(".css"))) {
      expect(readFileSync(`templates/look/${file}`, "utf8"), file).not.toMatch(/https?:|\/\/[a-z]/);
    }
  });
});

test("what a chart is drawn with has its style from chart.css alone: another file's rule could hide bars in print", () => {
  const look = new URL("../../templates/look/", import.meta.url);
  const classesOf = (file: string) =>
    new Set(
      readFileSync(new URL(file, look), "utf8")
        .replace(/\/\*.*?\*\//gs, "")
        .match(/(?<=\.)kim-[\w-]+/g),
    );
  const drawn = classesOf("chart.css");
  drawn.delete("kim-chart");
  expect(drawn.has("kim-bar")).toBe(true);
  for (const file of readdirSync(look).filter((name) => name.endsWith(".css") && name !== "chart.css"))
    expect(
      [...classesOf(file)].filter((name) => drawn.has(name)),
      file,
    ).toEqual([]);
});
