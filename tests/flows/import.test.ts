import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { areas } from "../../plugin/figures/areas.ts";
import { choose, nearestNote } from "../../plugin/figures/choose.ts";
import { formatValue } from "../../plugin/figures/format.ts";
import { isOldFigure, isOldStatement } from "../../plugin/figures/fresh.ts";
import { canonical } from "../../plugin/figures/import/canonical.ts";
import type { ImportTown } from "../../plugin/figures/import/place.ts";
import { readProtection } from "../../plugin/figures/import/protection.ts";
import { describeFinding } from "../../plugin/figures/import/report.ts";
import { dimensions, findIndicator, indicator, indicators } from "../../plugin/figures/indicators.ts";
import { enterStatement } from "../../plugin/figures/statements.ts";
import { topics } from "../../plugin/figures/topics.ts";
import { say } from "../../plugin/messages.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { currentFigures, figureKey, figureVersions } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { currentStatements } from "../../plugin/store/statements.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { bringTo, clock, delivery, gladbeck, koeln } from "../delivery.ts";

let store: Store<Tables>;
beforeEach(async () => {
  store = openStore(":memory:");
  await migrate(store.read);
});
afterEach(() => store[Symbol.asyncDispose]());

const bring = (text: string, town = koeln, options: { dryRun?: boolean } = {}) => bringTo(store)(text, { town, ...options });

const head = "AGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren";
const refusals = async (...rows: Record<string, string>[]) =>
  (await bring(delivery(...rows))).refused.map(({ line, column, code }) => [line, column, code]);

test("a sound row becomes a figure with everything that must be said of it", async () => {
  const row = { Baustein: "3", "Quelle-URL": "https://www.gladbeck.de/x", Hinweis: "zwei halbe Stellen", Beispiel: "ja" };
  const posts = { AGS: "05562014", Indikator: "KIM.POST.FUND", Wert: "1,50", Einheit: "VZÄ", Verfahren: "", ...row };
  const report = await bring(delivery(posts), gladbeck);
  const lists = { refused: [], corrections: [], notes: [] };
  expect(report).toEqual({ kind: "figures", dryRun: false, rows: 1, new: 1, unchanged: 0, corrected: 0, refusedRows: 0, ...lists });
  expect(await currentFigures(store.read, "gladbeck")).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{24}\.1$/),
      town: "gladbeck",
      indicator: "KIM.POST.FUND",
      label: "Geförderte Stellen im KIM",
      unit: "VZÄ",
      area: { ags: "05562014", name: "Gladbeck" },
      reference: { kind: "date", date: "2025-04-30" },
      value: "1.50",
      dimensions: { Baustein: "3" },
      status: "final",
      source: "Ausländerbehörde",
      sourceUrl: "https://www.gladbeck.de/x",
      protection: "none",
      example: true,
      note: "zwei halbe Stellen",
    },
  ]);
});

describe("the head of a file", () => {
  const refusalOf = async (text: string) => {
    const error = await bring(text).catch((thrown: unknown) => thrown);
    if (!(error instanceof Refusal)) throw new Error("was not refused");
    expect(error.status).toBe(422);
    return say(error.code, error.values);
  };

  test("names the missing columns", async () => {
    expect(await refusalOf("AGS;Indikator;Stichtag;Von;Bis;Einheit;Status;Quelle;Verfahren\n")).toContain("Wert, Regelversion");
    expect(await refusalOf("AGS;Thema;Text;Stand;Quelle\n")).toContain("Dienststelle, Gültig bis, Freigegeben von");
  });

  test("shows both forms when it has neither, and never repeats a heading: without a head it is a person's row", async () => {
    const sentence = await refusalOf("4711;Meier;01.02.1990;duldung\n4712;Schulz;01.02.1991;duldung\n");
    expect(sentence).toContain("AGS;Indikator");
    expect(sentence).not.toMatch(/Meier|4711/);
    const strange = await refusalOf(`${head};Familienname\n`);
    expect(strange).toContain("12. Spalte");
    expect(strange).not.toContain("Familienname");
  });

  test("takes columns in any order and in ASCII", async () => {
    const text =
      "freigegeben_von;GUELTIG BIS;dienststelle;Quelle;Stand;Text;thema;ags\nLeitung;31.12.2027;KI;Bericht;2026-01-31;Es gibt einen Beirat.;T22;5315000\n";
    expect(await bring(text)).toMatchObject({ kind: "statements", new: 1, refused: [] });
    expect(await currentStatements(store.read, "koeln")).toMatchObject([
      { topic: "T22", text: "Es gibt einen Beirat.", asOf: "2026-01-31", validUntil: "2027-12-31", office: "KI", approvedBy: "Leitung" },
    ]);
  });

  test("one column under two spellings is refused", async () => {
    expect(await refusalOf(`${head};Träger;Traeger\n`)).toContain("zweimal");
  });
});

describe("wrong cells are named, each with its line and column", () => {
  test.each([
    ["an unknown indicator", { Indikator: "RES.XYZ" }, "Indikator", "import.indicator"],
    ["another town", { AGS: "05334002" }, "AGS", "import.area"],
    ["no area", { AGS: "" }, "AGS", "import.area"],
    ["a day that does not exist", { Stichtag: "31.06.2025" }, "Stichtag", "import.date"],
    ["an American date", { Stichtag: "06/30/2025" }, "Stichtag", "import.date"],
    ["a two-digit year", { Stichtag: "30.04.25" }, "Stichtag", "import.date"],
    ["a day to come", { Stichtag: "2026-11-23" }, "Stichtag", "import.future"],
    ["no day", { Stichtag: "" }, "Stichtag", "import.empty"],
    ["a period for a stock", { Von: "01.01.2025" }, "Von", "import.cut-date"],
    ["a day for a flow", { Indikator: "NAT.GRANT" }, "Stichtag", "import.cut-period"],
    [
      "a period that runs backwards",
      { Indikator: "NAT.GRANT", Stichtag: "", Von: "2025-02-01", Bis: "2025-01-31" },
      "Bis",
      "import.period-order",
    ],
    ["a period that has not ended", { Indikator: "NAT.GRANT", Stichtag: "", Von: "2026-01-01", Bis: "2026-12-31" }, "Bis", "import.future"],
    ["no value", { Wert: "" }, "Wert", "import.value-missing"],
    ["a word", { Wert: "viele" }, "Wert", "import.number"],
    ["a statistical sign", { Wert: "–" }, "Wert", "import.symbol"],
    ["a percentage", { Wert: "25 %" }, "Wert", "import.percent"],
    ["half a person", { Wert: "12,5" }, "Wert", "import.not-integer"],
    ["fewer than nobody", { Wert: "-5" }, "Wert", "import.negative"],
    ["English grouping", { Wert: "3,340.5" }, "Wert", "import.number"],
    ["another unit", { Einheit: "Fälle" }, "Einheit", "import.unit"],
    ["percent as unit", { Einheit: "%" }, "Einheit", "import.unit"],
    ["an unknown status", { Status: "geschätzt" }, "Status", "import.status"],
    ["no source", { Quelle: "" }, "Quelle", "import.empty"],
    ["an unknown class", { Geschlecht: "m" }, "Geschlecht", "import.dimension-class"],
    ["a dimension that the indicator does not have", { Baustein: "3" }, "Baustein", "import.dimension-foreign"],
    ["markup as a class", { Staatsangehörigkeit: "<script>" }, "Staatsangehörigkeit", "import.dimension-text"],
    ["no web address", { "Quelle-URL": "javascript:alert(1)" }, "Quelle-URL", "import.url"],
    ["neither yes nor no", { Beispiel: "vielleicht" }, "Beispiel", "import.yes-no"],
    ["an unknown procedure", { Verfahren: "geheim" }, "Verfahren", "import.procedure"],
    ["a potential without its rule", { Indikator: "POT.25A" }, "Regelversion", "import.rule-version"],
    [
      "a rule out of force",
      { Indikator: "POT.104C", Regelversion: "aufenthg-104c@1", Stichtag: "2026-01-31" },
      "Stichtag",
      "import.not-in-force",
    ],
    [
      "money of which it is not said whose",
      { Indikator: "KIM.GRANT", Stichtag: "", Von: "2025-01-01", Bis: "2025-12-31", Einheit: "€", Verfahren: "" },
      "Mittel",
      "import.dimension-required",
    ],
  ])("%s", async (_what, row: Record<string, string>, column, code) => {
    expect(await refusals({ Indikator: "RES.DULD" }, row)).toEqual([[3, column, code]]);
    expect(await currentFigures(store.read, "koeln")).toHaveLength(1);
  });

  test("all of a row at once, and as sentences", async () => {
    const { refused } = await bring(delivery({ Wert: "12 %", Status: "?" }));
    expect(refused.map(describeFinding)).toEqual([
      "Zeile 2, Spalte Status: Dieser Status ist nicht bekannt. Erlaubt sind: vorläufig, endgültig, berichtigt.",
      "Zeile 2, Spalte Wert: Hier wird eine Anzahl erwartet, kein Prozentwert.",
    ]);
  });

  test("money may be planned, persons cannot be foreseen", async () => {
    const grant = {
      Indikator: "KIM.GRANT",
      Stichtag: "",
      Von: "2026-01-01",
      Bis: "2026-12-31",
      Einheit: "€",
      Wert: "57.000,50",
      Verfahren: "",
      Mittel: "Eigenanteil",
    };
    expect(await refusals(grant)).toEqual([]);
  });

  test("a thousand findings are kept, all rows are counted", async () => {
    const rows = Array.from({ length: 1_500 }, () => ({ Wert: "x1" }));
    const report = await bring(delivery(...rows));
    expect(report.refusedRows).toBe(1_500);
    expect(report.refused).toHaveLength(1_000);
  });
});

describe("what counts persons comes in protected or not at all", () => {
  test.each([
    ["no procedure", { Verfahren: "" }, "Verfahren", "import.unprotected"],
    ["said to be unprotected", { Verfahren: "none" }, "Verfahren", "import.unprotected"],
    ["rounded, but not a multiple of 5", { Wert: "3341" }, "Wert", "import.round5"],
    ["suppressed, but small", { Wert: "4", Verfahren: "suppress" }, "Wert", "import.small"],
    ["published, but nobody knows where", { Verfahren: "veröffentlicht", Wert: "3341" }, "Quelle-URL", "import.published-url"],
    ["g by rounding", { Wert: "g" }, "Wert", "import.round5-protected"],
    ["a ratio that was rounded", { Indikator: "KIM.CASE.LOAD", Einheit: "Fälle je VZÄ", Wert: "35" }, "Verfahren", "import.round5-ratio"],
    ["posts that were rounded", { Indikator: "KIM.POST.FILL", Einheit: "VZÄ", Wert: "35" }, "Verfahren", "import.procedure-free"],
    ["posts that are secret", { Indikator: "KIM.POST.FILL", Einheit: "VZÄ", Wert: "g", Verfahren: "" }, "Wert", "import.protected-free"],
  ])("refused: %s", async (_what, row: Record<string, string>, column, code) => {
    expect(await refusals(row)).toEqual([[2, column, code]]);
    expect(await currentFigures(store.read, "koeln")).toEqual([]);
  });

  test.each([
    ["rounded", { Wert: "3.340" }, "3340", "round5"],
    ["rounded to nothing", { Wert: "0" }, "0", "round5"],
    ["left over by suppression", { Wert: "5", Verfahren: "suppress" }, "5", "suppress"],
    ["suppressed", { Wert: "g", Verfahren: "suppress" }, null, "suppress"],
    ["suppressed, which g alone says", { Wert: "G", Verfahren: "" }, null, "suppress"],
    ["published before", { Wert: "3341", Verfahren: "veroeffentlicht", "Quelle-URL": "https://ksta.de/x" }, "3341", "published"],
  ])("taken: %s", async (_what, row: Record<string, string>, value, protection) => {
    expect(await refusals(row)).toEqual([]);
    expect(await currentFigures(store.read, "koeln")).toMatchObject([{ value, protection }]);
  });

  test("an internal indicator never comes in, protected or not", () => {
    for (const procedure of ["round5", "suppress", ""]) {
      const read = readProtection({ public: "internal", type: "stock" }, { value: "5", procedure, hasUrl: true });
      expect(read).toEqual({ column: "Indikator", code: "import.internal" });
    }
  });

  test("a procedure is a word of ours, not of JavaScript", () => {
    const read = readProtection(indicator("RES.DULD"), { value: "5", procedure: "constructor", hasUrl: true });
    expect(read).toMatchObject({ code: "import.procedure" });
  });
});

describe("versions", () => {
  test("the same file twice changes nothing", async () => {
    const text = delivery({}, { Stichtag: "31.12.2024", Wert: "3500" });
    expect(await bring(text)).toMatchObject({ new: 2, unchanged: 0, corrected: 0 });
    const before = await store.read.selectFrom("Figure").selectAll().execute();
    expect(await bring(text)).toMatchObject({ new: 0, unchanged: 2, corrected: 0, refused: [] });
    expect(await store.read.selectFrom("Figure").selectAll().execute()).toEqual(before);
  });

  test("another value for the same cell names the one it replaces, and that one stays", async () => {
    await bring(delivery({}));
    expect(await bring(delivery({ Wert: "3345", Status: "berichtigt" }))).toMatchObject({ new: 0, corrected: 1 });
    const [current] = await currentFigures(store.read, "koeln");
    expect(current).toMatchObject({ value: "3345", status: "revised" });
    const versions = await figureVersions(store.read, current?.id.split(".")[0] ?? "");
    expect(versions.map(({ figure, replaces, replacedBy }) => [figure.value, replaces, replacedBy])).toEqual([
      ["3340", null, versions[1]?.figure.id],
      ["3345", versions[0]?.figure.id, null],
    ]);
  });

  test("an old file that comes again does not undo a correction; a person can", async () => {
    await bring(delivery({}));
    await bring(delivery({ Wert: "3345" }));
    expect(await bring(delivery({}))).toMatchObject({ corrected: 0, refused: [{ line: 2, code: "import.outdated" }] });
    expect(await bring(delivery({ Status: "berichtigt" }))).toMatchObject({ corrected: 1 });
    expect(await currentFigures(store.read, "koeln")).toMatchObject([{ value: "3340", status: "revised" }]);
  });

  test("many corrections of one cell are all kept in order", async () => {
    for (let value = 0; value < 60; value += 5) await bring(delivery({ Wert: String(value) }));
    const [current] = await currentFigures(store.read, "koeln");
    const versions = await figureVersions(store.read, current ? figureKey(current) : "");
    expect(versions.map(({ figure }) => figure.value)).toEqual(Array.from({ length: 12 }, (_, index) => String(index * 5)));
  });

  test("3,5 and 3,50 posts are the same posts", async () => {
    const posts = { Indikator: "KIM.POST.FILL", Einheit: "VZÄ", Verfahren: "" };
    await bring(delivery({ ...posts, Wert: "3,5" }));
    expect(await bring(delivery({ ...posts, Wert: "3,50" }))).toMatchObject({ unchanged: 1, corrected: 0 });
  });

  test("other classes, areas, periods and rule versions are other cells", async () => {
    const pot = { Indikator: "POT.25A", Wert: "120" };
    const report = await bring(
      delivery(
        { ...pot, Regelversion: "a@1" },
        { ...pot, Regelversion: "a@2" },
        {},
        { Geschlecht: "weiblich" },
        { Geschlecht: "Männlich" },
      ),
    );
    expect(report).toMatchObject({ new: 5, refused: [] });
  });

  test("one cell twice in a file: neither is taken, the others are", async () => {
    const report = await bring(delivery({}, { Stichtag: "2024-12-31" }, { Wert: "3.345", Geschlecht: "insgesamt" }));
    expect(report).toMatchObject({ new: 1, refusedRows: 2 });
    expect(report.refused).toEqual([
      { line: 2, code: "import.duplicate", values: { other: 4 } },
      { line: 4, code: "import.duplicate", values: { other: 2 } },
    ]);
  });

  test("a dry run decides the same and writes nothing", async () => {
    await bring(delivery({}));
    const text = delivery({ Wert: "3345" }, { Stichtag: "2024-12-31" }, { Wert: "x" });
    const would = await bring(text, koeln, { dryRun: true });
    expect(would).toMatchObject({ dryRun: true, new: 1, corrected: 1, refusedRows: 1 });
    expect(await currentFigures(store.read, "koeln")).toMatchObject([{ value: "3340" }]);
    expect(await bring(text)).toEqual({ ...would, dryRun: false });
  });

  test("an example never takes the place of a real value, a real value takes that of an example", async () => {
    await bring(delivery({ Beispiel: "ja" }));
    expect(await bring(delivery({ Wert: "3345" }))).toMatchObject({ corrected: 1 });
    expect(await bring(delivery({ Wert: "3350", Beispiel: "ja" }))).toMatchObject({ refused: [{ code: "import.example-over-real" }] });
  });

  test("the history says who did it", async () => {
    await bring(delivery({}));
    await bring(delivery({ Wert: "3345" }));
    const deeds = await store.read.selectFrom("History").select(["subject", "action", "by", "at"]).execute();
    const deed = { subject: "Figure", by: "datenstelle", at: "2026-11-22T10:00:00.000Z" };
    expect(deeds).toEqual([
      { ...deed, action: "imported" },
      { ...deed, action: "corrected" },
    ]);
  });

  test("towns do not see each other's figures", async () => {
    await bring(delivery({}));
    expect(await currentFigures(store.read, "aachen")).toEqual([]);
  });
});

describe("statements", () => {
  const columns = "AGS;Thema;Text;Stand;Quelle;Dienststelle;Gültig bis;Freigegeben von\n";
  const statement = (asOf: string, until = "", text = "Es gibt einen Beirat.") =>
    `${columns}05315000;T22;${text};${asOf};Bericht;KI;${until};Leitung\n`;

  test("the same words with a new Stand are a new version", async () => {
    await bring(statement("2025-01-31"));
    expect(await bring(statement("2025-01-31"))).toMatchObject({ unchanged: 1 });
    expect(await bring(statement("2026-01-31"))).toMatchObject({ corrected: 1 });
    expect(await bring(statement("2025-01-31"))).toMatchObject({ refused: [{ column: "Stand", code: "import.outdated" }] });
    expect(await currentStatements(store.read, "koeln")).toMatchObject([{ asOf: "2026-01-31" }]);
  });

  test.each([
    ["an unknown topic", `${columns}05315000;T99;Text;2026-01-31;Bericht;KI;;Leitung\n`, "Thema", "import.topic"],
    ["a Stand to come", `${columns}05315000;T22;Text;2027-01-31;Bericht;KI;;Leitung\n`, "Stand", "import.future"],
    [
      "an end before the Stand",
      `${columns}05315000;T22;Text;2026-01-31;Bericht;KI;2025-12-31;Leitung\n`,
      "Gültig bis",
      "import.valid-until",
    ],
    ["nobody who vouches", `${columns}05315000;T22;Text;2026-01-31;Bericht;KI;;\n`, "Freigegeben von", "import.empty"],
    ["too long", `${columns}05315000;T22;${"x".repeat(2_001)};2026-01-31;Bericht;KI;;Leitung\n`, "Text", "import.too-long"],
  ])("%s is refused", async (_what, text, column, code) => {
    expect((await bring(text)).refused).toMatchObject([{ line: 2, column, code }]);
  });

  test("paragraphs stay, a topic may be named by its label", async () => {
    await bring(`${columns}05315000;Beteiligung;"Erster Absatz.\r\n\r\nZweiter Absatz.";2026-01-31;Bericht;KI;;Leitung\n`);
    expect(await currentStatements(store.read, "koeln", ["T22"])).toMatchObject([{ text: "Erster Absatz.\nZweiter Absatz." }]);
  });

  test("a person may replace the words; the old file does not bring them back", async () => {
    await bring(statement("2025-01-31"));
    const [old] = await currentStatements(store.read, "koeln");
    if (!old) throw new Error("the statement is there");
    const { id: replaces, ...draft } = old;
    const context = { store, clock };
    await enterStatement(context, { ...draft, text: "Es gibt zwei Beiräte." }, { by: "leitung", replaces });
    expect(await currentStatements(store.read, "koeln")).toMatchObject([{ text: "Es gibt zwei Beiräte." }]);
    expect(await bring(statement("2025-01-31"))).toMatchObject({ refused: [{ code: "import.statement-replaced" }] });
    await expect(enterStatement(context, { ...draft, text: "Drei." }, { by: "leitung", replaces })).rejects.toMatchObject({
      code: "statement.changed",
    });
    await expect(enterStatement(context, { ...draft, text: "Es gibt zwei Beiräte." }, { by: "leitung" })).rejects.toMatchObject({
      code: "statement.exists",
    });
    await expect(enterStatement(context, { ...draft, asOf: "2027-01-01" }, { by: "leitung" })).rejects.toMatchObject({
      code: "statement.future",
    });
    await expect(enterStatement(context, { ...draft, town: "aachen" }, { by: "leitung", replaces })).rejects.toMatchObject({ status: 404 });
  });

  test("age is said, not hidden", () => {
    expect(isOldStatement({ asOf: "2024-11-23" }, "2026-11-22")).toBe(false);
    expect(isOldStatement({ asOf: "2024-11-22" }, "2026-11-22")).toBe(true);
    expect(isOldStatement({ asOf: "2020-01-01", validUntil: "2026-11-22" }, "2026-11-22")).toBe(false);
    const reference = { kind: "date", date: "2025-05-22" } as const;
    expect(isOldFigure({ indicator: "RES.DULD", reference }, "2026-11-21")).toBe(false);
    expect(isOldFigure({ indicator: "RES.DULD", reference }, "2026-11-22")).toBe(true);
  });
});

describe("choosing", () => {
  beforeEach(async () => {
    await bring(
      delivery(
        { Stichtag: "2024-12-31", Wert: "3500" },
        { Stichtag: "2022-12-31", Wert: "4725" },
        { Stichtag: "2023-12-31", Wert: "3340" },
        { Stichtag: "2023-12-31", Wert: "1500", Geschlecht: "weiblich" },
        { Indikator: "NAT.GRANT", Stichtag: "", Von: "2023-01-01", Bis: "2023-12-31", Wert: "4000" },
      ),
    );
  });

  test("a series in the order of its days, totals before classes, the newest one chosen", async () => {
    const { figures, series } = await choose({ store, town: "koeln", topics: ["duldung"], clock });
    expect(figures.map(({ value }) => value)).toEqual(["4725", "3340", "3500", "1500"]);
    expect(series.map(({ chosen, exact }) => [chosen.value, exact])).toEqual([
      ["3500", true],
      ["1500", true],
    ]);
  });

  test("for a past day the nearest value, and it says so", async () => {
    const { series } = await choose({ store, town: "koeln", topics: ["T8"], asOf: "2023-06-30" });
    const [total] = series;
    if (!total) throw new Error("there is a series");
    expect(total.chosen.value).toBe("4725");
    expect(nearestNote(total, "2023-06-30")).toBe("Für 30.06.2023 liegt kein Wert vor; der zeitlich nächste ist von 31.12.2022.");
  });

  test("a period contains its days, and the very day needs no note", async () => {
    const { series } = await choose({ store, town: "koeln", subjects: ["einbuergerung"], asOf: "2023-06-30" });
    expect(series).toMatchObject([{ exact: true, chosen: { value: "4000" } }]);
    expect(series.map((one) => nearestNote(one, "2023-06-30"))).toEqual([null]);
  });

  test("a corrected value is chosen once, the replaced one never", async () => {
    await bring(delivery({ Stichtag: "2024-12-31", Wert: "3505" }));
    const { figures } = await choose({ store, town: "koeln", subjects: ["aufenthalt"], clock });
    expect(figures.map(({ value }) => value)).toEqual(["4725", "3340", "3505", "1500"]);
  });

  test("a statement that has run out is not said any more", async () => {
    const columns = "AGS;Thema;Text;Stand;Quelle;Dienststelle;Gültig bis;Freigegeben von\n";
    await bring(`${columns}05315000;T3;Vorbei.;2023-01-01;B;KI;2023-12-31;L\n05315000;T3;Gilt.;2023-01-01;B;KI;;L\n`);
    const at = async (asOf?: string) =>
      (await choose({ store, town: "koeln", topics: ["kim_gremien"], clock, ...(asOf ? { asOf } : {}) })).statements.map(
        ({ text }) => text,
      );
    expect(await at()).toEqual(["Gilt."]);
    expect((await at("2023-12-31")).toSorted()).toEqual(["Gilt.", "Vorbei."]);
    expect(await at("2024-01-01")).toEqual(["Gilt."]);
  });

  test("unknown topics choose nothing", async () => {
    expect(await choose({ store, town: "koeln", topics: ["spielplatz"], clock })).toEqual({ figures: [], statements: [], series: [] });
  });
});

describe("the catalogue", () => {
  test("every indicator of every topic exists, and every indicator belongs to a topic", () => {
    const named = topics.flatMap((topic) => topic.indicators);
    expect(named.filter((id) => !findIndicator(id))).toEqual([]);
    expect(indicators.filter(({ id }) => !named.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  test("is coherent", () => {
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
    for (const one of indicators) {
      expect(one.cut, one.id).toBe(one.type === "stock" || one.type === "ratio" ? "date" : "period");
      expect(
        [...one.dimensions, ...one.required].filter((name) => !dimensions.has(name)),
        one.id,
      ).toEqual([]);
      expect(
        one.required.filter((name) => !one.dimensions.includes(name)),
        one.id,
      ).toEqual([]);
      expect(Boolean(one.caveat), `${one.id} is a potential and must say so`).toBe(one.id.startsWith("POT."));
      if (["person", "case"].includes(one.kind)) expect(one.public, one.id).not.toBe("free");
    }
    for (const [name, dimension] of dimensions) {
      const classes = "classes" in dimension ? dimension.classes : [name];
      expect(new Set(classes.map(canonical)).size, name).toBe(classes.length);
    }
  });

  test("knows what the facts list, in all its expansions", () => {
    const forms = ["APP", "PEND", "GRANT", "REF", "WDR"];
    const expanded = ["25A", "25B", "104C", "60C", "60D"].flatMap((code) => forms.map((form) => `RES.${code}.${form}`));
    const ids = [
      ...[
        "KIM.POST.FUND",
        "KIM.POST.EST",
        "KIM.POST.FILL",
        "KIM.GRANT",
        "KIM.LG.MEET",
        "KIM.EPK",
        "KIM.AG",
        "KIM.REQ",
        "KIM.REF",
        "KIM.WAIT",
      ],
      ...["KIM.CASE.OPEN", "KIM.CASE.NEW", "KIM.CASE.CLOSE", "KIM.CASE.PERS", "KIM.CASE.DUR", "KIM.CASE.LOAD", "KIM.SYS"],
      ...[
        "RES.DULD",
        "RES.DULD.60B",
        "RES.AUSR",
        "RES.FIKT",
        "RES.25A.ST",
        "RES.25B.ST",
        "RES.104C.ST",
        "RES.104C.EXP",
        "RES.104C.TO25",
        "RES.60C",
        "RES.60D",
      ],
      ...["POT.25A", "POT.25B", "POT.STAG10", "POT.104C"],
      ...["NAT.APP", "NAT.DONE", "NAT.GRANT", "NAT.PEND", "NAT.DUR", "NAT.APPT", "NAT.WAIT", "NAT.REF", "NAT.LIT", "ORG.ABH.POST"],
    ];
    expect([...ids, ...expanded].filter((id) => !findIndicator(id))).toEqual([]);
    expect(() => indicator("RES.NONE")).toThrow("RES.NONE");
  });

  test("what a potential must say stands beside every value", async () => {
    await bring(delivery({ Indikator: "POT.25A", Regelversion: "aufenthg-25a@2", Wert: "120", Hinweis: "Stand der Auszählung" }));
    const [figure] = await currentFigures(store.read, "koeln");
    expect(figure?.note).toBe(`${indicator("POT.25A").caveat} Stand der Auszählung`);
    expect(
      await bring(delivery({ Indikator: "POT.25A", Regelversion: "aufenthg-25a@2", Wert: "120", Hinweis: "Stand der Auszählung" })),
    ).toMatchObject({ unchanged: 1 });
  });

  test("every sentence that an import can say exists", () => {
    const folder = new URL("../../plugin/figures/", import.meta.url);
    const files = ["import", "."].flatMap((name) =>
      readdirSync(new URL(`${name}/`, folder)).map((file) => new URL(`${name}/${file}`, folder)),
    );
    const text = files.filter(({ pathname }) => pathname.endsWith(".ts")).map((url) => readFileSync(url, "utf8"));
    const codes = new Set(
      text
        .join("\n")
        .match(/"(import|statement|choose|format)\.[a-z0-9-]+"/g)
        ?.map((code) => code.slice(1, -1)),
    );
    expect(codes.size).toBeGreaterThan(50);
    const values = {
      ags: "",
      allowed: "",
      asked: "",
      column: "",
      corrected: 0,
      first: "",
      from: "",
      given: "",
      file: "",
      heading: "",
      indicator: "",
      key: "",
      last: "",
      least: 10,
      line: 1,
      max: 1,
      mend: "",
      missing: "",
      new: 0,
      other: 1,
      position: 1,
      reference: "",
      refused: 0,
      to: "",
      total: "",
      unchanged: 0,
      unit: "",
    };
    for (const code of [...codes, "import.cut-date", "import.cut-period"]) expect(say(code, values), code).not.toBe("");
  });
});

describe("the demo", () => {
  const towns: readonly ImportTown[] = [
    koeln,
    { key: "aachen", name: "Aachen", ags: "05334002", areas: ["05334"] },
    gladbeck,
    { key: "muenchen", name: "München", ags: "09162000", areas: [] },
  ];
  const sample = (kind: string, town: ImportTown) =>
    readFileSync(new URL(`../../plugin/demo/${kind}/${town.key}.csv`, import.meta.url), "utf8");

  beforeEach(async () => {
    for (const town of towns)
      for (const kind of ["figures", "statements"])
        expect((await bring(sample(kind, town), town)).refused, `${kind} of ${town.key}`).toEqual([]);
  });

  test("comes in without a single refusal, and once", async () => {
    for (const town of towns) {
      expect(await bring(sample("figures", town), town)).toMatchObject({ new: 0, corrected: 0, refused: [] });
      expect(await bring(sample("statements", town), town)).toMatchObject({ new: 0, corrected: 0, refused: [] });
    }
  });

  test("Köln's Duldungen stand in order, as they were published", async () => {
    const { figures } = await choose({ store, town: "koeln", topics: ["T8"], clock });
    expect(figures.map(({ value, reference }) => [value, reference.kind === "date" && reference.date])).toEqual([
      ["2766", "2013-12-31"],
      ["5590", "2018-03-12"],
      ["5958", "2018-12-31"],
      ["4727", "2022-12-31"],
      ["3341", "2023-12-31"],
    ]);
    for (const { protection, sourceUrl, example } of figures)
      expect([protection, Boolean(sourceUrl), example]).toEqual(["published", true, false]);
  });

  test("whatever is not published is marked as an example", async () => {
    for (const town of towns) {
      for (const figure of await currentFigures(store.read, town.key)) {
        const sourced =
          figure.protection === "published" ||
          figure.sourceUrl !== undefined ||
          figure.source.startsWith("Stadt Gladbeck, Vorlage 20/0270");
        expect(figure.example, `${town.key} ${figure.indicator}`).toBe(!sourced);
      }
    }
    expect((await currentFigures(store.read, "muenchen")).every(({ example }) => example)).toBe(true);
  });

  test("Gladbeck's Bausteine 1 and 2 are the Kreis's", async () => {
    const { figures } = await choose({ store, town: "gladbeck", topics: ["kim_stellen"], clock });
    const owners = Object.groupBy(figures, ({ dimensions: { Baustein } }) => String(Baustein));
    expect(owners["3"]?.map((figure) => [figure.area.name, formatValue(figure)])).toEqual([
      ["Gladbeck", "1,00\u00a0VZÄ"],
      ["Gladbeck", "0,50\u00a0VZÄ"],
      ["Gladbeck", "0,50\u00a0VZÄ"],
    ]);
    for (const part of ["1", "2"]) expect(new Set(owners[part]?.map(({ area }) => area.name))).toEqual(new Set(["Kreis Recklinghausen"]));
  });

  test("there is something to say to the questions of the seeds, and a gap that a person must fill", async () => {
    const asked = async (town: string, ...labels: string[]) =>
      (await choose({ store, town, topics: labels, clock })).statements.map(({ topic }) => topic);
    expect(await asked("koeln", "beteiligung", "vereine")).toEqual(["T22"]);
    expect(await asked("koeln", "eu_zuwanderung")).toEqual(["T5", "T5"]);
    expect(await asked("koeln", "zielgruppe")).toEqual(["T5", "T5"]);
    expect(await asked("aachen", "kim_gremien", "beteiligung")).toEqual(["T3", "T22"]);
    expect(await asked("aachen", "kim_casemanagement", "ukraine")).toEqual([]);
  });

  test("areas have names", () => {
    expect(towns.flatMap(({ ags, areas: more }) => [ags, ...more]).map((ags) => areas.get(ags)?.name)).toEqual([
      "Köln",
      "Aachen",
      "StädteRegion Aachen",
      "Gladbeck",
      "Kreis Recklinghausen",
      "München",
    ]);
  });
});
