import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { table } from "../../adapters/kim/table/index.ts";
import type { Figure } from "../../plugin/figures/figure.ts";
import { importFile } from "../../plugin/figures/import.ts";
import { csvOf } from "../../plugin/figures/series/csv.ts";
import { figuresOf, seriesView, wantedOf } from "../../plugin/figures/series/view.ts";
import { inForce } from "../../plugin/figures/status-sheet/in-force.ts";
import { readStatus } from "../../plugin/figures/status-sheet/read.ts";
import { statusView } from "../../plugin/figures/status-sheet/view.ts";
import { statusSheet } from "../../plugin/figures/status-sheet.ts";
import { silent } from "../../plugin/ports/log.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { render } from "../../plugin/views.ts";
import { figure, statement } from "../browser/sheets.ts";

const seeds = new URL("../../../shared/seeds/", import.meta.url);
const seed = (holding: RegExp): string | null => {
  if (!existsSync(seeds)) return null;
  return (
    readdirSync(seeds)
      .map((name) => readFileSync(new URL(name, seeds), "utf8"))
      .find((text) => holding.test(text)) ?? null
  );
};
const absent = existsSync(seeds) ? null : `the seeds are not beside this checkout (${seeds.pathname})`;
if (absent) console.warn(`status.test.ts: the true documents are not compared: ${absent}`);

const store = openStore(":memory:");
const clock = { now: () => new Date("2026-11-22T08:00:00Z") };
const config = (key: string) => JSON.parse(readFileSync(new URL(`../../plugin/demo/config/${key}.json`, import.meta.url), "utf8"));
const townOf = (key: string) => ({ areas: [], ...config(key), key });
beforeAll(async () => {
  await migrate(store.read);
  const source = table.open({}, { clock, log: silent });
  for (const key of ["gladbeck", "aachen", "koeln"]) {
    for (const kind of ["figures", "statements"]) {
      const file = { name: `${key}.csv`, bytes: readFileSync(new URL(`../../plugin/demo/${kind}/${key}.csv`, import.meta.url)) };
      const { refused } = await importFile({ town: townOf(key), file, source, store, clock, by: "test", dryRun: false });
      expect(refused).toEqual([]);
    }
  }
}, 60_000);
afterAll(() => store[Symbol.asyncDispose]());

const viewOf = async (key: string, asOf: string, area?: string) => statusView(await readStatus(store, townOf(key), { area, asOf }));
const rowsOf = (view: Awaited<ReturnType<typeof viewOf>>, heading: RegExp) =>
  view.groups
    .filter((group) => heading.test(group.heading))
    .flatMap(({ rows }) => rows.map(({ label, value, reference }) => [label, value, reference]));
const nb = (text: string) => text.replaceAll(" ", "\u00a0");

describe("Gladbeck, 9 September 2020", () => {
  test("two half posts at 25,000 euros each, one in either authority", async () => {
    expect(rowsOf(await viewOf("gladbeck", "2020-09-09"), /^Baustein 3/)).toEqual([
      ["Geförderte Stellen", nb("1,00 VZÄ"), "09.09.2020"],
      ["Geförderte Stellen, davon Ausländerbehörde", nb("0,50 VZÄ"), "09.09.2020"],
      ["Geförderte Stellen, davon Einbürgerungsbehörde", nb("0,50 VZÄ"), "09.09.2020"],
      ["Eingerichtete Stellen", "keine Angabe", ""],
      ["Besetzte Stellen", "keine Angabe", ""],
      ["Landeszuwendung", nb("50.000 €"), "2020"],
      ["Landeszuwendung, davon Ausländerbehörde", nb("25.000 €"), "2020"],
      ["Landeszuwendung, davon Einbürgerungsbehörde", nb("25.000 €"), "2020"],
      ["Ende der Förderung", "keine Angabe", ""],
    ]);
  });

  test.skipIf(absent)("as the Vorlage has it", async () => {
    const text = seed(/Vorlage Nr\. 20\/0270/) ?? "";
    expect(text).toMatch(/zwei halbe bzw\. eine ganze Stelle/);
    expect(text).toMatch(/zwei halben Personalstellen eine Förderung von je 25\.000/);
    expect(text).toMatch(/Dauer von drei Jahren/);
    const view = await viewOf("gladbeck", "2020-09-09");
    const shares = rowsOf(view, /^Baustein 3/).filter(([label]) => /Zuwendung.*davon|zuwendung, davon/.test(label ?? ""));
    expect(shares.map(([, value]) => value)).toEqual([nb("25.000 €"), nb("25.000 €")]);
    expect(JSON.stringify(view.sections)).toContain("über drei Jahre");
  });

  test("Bausteine 1 and 2 are the Kreis's, with its name at the table", async () => {
    const { groups } = await viewOf("gladbeck", "2020-09-09");
    const [first, second, third] = groups;
    expect([first?.whose, second?.whose]).toEqual(Array(2).fill("Kreis Recklinghausen insgesamt, einschließlich Gladbeck"));
    expect(third?.whose).toBe("Gladbeck");
    expect(groups).toHaveLength(4);
  });

  test("what came later is not shown, but named; nothing missing is a 0", async () => {
    const view = await viewOf("gladbeck", "2020-09-09");
    const filled = view.groups[0]?.rows.find(({ label }) => label === "Besetzte Stellen");
    expect(filled).toMatchObject({ value: "keine Angabe", reference: "", source: null, remark: "erster Wert: 31.12.2025" });
    expect(view.missing).toContain(
      "Baustein 3: Stellen in der Ausländer- und Einbürgerungsbehörde (Gladbeck): Eingerichtete Stellen, Besetzte Stellen, Ende der Förderung",
    );
    expect(view.missing).toContain("Lenkungsgruppe: Sitzungstermine");
    expect(view.groups.flatMap(({ rows }) => rows).filter(({ value }) => /^0/.test(value) && !/^0,50/.test(value))).toEqual([]);
  });

  test("the Kreis has a sheet of its own; an area that is not the town's is refused", async () => {
    const kreis = await viewOf("gladbeck", "2020-09-09", "05562");
    expect(kreis.title).toBe("KIM-Statusblatt Kreis Recklinghausen");
    expect(kreis.groups[0]?.whose).toBe("Kreis Recklinghausen");
    await expect(viewOf("gladbeck", "2020-09-09", "05315000")).rejects.toMatchObject({ code: "status.area", status: 422 });
  });
});

describe("Aachen, 18 October 2023", () => {
  test("what the minutes say stands there as the town's statements of that day", async () => {
    const view = await viewOf("aachen", "2023-10-18");
    const words = JSON.stringify(view.sections);
    for (const said of ["Entwicklungsplanungskonferenzen", "November 2023", "Februar 2024", "Lenkungsgruppe", "Verweisberatung"])
      expect(words).toContain(said);
    expect(view.sections.flatMap(({ statements }) => statements).every(({ asOf }) => asOf === "2023-10-18")).toBe(true);
    expect(view.meetings).toMatchObject({ held: ["14.06.2023", "22.02.2022"], planned: ["08.11.2023"] });
    expect(rowsOf(view, /^Fälle/)).toContainEqual(["Verweisberatungen", nb("185 Beratungen"), "01.01.2023 bis 30.09.2023"]);
    expect(rowsOf(view, /^Baustein 2/)).toContainEqual(["Ende der Förderung", `31.12.2023 (${nb("12 Monate")})`, "2023"]);
  });

  test.skipIf(absent)("as the minutes have it", async () => {
    const text = seed(/Entwicklungsplanungskonferenzen/) ?? "";
    expect(text).toMatch(/Casemanagement werde voraussichtlich im November 2023/);
    expect(text).toMatch(/seit August laufenden Entwicklungsplanungskonferenzen/);
    expect(text).toMatch(/Starttermin: Februar 2024/);
    expect(text).toMatch(/Vorsitz des Integrationsrats Mitglied der Lenkungsgruppe/);
    const words = JSON.stringify((await viewOf("aachen", "2023-10-18")).sections);
    expect(words).toMatch(/Fachkonzept für das Case Management ist in Arbeit. Es soll im November 2023/);
    expect(words).toMatch(/Seit August 2023 finden dazu Entwicklungsplanungskonferenzen statt/);
    expect(words).toMatch(/Sie soll im Februar 2024 beginnen/);
    expect(words).toMatch(/durch seinen Vorsitz in der Lenkungsgruppe/);
  });

  test("two years later what has run out is gone, and what is old says so", async () => {
    const view = await viewOf("aachen", "2026-06-30");
    expect(JSON.stringify(view.sections)).not.toContain("November 2023");
    expect(view.sections.flatMap(({ statements }) => statements).map(({ old }) => old)).toContain("veraltet: Stand älter als 24 Monate");
    const term = view.groups
      .flatMap(({ rows }) => rows)
      .filter(({ label, value }) => label === "Ende der Förderung" && value !== "keine Angabe");
    expect(term.map(({ old }) => old)).toEqual(Array(2).fill("veraltet: älter als einen Monat"));
    const html = render("public/status", view);
    expect(html).toContain("veraltet: älter als einen Monat");
    expect(html).not.toMatch(/<script|\sstyle=|<strong|<em[\s>]|<dl/);
  });

  test("before anything was reported everything is missing, and the sheet still stands", async () => {
    const view = await viewOf("aachen", "2019-01-01");
    expect(view.groups.flatMap(({ rows }) => rows).every(({ value }) => value === "keine Angabe")).toBe(true);
    expect(render("public/status", view)).toContain("Keine Angabe gibt es zu");
  });
});

describe("the value in force", () => {
  const stock = (date: string) => figure({ id: date, reference: { kind: "date", date } });
  const flow = (from: string, to: string, indicator = "KIM.REF") =>
    figure({ id: `${from}/${to}`, indicator, reference: { kind: "period", from, to } });

  test("a stock is the last one up to the day, a count the last period that had ended, the longest of several", () => {
    expect(inForce([stock("2022-12-31"), stock("2023-12-31"), stock("2024-12-31")], "2023-12-31")?.id).toBe("2023-12-31");
    expect(inForce([stock("2023-12-31")], "2023-12-30")).toBeNull();
    const year = flow("2023-01-01", "2023-12-31");
    expect(inForce([year, flow("2022-01-01", "2022-12-31")], "2023-10-18")?.id).toBe("2022-01-01/2022-12-31");
    expect(inForce([flow("2023-07-01", "2023-12-31"), year], "2024-02-01")?.id).toBe("2023-01-01/2023-12-31");
  });

  test("money and terms hold while their period runs, and the last one afterwards", () => {
    const grants = [flow("2022-01-01", "2022-12-31", "KIM.GRANT"), flow("2023-01-01", "2023-12-31", "KIM.GRANT")];
    expect(inForce(grants, "2023-03-01")?.id).toBe("2023-01-01/2023-12-31");
    expect(inForce(grants, "2025-03-01")?.id).toBe("2023-01-01/2023-12-31");
    expect(inForce(grants, "2021-03-01")).toBeNull();
  });

  test("filled posts of one employee are merged, the office's word is printed", () => {
    const post = (id: string, value: string, dimensions: Record<string, string>): Figure =>
      figure({
        id,
        indicator: "KIM.POST.FILL",
        unit: "VZÄ",
        value,
        dimensions,
        protection: "none",
        reference: { kind: "date", date: "2023-12-31" },
      });
    const area = { ags: "05315000", name: "Köln" };
    const figures = [
      post("a", "3.50", { Baustein: "2" }),
      post("b", "0.50", { Baustein: "2", Träger: "anderes Amt" }),
      post("c", "3.00", { Baustein: "2", Träger: "freier Träger" }),
      post("d", "2.00", { Baustein: "2", Träger: "Kommunales Integrationszentrum" }),
    ];
    const words = new Map([["a", "bestätigt am 01.02.2026"]]);
    const sheet = statusSheet({
      town: { name: "Köln", ags: "05315000" },
      area,
      around: null,
      asOf: "2026-03-01",
      figures,
      statements: [statement()],
      words,
    });
    const rows = statusView(sheet).groups[1]?.rows.filter(({ label }) => label.startsWith("Besetzte"));
    expect(rows?.map(({ label, value }) => [label, value])).toEqual([
      ["Besetzte Stellen", nb("3,50 VZÄ")],
      ["Besetzte Stellen, davon anderes Amt und Kommunales Integrationszentrum", nb("2,50 VZÄ")],
      ["Besetzte Stellen, davon freier Träger", nb("3,00 VZÄ")],
    ]);
    expect(rows?.[0]).toMatchObject({ old: "veraltet: älter als 12 Monate" });
    expect(rows?.[0]?.remark).toContain("bestätigt am 01.02.2026");
  });
});

describe("series", () => {
  test("every choice of every sample town can be shown and printed", async () => {
    for (const key of ["gladbeck", "aachen", "koeln"]) {
      const figures = await currentFigures(store.read, key);
      const first = wantedOf(figures, {});
      if (!first) throw new Error(key);
      for (const { value: indicator } of seriesView(figures, { town: townOf(key), wanted: first, form: "auto", day: "2026-06-30" })
        .indicators) {
        for (const form of ["auto", "time", "stack"] as const) {
          const wanted = wantedOf(figures, { indicator }) ?? first;
          const view = seriesView(figures, { town: townOf(key), wanted, form, day: "2026-06-30" });
          expect(view.tables.length, indicator).toBeGreaterThan(0);
          for (const one of view.tables)
            expect(one.chart === null, `${key} ${indicator} ${form}: ${one.refused}`).toBe(one.refused !== null);
        }
      }
    }
  });

  test("an indicator that the town does not have is none; an unknown breakdown is the total", async () => {
    const figures = await currentFigures(store.read, "aachen");
    expect(wantedOf(figures, { indicator: "NAT.LIT" })).toBeNull();
    expect(wantedOf([], {})).toBeNull();
    expect(wantedOf(figures, { indicator: "KIM.CASE.OPEN", by: "Geschlecht" })).toEqual({
      indicator: "KIM.CASE.OPEN",
      area: "05334002",
      by: "",
    });
    expect(wantedOf(figures, { indicator: "KIM.POST.FUND", area: "05334" })).toMatchObject({ area: "05334", by: "Baustein" });
  });

  test("Köln's titles: a labelled break at the law, a secret value, no difference across either", async () => {
    const figures = await currentFigures(store.read, "koeln");
    const wanted = wantedOf(figures, { indicator: "RES.25B.ST" });
    if (!wanted) throw new Error("no series");
    const [one] = seriesView(figures, { town: townOf("koeln"), wanted, form: "auto", day: "2026-06-30" }).tables;
    expect(one?.chart?.bands).toHaveLength(1);
    expect(one?.chart?.breaks.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(["Rechtsänderung 31.12.2022"]);
    expect(one?.rows.map(({ cells }) => cells[0]?.text)).toEqual(["640", "705", "g", "905", "1\u202f340", "1\u202f690", "1\u202f905"]);
    expect(one?.rows.map(({ cells }) => cells[1]?.text === "x")).toEqual([true, false, true, true, false, false, false]);
  });

  test("what is downloaded can be imported again and says the same", async () => {
    const source = table.open({}, { clock, log: silent });
    for (const key of ["gladbeck", "aachen", "koeln"]) {
      const figures = await currentFigures(store.read, key);
      const indicators = new Set(figures.map(({ indicator }) => indicator));
      for (const indicator of indicators) {
        const wanted = wantedOf(figures, { indicator });
        if (!wanted) throw new Error(indicator);
        const given = figuresOf(figures, wanted);
        const result = await importFile({
          town: townOf(key),
          file: { name: "x.csv", bytes: Buffer.from(csvOf(given)) },
          source,
          store,
          clock,
          by: "test",
          dryRun: true,
        });
        expect(result, `${key} ${indicator}`).toMatchObject({ new: 0, corrected: 0, refusedRows: 0, unchanged: given.length });
      }
    }
  }, 60_000);

  test("a cell never begins a formula, and no quote or separator leaves it", () => {
    const csv = csvOf([figure({ source: "=HYPERLINK(1)", note: 'er sagte; "so"', value: "3.50", unit: "VZÄ" })]);
    expect(csv).toContain(";3,50;VZÄ;");
    expect(csv).toContain("; =HYPERLINK(1);");
    expect(csv).toContain('"er sagte; ""so"""');
    expect(csv.startsWith("\ufeffAGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren;")).toBe(true);
  });
});

describe("kim status", () => {
  test("prints the same sheet as JSON and as a page, says 1 when something is missing and refuses what is no day", async () => {
    const { program } = await import("../../plugin/commands/program.ts");
    const { adapters } = await import("../../adapters/index.ts");
    const folder = mkdtempSync(join(tmpdir(), "kim-status-"));
    try {
      const path = join(folder, "kim.db");
      const file = openStore(path);
      await migrate(file.read);
      const source = table.open({}, { clock, log: silent });
      const csv = { name: "g.csv", bytes: readFileSync(new URL("../../plugin/demo/figures/gladbeck.csv", import.meta.url)) };
      await importFile({ town: townOf("gladbeck"), file: csv, source, store: file, clock, by: "test", dryRun: false });
      await file[Symbol.asyncDispose]();
      const town = {
        name: "Gladbeck",
        ags: "05562014",
        areas: ["05562"],
        house: "koeln",
        ris: { adapter: "oparl", settings: { url: "https://ris.example/oparl" } },
      };
      writeFileSync(join(folder, "gladbeck.json"), JSON.stringify(town));
      writeFileSync(
        join(folder, "installation.json"),
        JSON.stringify({
          baseUrl: "http://localhost:1",
          store: path,
          identity: { adapter: "fake", settings: { towns: ["gladbeck"] } },
          sessionSecret: { env: "SECRET" },
          demo: true,
        }),
      );
      const run = (...words: string[]) =>
        program(async () => adapters, ["status", "gladbeck", "--config", folder, ...words], { SECRET: "x".repeat(40) });
      const out = join(folder, "status");
      expect(await run("--as-of", "2020-09-09", "--out", out)).toBe(1);
      const sheet = JSON.parse(readFileSync(out, "utf8"));
      expect(sheet).toMatchObject({ asOf: "2020-09-09", area: { name: "Gladbeck" }, around: { name: "Kreis Recklinghausen" } });
      expect(JSON.stringify(sheet)).not.toContain("approvedBy");
      expect(await run("--as-of", "09.09.2020", "--format", "html", "--out", out)).toBe(1);
      const html = readFileSync(out, "utf8");
      expect(html).toContain("KIM-Statusblatt Gladbeck");
      expect(html).not.toMatch(/<link|\ssrc=/);
      expect(await run("--as-of", "morgen")).toBe(2);
      expect(await run("--area", "05315000")).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
