import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeFinding } from "../../plugin/figures/import/report.ts";
import { say } from "../../plugin/messages.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { bringTo, delivery, sound } from "../delivery.ts";
import { type BookCell, edited, merged, workbook } from "../workbook.ts";

let store: Store<Tables>;
let bring: ReturnType<typeof bringTo>;
beforeEach(async () => {
  store = openStore(":memory:");
  await migrate(store.read);
  bring = bringTo(store);
});
afterEach(() => store[Symbol.asyncDispose]());

/** A workbook of our form; each row is the sound one but for what it says otherwise. */
function book(...rows: Record<string, BookCell>[]): Uint8Array {
  const columns = [...new Set([sound, ...rows].flatMap((row) => Object.keys(row)))];
  return workbook([columns, ...rows.map((row) => columns.map((column) => ({ ...sound, ...row })[column] ?? ""))]);
}
const days = ["2025-01-31", "2025-02-28", "2025-03-31"].map((Stichtag) => ({ Stichtag }));
const sentences = async (content: string | Uint8Array) => {
  const report = await bring(content);
  return { taken: report.new, refused: report.refused.map(describeFinding) };
};
const values = async () => (await currentFigures(store.read, "koeln")).map(({ value }) => value);
/** The sentence with which a file is refused as a whole. */
async function refusalOf(content: string | Uint8Array): Promise<string> {
  const error = await bring(content).catch((thrown: unknown) => thrown);
  expect(await values()).toEqual([]);
  if (error instanceof Refusal) return say(error.code, error.values);
  if (error instanceof UpstreamError) return say(error.code);
  throw new Error("was not refused");
}

describe("a damaged row is named with what to do, the others are taken", () => {
  test.each([
    ["a day that does not exist", { Stichtag: "31.02.2025" }, "Zeile 3, Spalte Stichtag: Das ist kein gültiges Datum."],
    ["a day to come", { Stichtag: "01.01.2030" }, "Zeile 3, Spalte Stichtag: Das Datum liegt in der Zukunft."],
    ["the inside of a date", { Stichtag: "45777" }, "Zeile 3, Spalte Stichtag: Hier steht die innere Zahl eines Datums."],
    [
      "the report of another town",
      { AGS: "05334002" },
      "Zeile 3, Spalte AGS: Dieses Gebiet gehört nicht zur Kommune. Erlaubt sind die Schlüssel 05315000.",
    ],
    ["a percentage", { Wert: "12,5 %" }, "Zeile 3, Spalte Wert: Hier wird eine Anzahl erwartet, kein Prozentwert."],
    ["a negative count", { Wert: "-5" }, "Zeile 3, Spalte Wert: Der Wert ist negativ."],
    ["no number", { Wert: "ca. 300" }, "Zeile 3, Spalte Wert: Das ist keine Zahl."],
  ])("%s", async (_what, row, sentence) => {
    const { taken, refused } = await sentences(delivery(days[0] ?? {}, { ...days[1], ...row }, days[2] ?? {}));
    expect(taken).toBe(2);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(sentence);
  });

  test("the same cell twice with different values: neither", async () => {
    const { taken, refused } = await sentences(delivery({ Wert: "100" }, days[0] ?? {}, { Wert: "105" }));
    expect(taken).toBe(1);
    expect(refused).toEqual([
      "Zeile 2: Derselbe Wert steht auch in Zeile 4. Bitte nur die richtige Zeile stehen lassen.",
      "Zeile 4: Derselbe Wert steht auch in Zeile 2. Bitte nur die richtige Zeile stehen lassen.",
    ]);
  });

  test("two encodings in one file: what is readable comes in, what is not is named", async () => {
    const [head = "", first = "", second = "", third = ""] = delivery(...days).split("\n");
    const bytes = Buffer.concat([Buffer.from(`${head}\n${first}\n`), Buffer.from(`${second}\n`, "latin1"), Buffer.from(`${third}\n`)]);
    const { taken, refused } = await sentences(bytes);
    expect(taken).toBe(2);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/^Zeile 3, Spalte Status: In der Datei stehen UTF-8 und Windows-1252 durcheinander/);
    expect((await currentFigures(store.read, "koeln")).map(({ source }) => source)).toEqual(["Ausländerbehörde", "Ausländerbehörde"]);
  });

  test("a heading in the other encoding: the file as a whole", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${Object.keys(sound).join(";")};Träger\n`, "latin1"),
      Buffer.from(delivery({}).split("\n")[1] ?? ""),
    ]);
    expect(await refusalOf(bytes)).toContain("weder UTF-8 noch Windows-1252");
  });

  test("all of it in Windows-1252 is no damage", async () => {
    expect(await bring(Buffer.from(delivery(...days), "latin1"))).toMatchObject({ new: 3, refused: [] });
    expect((await currentFigures(store.read, "koeln"))[0]?.source).toBe("Ausländerbehörde");
  });

  test("no-break spaces are spaces: in numbers, classes, sources; the same file with plain ones changes nothing", async () => {
    const hard = delivery({
      Wert: "3\u00a0340",
      Quelle: "Amt\u00a050",
      Altersgruppe: "18\u00a0bis unter\u202f27\u00a0Jahre",
      Status: "\u00a0endgültig",
    });
    expect(await bring(hard)).toMatchObject({ new: 1, refused: [] });
    expect(await bring(hard.replaceAll(/[\u00a0\u202f]/g, " "))).toMatchObject({ unchanged: 1 });
  });
});

describe("a damaged workbook", () => {
  test("formula: the row is named, its cached value is not taken", async () => {
    const { taken, refused } = await sentences(book(days[0] ?? {}, { ...days[1], Wert: { formula: "SUM(F2:F2)", result: 3340 } }));
    expect(taken).toBe(1);
    expect(refused).toEqual([
      "Zeile 3, Spalte Wert: Die Zelle enthält eine Formel. Bitte nur den Wert einfügen (Inhalte einfügen, Werte).",
    ]);
  });

  test("a number that is shown as percent is no count, built in or with a format of its own", async () => {
    const posts = { Indikator: "KIM.POST.FILL", Einheit: "VZÄ", Verfahren: "" };
    const shares = book({ ...posts, Wert: 2 }, { ...posts, ...days[0], Wert: { percent: 1 } });
    expect(await sentences(shares)).toEqual({
      taken: 1,
      refused: ["Zeile 3, Spalte Wert: Hier wird eine Anzahl erwartet, kein Prozentwert."],
    });
    const own = edited(shares, "xl/styles.xml", (xml) =>
      xml
        .replace("<cellXfs", '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellXfs')
        .replace('numFmtId="9"', 'numFmtId="170"'),
    );
    expect(await bring(own)).toMatchObject({ unchanged: 1, refused: [{ line: 3, column: "Wert", code: "import.percent" }] });
  });

  test("merged cells: every row they touch, because the empty ones would say: all", async () => {
    const rows = book({ Geschlecht: "weiblich", ...days[0] }, { ...days[1] }, { ...days[2] });
    const { taken, refused } = await sentences(merged(rows, "L2:L3"));
    expect(taken).toBe(1);
    expect(refused.map((sentence) => sentence.slice(0, 28))).toEqual(["Zeile 2, Spalte Geschlecht: ", "Zeile 3, Spalte Geschlecht: "]);
    expect(await bring(merged(rows, "A9:Z1048576"))).toMatchObject({ new: 2, unchanged: 1 });
  });

  test("a merged heading: the file as a whole", async () => {
    expect(await refusalOf(merged(book({}), "A1:B1"))).toContain("Zellen verbunden");
  });

  test("two sheets with something in them: the file as a whole; empty ones are what spreadsheets come with", async () => {
    const rows = [Object.keys(sound), Object.values(sound)];
    expect(await refusalOf(workbook(rows, rows))).toContain("mehrere Tabellenblätter");
    expect(await bring(workbook(rows, [], [null]))).toMatchObject({ new: 1, refused: [] });
    expect(await bring(workbook([], rows))).toMatchObject({ unchanged: 1, refused: [] });
  });

  test("days as dates, and numbers as text, are read; the bare number of a day is named", async () => {
    expect(await bring(book({ Stichtag: { day: 45777 }, Wert: "3340" }))).toMatchObject({ new: 1, refused: [] });
    expect(
      await bring(
        edited(book({ Stichtag: { day: 44315 }, Wert: 3340 }), "xl/workbook.xml", (xml) =>
          xml.replace("<sheets>", '<workbookPr date1904="1"/><sheets>'),
        ),
      ),
    ).toMatchObject({ unchanged: 1 });
    expect((await bring(book({ Stichtag: 45777 }))).refused).toMatchObject([{ column: "Stichtag", code: "import.date-serial" }]);
  });

  test("a zip bomb is refused with a sentence", async () => {
    const zip = new PizZip(book({}));
    zip.file("xl/worksheets/sheet1.xml", `<worksheet><sheetData>${" ".repeat(120 * 1024 * 1024)}</sheetData></worksheet>`);
    const bomb = zip.generate({ type: "uint8array", compression: "DEFLATE" });
    expect(bomb.length).toBeLessThan(400_000);
    expect(await refusalOf(bomb)).toContain("zu groß");
  });
});

describe("a file as a whole", () => {
  test.each([
    ["nothing at all", "", "Die Datei ist leer."],
    ["only blank lines", "\r\n \r\n", "Die Datei ist leer."],
    ["only a heading", `${Object.keys(sound).join(";")}\r\n`, "nur eine Kopfzeile"],
    ["only a heading and empty rows", `${Object.keys(sound).join(";")}\r\n;;;;;;;;;;\r\n`, "nur eine Kopfzeile"],
    ["an empty list", "[]", "keine Tabelle"],
    ["an empty workbook", workbook([]), "Die Datei ist leer."],
    ["a workbook with a heading only", workbook([Object.keys(sound)]), "nur eine Kopfzeile"],
    ["more than it may be", new Uint8Array(33 * 1024 * 1024).fill(0x41), "zu groß"],
  ])("%s", async (_what, content, sentence) => {
    expect(await refusalOf(content)).toContain(sentence);
  });

  test("a huge one is refused by the command line before it is read", () => {
    const folder = mkdtempSync(join(tmpdir(), "kim-huge-"));
    try {
      const path = join(folder, "riesig.csv");
      writeFileSync(path, "AGS;");
      truncateSync(path, 5 * 1024 ** 3);
      const town = {
        name: "Köln",
        ags: "05315000",
        house: "koeln",
        ris: { adapter: "oparl", settings: { url: "https://ris.example/oparl" } },
      };
      writeFileSync(join(folder, "koeln.json"), JSON.stringify(town));
      const installation = {
        demo: true,
        baseUrl: "https://kim.example",
        store: join(folder, "kim.db"),
        identity: { adapter: "fake" },
        sessionSecret: { env: "SECRET" },
      };
      writeFileSync(join(folder, "installation.json"), JSON.stringify(installation));
      const words = ["--max-old-space-size=256", "plugin/main.ts", "import", "koeln", path, "--config", folder];
      const { status, stderr, stdout } = spawnSync(process.execPath, words, {
        encoding: "utf8",
        env: { ...process.env, SECRET: "x".repeat(40) },
      });
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("Die Datei ist zu groß.");
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
