import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Profile } from "../../plugin/figures/import/profile.ts";
import { readProfile } from "../../plugin/figures/import/read-profile.ts";
import { spoken } from "../../plugin/figures/import/report.ts";
import { mismatches } from "../../plugin/figures/parts.ts";
import { say } from "../../plugin/messages.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { currentStatements } from "../../plugin/store/statements.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { bringTo, delivery } from "../delivery.ts";

let store: Store<Tables>;
let bring: ReturnType<typeof bringTo>;
beforeEach(async () => {
  store = openStore(":memory:");
  await migrate(store.read);
  bring = bringTo(store);
});
afterEach(() => store[Symbol.asyncDispose]());

const current = () => currentFigures(store.read, "koeln");

describe("who reported it, from which system, when", () => {
  const origin = { Stelle: "Ausländeramt", Quellsystem: "Fachverfahren X", "Abgerufen am": "02.05.2025 07:15" };

  test("comes through to the figure", async () => {
    await bring(delivery(origin));
    expect(await current()).toMatchObject([{ office: "Ausländeramt", system: "Fachverfahren X", extracted: "2025-05-02T07:15" }]);
  });

  test.each([
    ["2025-05-02", "2025-05-02"],
    ["2025-05-02T07:15:30Z", "2025-05-02T07:15"],
    ["02.05.2025, 7:15 Uhr", "2025-05-02T07:15"],
  ])("%s", async (written, read) => {
    await bring(delivery({ "Abgerufen am": written }));
    expect(await current()).toMatchObject([{ extracted: read }]);
  });

  test.each([
    ["31.06.2025", "import.date"],
    ["2025-05-02T25:00", "import.date"],
    ["23.11.2026", "import.future"],
  ])("%s is refused", async (written, code) => {
    expect((await bring(delivery({ "Abgerufen am": written }))).refused).toMatchObject([{ column: "Abgerufen am", code }]);
  });

  test("the same value read again is no correction, another office is one", async () => {
    await bring(delivery(origin));
    expect(await bring(delivery({ ...origin, "Abgerufen am": "03.05.2025" }))).toMatchObject({ unchanged: 1, corrected: 0 });
    expect(await bring(delivery({ ...origin, Stelle: "Bürgeramt" }))).toMatchObject({ corrected: 1 });
  });
});

describe("ratios and durations about persons need enough cases behind them", () => {
  const load = { Indikator: "KIM.CASE.LOAD", Einheit: "Fälle je VZÄ", Wert: "35,5", Verfahren: "suppress" };

  test.each([
    ["none given", {}, "import.population-missing"],
    ["too few", { Grundgesamtheit: "9" }, "import.population-small"],
    ["no number", { Grundgesamtheit: "viele" }, "import.number"],
    ["half a case", { Grundgesamtheit: "12,5" }, "import.not-integer"],
  ])("refused: %s", async (_what, row, code) => {
    const { refused } = await bring(delivery({ ...load, ...row }));
    expect(refused).toMatchObject([{ line: 2, column: "Grundgesamtheit", code }]);
    expect(JSON.stringify(refused)).not.toContain("12,5");
    expect(await current()).toEqual([]);
  });

  test("with ten it is taken, and the ten are forgotten", async () => {
    expect(await bring(delivery({ ...load, Grundgesamtheit: "10" }))).toMatchObject({ new: 1, refused: [] });
    expect(await current()).toMatchObject([{ value: "35.5", backed: true }]);
    const [row] = await store.read.selectFrom("Figure").selectAll().execute();
    expect(Object.values(row ?? {})).not.toContain("10");
    expect(Object.values(row ?? {})).not.toContain(10);
  });

  test("not asked for where the value is protected or was published by the source", async () => {
    const published = { Verfahren: "veroeffentlicht", "Quelle-URL": "https://www.example.org/bericht" };
    expect(await bring(delivery({ ...load, Wert: "g" }, { ...load, ...published, Stichtag: "2024-12-31" }))).toMatchObject({
      new: 2,
      refused: [],
    });
  });

  test("a count has none", async () => {
    expect((await bring(delivery({ Grundgesamtheit: "3340" }))).refused).toMatchObject([{ code: "import.population-foreign" }]);
  });
});

describe("a correction shows what was and what is", () => {
  test("the same in a dry run and for real, with the version that it replaces", async () => {
    await bring(delivery({}));
    const [before] = await current();
    const text = delivery({ Wert: "3.345", Status: "berichtigt", Hinweis: "Nachmeldung" }, { Stichtag: "31.12.2024" });
    const would = await bring(text, { dryRun: true });
    expect(would.corrections).toEqual([
      {
        line: 2,
        replaces: before?.id,
        fact: "Personen mit Duldung, Köln, 30.04.2025",
        changes: [
          { column: "Wert", old: "3\u202f340", new: "3\u202f345" },
          { column: "Status", old: "endgültig", new: "berichtigt" },
          { column: "Hinweis", old: "", new: "Nachmeldung" },
        ],
      },
    ]);
    expect(await current()).toHaveLength(1);
    expect((await bring(text)).corrections).toEqual(would.corrections);
    expect(await bring(text)).toMatchObject({ unchanged: 2, corrections: [] });
  });

  test("of statements too", async () => {
    const columns = "AGS;Thema;Text;Stand;Quelle;Dienststelle;Gültig bis;Freigegeben von\n";
    await bring(`${columns}05315000;T22;Es gibt einen Beirat.;2025-01-31;Bericht;KI;;Leitung\n`);
    const { corrections } = await bring(`${columns}05315000;T22;Es gibt einen Beirat.;2026-01-31;Bericht;KI;31.12.2026;Leitung\n`);
    expect(corrections).toMatchObject([
      {
        fact: "Beteiligung: Es gibt einen Beirat.",
        changes: [
          { column: "Stand", old: "31.01.2025", new: "31.01.2026" },
          { column: "Gültig bis", old: "", new: "31.12.2026" },
        ],
      },
    ]);
    expect(await currentStatements(store.read, "koeln")).toHaveLength(1);
  });
});

describe("a source whose parts do not add up stays as it was published", () => {
  const grants = {
    Indikator: "RES.104C.GRANT",
    Einheit: "Aufenthaltstitel",
    Stichtag: "",
    Verfahren: "veroeffentlicht",
    "Quelle-URL": "https://www.example.org/drs",
  };
  const parts = [
    { ...grants, Von: "31.12.2022", Bis: "30.06.2023", Wert: "33.628" },
    { ...grants, Von: "01.07.2023", Bis: "31.12.2023", Wert: "27.188" },
    { ...grants, Von: "01.01.2024", Bis: "31.05.2024", Wert: "8.928" },
  ];
  const total = { ...grants, Von: "31.12.2022", Bis: "31.05.2024", Wert: "69.751" };

  test("the half-years of § 104c against their total: said, not repaired", async () => {
    const report = spoken(await bring(delivery(...parts, total)));
    expect(report).toMatchObject({ new: 4, refused: [] });
    expect(report.notes.map(({ message }) => message)).toEqual([
      "Die Teile ergeben nicht die Summe (so veröffentlicht): Erteilungen nach § 104c AufenthG, Köln, 31.12.2022 bis 31.05.2024.",
    ]);
    expect((await current()).map(({ value }) => value).sort()).toEqual(["27188", "33628", "69751", "8928"]);
  });

  test("parts that came earlier count, in a dry run too; a correction that mends it ends the note", async () => {
    await bring(delivery(...parts));
    expect((await bring(delivery(total), { dryRun: true })).notes).toHaveLength(1);
    expect((await bring(delivery({ ...total, Wert: "69.744" }))).notes).toEqual([]);
  });

  test("a month that is missing, or stands twice, is no sum", async () => {
    expect((await bring(delivery(...parts.slice(1), total))).notes).toEqual([]);
    const overlapping = { ...grants, Von: "31.12.2022", Bis: "01.07.2023", Wert: "33.628" };
    expect((await bring(delivery(overlapping, ...parts.slice(1), total))).notes).toEqual([]);
  });

  const duldung = (row: Record<string, string>) => ({ Stichtag: "31.12.2024", ...row });
  test("classes: with rounding it is the ordinary note, exact values get the other one", async () => {
    const rounded = [
      duldung({ Wert: "100" }),
      duldung({ Wert: "60", Geschlecht: "weiblich" }),
      duldung({ Wert: "45", Geschlecht: "männlich" }),
    ];
    expect((await bring(delivery(...rounded))).notes).toMatchObject([{ code: "import.parts-rounded" }]);
    const published = { Verfahren: "veroeffentlicht", "Quelle-URL": "https://www.example.org/x", Stichtag: "31.12.2023" };
    const exact = [{ Wert: "101" }, { Wert: "60", Geschlecht: "weiblich" }, { Wert: "45", Geschlecht: "männlich" }];
    expect((await bring(delivery(...exact.map((row) => ({ ...published, ...row }))))).notes).toMatchObject([{ code: "import.parts" }]);
  });

  test("nothing is said of protected parts, of classes that contain each other, of ratios, and of sums that are right", () => {
    const base = {
      indicator: "RES.DULD",
      area: { ags: "1", name: "" },
      reference: { kind: "date", date: "2024-12-31" } as const,
      protection: "published" as const,
    };
    const fact = (value: string | null, dimensions: Record<string, string> = {}, indicator = "RES.DULD") => ({
      ...base,
      value,
      dimensions,
      indicator,
    });
    const by = (name: string, ...values: (string | null)[]) => values.map((value, index) => fact(value, { [name]: String(index) }));
    expect(mismatches([fact("10"), ...by("Geschlecht", "6", null)])).toEqual([]);
    expect(mismatches([fact("10"), ...by("Geschlecht", "6", "4")])).toEqual([]);
    expect(mismatches([fact("10"), ...by("Geschlecht", "6")])).toEqual([]);
    expect(mismatches([fact("10"), ...by("Verfahrensalter", "9", "6")])).toEqual([]);
    expect(
      mismatches([
        fact("10", {}, "KIM.CASE.LOAD"),
        fact("3", { Geschlecht: "a" }, "KIM.CASE.LOAD"),
        fact("4", { Geschlecht: "b" }, "KIM.CASE.LOAD"),
      ]),
    ).toEqual([]);
    const posts = ["0.10", "0.20"].map((value, index) => fact(value, { Baustein: String(index) }, "KIM.POST.FILL"));
    expect(mismatches([fact("0.30", {}, "KIM.POST.FILL"), ...posts])).toEqual([]);
    // A table of two dimensions: each margin against its own cells.
    const cells = [fact("3", { Geschlecht: "w", Altersgruppe: "a" }), fact("4", { Geschlecht: "w", Altersgruppe: "b" })];
    expect(mismatches([fact("8", { Geschlecht: "w" }), ...cells])).toMatchObject([{ by: "Altersgruppe", rounded: false, parts: cells }]);
  });
});

describe("a profile reads deliveries of another form", () => {
  const parsed = (profile: object) => Profile.parse({ name: "Fachverfahren", ...profile });
  const foreign = "Amt;Datum;Art;Anzahl;Bemerkung\n";
  const profile = parsed({
    columns: { Stichtag: "Datum", Indikator: "Art", Wert: "Anzahl", Stelle: "Amt" },
    fixed: { AGS: "05315000", Einheit: "Personen", Status: "endgültig", Quelle: "Fachverfahren", Verfahren: "round5" },
    values: { Indikator: { Geduldete: "RES.DULD" } },
    dates: "MM/TT/JJJJ",
    decimals: ".",
    ignore: ["Bemerkung"],
  });

  test("headings, fixed values, values, days and decimals", async () => {
    expect(await bring(`${foreign}Ausländeramt;04/30/2025;Geduldete;3,340;intern\n`, { profile })).toMatchObject({ new: 1, refused: [] });
    expect(await current()).toMatchObject([
      { indicator: "RES.DULD", value: "3340", office: "Ausländeramt", reference: { kind: "date", date: "2025-04-30" } },
    ]);
  });

  test("what is wrong is named as the delivery names it", async () => {
    const { refused } = await bring(`${foreign}A;04/31/2025;Geduldete;3341;\n`, { profile });
    expect(refused.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, "Datum", "import.date"],
      [2, "Anzahl", "import.round5"],
    ]);
  });

  test("a wide table: one row, several figures; an empty cell is none", async () => {
    const wide = parsed({
      columns: { Von: "von", Bis: "bis" },
      fixed: { AGS: "05315000", Status: "endgültig", Quelle: "Fachverfahren", Verfahren: "round5" },
      wide: {
        Anträge: { Indikator: "NAT.APP", Einheit: "Personen" },
        Eingebürgert: { Indikator: "NAT.GRANT", Einheit: "Personen" },
        "davon Frauen": { Indikator: "NAT.GRANT", Einheit: "Personen", Geschlecht: "weiblich" },
      },
    });
    const text = "von;bis;Anträge;Eingebürgert;davon Frauen\n01.01.2024;31.12.2024;1.880;1.640;815\n01.01.2025;31.12.2025;950;431;\n";
    const report = await bring(text, { profile: wide });
    expect(report).toMatchObject({ rows: 5, new: 4, refused: [{ line: 3, column: "Eingebürgert", code: "import.round5" }] });
    expect((await current()).map(({ indicator, value, dimensions }) => [indicator, value, dimensions])).toEqual([
      ["NAT.APP", "1880", {}],
      ["NAT.APP", "950", {}],
      ["NAT.GRANT", "815", { Geschlecht: "weiblich" }],
      ["NAT.GRANT", "1640", {}],
    ]);
  });

  test("statements too", async () => {
    const words = parsed({
      form: "statements",
      columns: { Text: "Antwort", Stand: "vom" },
      fixed: { AGS: "05315000", Thema: "T22", Quelle: "Bericht", Dienststelle: "KI", "Freigegeben von": "Leitung" },
    });
    expect(await bring("Antwort;vom\nEs gibt einen Beirat.;01.02.2026\n", { profile: words })).toMatchObject({
      kind: "statements",
      new: 1,
    });
  });

  test("no profile lets persons in unprotected", async () => {
    const open = parsed({ ...profile, fixed: { ...profile.fixed, Verfahren: "" } });
    expect((await bring(`${foreign}A;04/30/2025;Geduldete;3340;\n`, { profile: open })).refused).toMatchObject([
      { code: "import.unprotected" },
    ]);
  });

  test("a profile that does not fit the delivery is refused by its key", async () => {
    const sentence = async (text: string) => {
      const error = await bring(text, { profile }).catch((thrown: unknown) => thrown);
      if (!(error instanceof Refusal)) throw new Error("was not refused");
      return say(error.code, error.values);
    };
    expect(await sentence("Amt;Tag;Art;Anzahl\nA;04/30/2025;Geduldete;5\n")).toContain("Schlüssel columns.Stichtag");
    const strange = await sentence("Amt;Datum;Art;Anzahl;Bemerkung;Familienname\nA;04/30/2025;Geduldete;5;;X\n");
    expect(strange).toContain("6. Spalte");
    expect(strange).not.toContain("Familienname");
  });

  describe("as a file", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "kim-profile-"));
      mkdirSync(folder, { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test.each([
      ["{", "profil.json ist kein lesbares JSON"],
      [{ columns: {} }, "Schlüssel name:"],
      [{ name: "x", columns: { Anzahl: "n" } }, "Schlüssel columns.Anzahl: Diese Spalte gibt es bei uns nicht."],
      [{ name: "x", columns: { AGS: "a" }, fixed: { AGS: "05315000" } }, "Schlüssel fixed.AGS:"],
      [{ name: "x", dates: "TT-MM" }, "Schlüssel dates:"],
      [{ name: "x", wide: { Anzahl: { Einheit: "Personen" } } }, "Schlüssel wide.Anzahl.Indikator:"],
      [{ name: "x", colums: {} }, "Schlüssel colums:"],
    ])("%j", (content, sentence) => {
      const path = join(folder, "profil.json");
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
      try {
        readProfile(path);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(say(error.code, error.values)).toContain(sentence);
      }
    });
  });
});
