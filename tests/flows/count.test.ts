import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { adapters } from "../../adapters/index.ts";
import { table } from "../../adapters/kim/table/index.ts";
import { program } from "../../plugin/commands/program.ts";
import { readProtection } from "../../plugin/figures/import/protection.ts";
import { importFile } from "../../plugin/figures/import.ts";
import { findIndicator } from "../../plugin/figures/indicators.ts";
import { silent } from "../../plugin/ports/log.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";

const columns =
  "Kennung;Geburtsdatum;Einreise;Status;Status_seit;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt;Schuljahre;Abschluss;Staatsangehoerigkeit;Geschlecht;Ortsteil".split(
    ";",
  );
const sound: Record<string, string> = {
  Geburtsdatum: "2003-04-05",
  Einreise: "2016-01-01",
  Status: "duldung",
  Status_seit: "2019-01-01",
  ununterbrochen_seit: "2016-01-01",
  Duldung_seit: "2019-01-01",
  P60b: "nein",
  Kind_im_Haushalt: "nein",
  Geschlecht: "w",
  Ortsteil: "Nord",
};
let running = 0;
const row = (person: Record<string, string> = {}): string => {
  running += 1;
  const full: Record<string, string> = { ...sound, Kennung: `K${running}`, ...person };
  return columns.map((column) => full[column] ?? "").join(";");
};
const citizen = { Status: "niederlassung", rechtmaessig_seit: "2015-01-01" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "count-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function run(bytes: string | Uint8Array, ...words: string[]) {
  const path = join(folder, "auszug.csv");
  writeFileSync(path, bytes);
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const refused = vi.spyOn(console, "error").mockReturnValue();
  const asOf = words.includes("--as-of") ? [] : ["--as-of", "2026-04-01"];
  const status = await program(async () => adapters, ["count", path, ...asOf, ...words], {});
  const text = (spy: { mock: { calls: unknown[][] } }) => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
  const result = { status, out: text(out), err: text(err) + text(refused) };
  vi.restoreAllMocks();
  return result;
}
const file = (...rows: string[]) => `${[columns.join(";"), ...rows].join("\n")}\n`;
async function counted(bytes: string | Uint8Array, ...words: string[]) {
  const { out, status } = await run(bytes, "--protect", "none", "--json", ...words);
  return { status, ...JSON.parse(out) };
}
const of = (result: { results: { rule: string }[] }, rule: string) => result.results.find((one) => one.rule === rule);

describe("count", () => {
  it("prints the form other programs rely on", async () => {
    const result = await counted(file(row(), row(citizen), row({ Status: "gestattung" }), row({ Geburtsdatum: "2003-02-30" })));
    expect(result).toMatchObject({
      status: 1,
      asOf: "2026-04-01",
      records: 4,
      atLeastOne: 2,
      rejected: [{ line: 5, column: "Geburtsdatum", code: "date" }],
      protected: false,
      label: "Potenzial (zeitliche Voraussetzungen)",
    });
    expect(result.results).toMatchObject([
      { rule: "aufenthg-25a", version: "25a@2022-12-31", applicable: true, potential: 1, missing: 0 },
      { rule: "aufenthg-25b", version: "25b@2022-12-31", applicable: true, potential: 1, missing: 0 },
      { rule: "aufenthg-104c", version: "104c@2025-12-31", applicable: false, potential: null, missing: null },
      { rule: "stag-10", version: "stag10@2025-10-30", applicable: true, potential: 1, missing: 0 },
    ]);
    expect(result.overlaps).toEqual([
      { rules: ["aufenthg-25a", "aufenthg-25b"], potential: 1 },
      { rules: ["aufenthg-25a", "stag-10"], potential: 0 },
      { rules: ["aufenthg-25b", "stag-10"], potential: 0 },
      { rules: ["aufenthg-25a", "aufenthg-25b", "stag-10"], potential: 0 },
    ]);
    expect(of(result, "aufenthg-25a")).toMatchObject({
      notApplied: expect.arrayContaining([expect.stringMatching(/Schuljahre.*Abschluss/)]),
    });
  });

  it("holds `missing` apart: no known criterion excludes, but a needed field is empty", async () => {
    const lacking = (person: Record<string, string>) => counted(file(row(person)), "--rules", "aufenthg-25a,aufenthg-25b");
    const cases: [Record<string, string>, (number | null)[]][] = [
      [{ Geburtsdatum: "" }, [0, 1, 1, 0]],
      [{ Duldung_seit: "" }, [0, 1, 1, 0]],
      [{ ununterbrochen_seit: "" }, [0, 1, 0, 1]],
      [{ Status: "" }, [0, 1, 0, 1]],
      [{ P60b: "ja" }, [0, 1, 0, 1]],
      [{ P60b: "" }, [0, 1, 0, 1]],
      [{ P60b: "ja", Status: "ae-104c" }, [1, 0, 1, 0]],
      [{ P60b: "ja", Status: "duldung-60b" }, [0, 0, 0, 0]],
      [{ Kind_im_Haushalt: "" }, [1, 0, 1, 0]],
      [{ Kind_im_Haushalt: "", ununterbrochen_seit: "2021-04-01" }, [1, 0, 0, 1]],
      [{ Kind_im_Haushalt: "ja", ununterbrochen_seit: "2021-04-01" }, [1, 0, 1, 0]],
      [{ Kind_im_Haushalt: "", ununterbrochen_seit: "2023-01-01" }, [1, 0, 0, 0]],
      [{ Geburtsdatum: "", Duldung_seit: "2026-03-01" }, [0, 0, 1, 0]],
    ];
    for (const [person, expected] of cases) {
      const { results } = await lacking(person);
      const found = results.flatMap((one: { potential: number; missing: number }) => [one.potential, one.missing]);
      expect(found, JSON.stringify(person)).toEqual(expected);
    }
  });

  it("names line and column of what cannot be, and nothing of what stands there", async () => {
    const secret = "Geheimwort";
    const bad = [
      row({ Status: secret }),
      row({ P60b: secret }),
      row({ Geburtsdatum: "2017-01-01" }),
      row({ Duldung_seit: "2000-01-01" }),
      row({ Kennung: secret }),
      row({ Kennung: secret }),
      row({ Kennung: " " }),
      `${secret};2000-01-01`,
      `"${secret}`,
      "",
      ";".repeat(columns.length - 1),
      row({ rechtmaessig_seit: secret }),
    ];
    for (const words of [["--json"], ["--protect", "none", "--json"], []]) {
      const { out, err, status } = await run(file(...bad, row()), ...words);
      expect(status).toBe(1);
      expect(out + err).not.toContain(secret);
      if (words.length === 0) {
        expect(err).toContain("Zeile 2, Spalte Status: unbekannter Status");
        continue;
      }
      expect(JSON.parse(out).rejected).toEqual([
        { line: 2, column: "Status", code: "status" },
        { line: 3, column: "P60b", code: "yes-no" },
        { line: 4, column: "Einreise", code: "before-birth" },
        { line: 5, column: "Duldung_seit", code: "before-birth" },
        { line: 7, column: "Kennung", code: "duplicate" },
        { line: 8, column: "Kennung", code: "empty" },
        { line: 9, column: null, code: "cells" },
        { line: 10, column: null, code: "quote" },
        { line: 13, column: "rechtmaessig_seit", code: "date" },
      ]);
    }
    expect((await counted(file(...bad, row()))).records).toBe(11);
  });

  it("a forgotten quote costs its own line, whatever stands around it", async () => {
    const many = () => Array.from({ length: 3000 }, () => row());
    const result = await counted(file(...many(), `"${row()}`, ...many(), `${row()}"`, ...many()));
    expect(result.rejected).toEqual([
      { line: 3002, column: null, code: "quote" },
      { line: 6003, column: null, code: "quote" },
    ]);
    expect(of(result, "aufenthg-25b")).toMatchObject({ potential: 9000 });
  });

  it("a cell may hold line breaks; the lines are counted on, and a neighbour is not swallowed", async () => {
    const remark = (text: string) => row({ Abschluss: `"${text}"` });
    const lines = [
      row(),
      remark("ja\nBericht; folgt\n\nEnde"),
      row({ Status: "?" }),
      row(),
      remark("zwei\r\nZeilen"),
      row({ Status: "?" }),
    ];
    const many = Array.from({ length: 2000 }, (_, index) => remark(`Zeile\n${"x".repeat(index % 90)}`));
    const result = await counted(file(...lines, ...many));
    expect(result).toMatchObject({ records: 2006 });
    expect(result.rejected.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [7, "status"],
      [11, "status"],
    ]);
    expect(of(result, "aufenthg-25b")).toMatchObject({ potential: 2004 });
    // Two forgotten quotes in a column nobody reads would close each other over two persons.
    const swallowing = [row({ Abschluss: '"x' }), row({ Abschluss: 'y"' }), row()];
    const { rejected } = await counted(file(...swallowing));
    expect(rejected.map(({ line }: { line: number }) => line)).toEqual([2, 3]);
  });

  it("a line with zero bytes and one of ten megabytes cost themselves, wherever they stand", async () => {
    const long = `${row({ Abschluss: "x".repeat(10_000_000) })}`;
    const many = Array.from({ length: 1500 }, () => row());
    const lines = [row(), row({ Ortsteil: "No\u0000rd" }), row(), long, ...many, row({ Kennung: "\u0000" }), long, row(), long];
    for (const text of [file(...lines), file(...lines).trimEnd()]) {
      const result = await counted(text);
      expect(result.rejected).toEqual([
        { line: 3, column: null, code: "nul" },
        { line: 5, column: null, code: "long" },
        { line: 1506, column: null, code: "nul" },
        { line: 1507, column: null, code: "long" },
        { line: 1509, column: null, code: "long" },
      ]);
      expect(result.records).toBe(1508);
      expect(of(result, "aufenthg-25b")).toMatchObject({ potential: 1503 });
    }
  }, 30_000);

  it("of two lines with one Kennung the first that can be read counts, and it is said", async () => {
    const [broken, first, second] = [{ Status: "?" }, {}, citizen].map((person) => row({ ...person, Kennung: "doppelt" }));
    const result = await counted(file(broken ?? "", first ?? "", second ?? ""));
    expect(result.rejected.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [2, "status"],
      [4, "duplicate"],
    ]);
    expect([of(result, "aufenthg-25b"), of(result, "stag-10")]).toMatchObject([{ potential: 1 }, { potential: 0 }]);
    const { err } = await run(file(first ?? "", second ?? ""));
    expect(err).toContain("Zeile 3, Spalte Kennung: Kennung schon vorgekommen; gezählt ist nur die erste lesbare Zeile");
  });

  it("two quotes that would close each other over several lines cost two lines", async () => {
    const result = await counted(file(row(), `"${row()}`, row(), `x";${row()}`, row()));
    expect(result.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 5]);
    expect(of(result, "aufenthg-25b")).toMatchObject({ potential: 3 });
  });

  it("reads UTF-8 with and without mark, Windows-1252, both in one file, CRLF, quotes, padding", async () => {
    const district = join(folder, "profil.json");
    writeFileSync(district, JSON.stringify({ districts: ["Köln-Süd"] }));
    const words = ["--by", "Ortsteil", "--profile", district, "--rules", "aufenthg-25b"];
    const there = () => row({ Ortsteil: "Köln-Süd" });
    const latin = (text: string) => Buffer.from(text, "latin1");
    const files = [
      file(there(), there()),
      `\uFEFF${file(there(), there())}`,
      latin(file(there(), there())),
      Buffer.concat([Buffer.from(file(there())), latin(`${there()}\n`)]),
      file(there(), there()).replaceAll("\n", "\r\n"),
      file(`"${there().replaceAll(";", '";"')}"`, ` ${there().replaceAll(";", " ; ")};;`),
      file(there(), there()).trimEnd(),
    ];
    for (const bytes of files) {
      const result = await counted(bytes, ...words);
      expect(result.rejected).toEqual([]);
      expect(result.cells).toContainEqual({ rule: "aufenthg-25b", dimensions: { Ortsteil: "Köln-Süd" }, potential: 2 });
    }
  });

  it("refuses what is no export, in one sentence that repeats nothing of it", async () => {
    const cases: [string | Uint8Array, RegExp, ...string[]][] = [
      ["", /leer/],
      ["\n\n", /leer/],
      [`${row()}\n`, /fehlen Spalten: Kennung/],
      [file().replace("P60b;", ""), /fehlen Spalten: P60b\./],
      [file().replace("Ortsteil", "Status"), /Status kommt zweimal/],
      [file(row()).replaceAll(";", ","), /Semikolon/],
      [Buffer.from(file(row()), "utf16le"), /UTF-8/],
      [Buffer.alloc(3_000_000, "x"), /UTF-8/],
      [`\u0000${file(row())}`, /UTF-8/],
      [file(row()), /Stichtag/, "--as-of", "2026-02-30"],
      [file(row()), /Stichtag/, "--as-of", "01.04.2026"],
      [file(row()), /--rules/, "--rules", "aufenthg-60d"],
      [file(row()), /--rules/, "--rules", ""],
      [file(row()), /--by/, "--by", "Staatsangehoerigkeit"],
      [file(row()), /höchstens 2/, "--by", "Altersgruppe,Geschlecht,Aufenthaltsdauer"],
      [file(row()), /Liste/, "--by", "Ortsteil"],
    ];
    for (const [bytes, sentence, ...words] of cases) {
      const { status, out, err } = await run(bytes, ...words);
      expect([status, out], String(sentence)).toEqual([2, ""]);
      expect(err).toMatch(sentence);
      expect(err).not.toContain("2003-04-05");
      expect(err.trim().split("\n")).toHaveLength(1);
    }
  });

  it("an export that has only what the rule needs is enough; nobody in it is no fault", async () => {
    const slim = "Kennung;Status;rechtmaessig_seit\n1;niederlassung;2015-01-01\n";
    expect(await counted(slim, "--rules", "stag-10")).toMatchObject({ status: 0, records: 1, atLeastOne: 1 });
    expect(await counted(file())).toMatchObject({ status: 0, records: 0, atLeastOne: 0, rejected: [] });
    expect((await run(file())).err).toContain("enthält keine Person");
    expect((await run(slim, "--rules", "stag-10")).err).not.toContain("enthält keine Person");
  });

  it("§ 104c in 2026: not applicable, with its holders and who of them meets the times of §§ 25a and 25b", async () => {
    const holder = { Status: "ae-104c", P60b: "ja", Duldung_seit: "" };
    const rows = [
      row(holder),
      row({ ...holder, Geburtsdatum: "1980-01-01" }),
      row({ ...holder, ununterbrochen_seit: "2025-01-01" }),
      row(),
    ];
    const result = await counted(file(...rows));
    expect(of(result, "aufenthg-104c")).toMatchObject({
      applicable: false,
      transition: { holders: 3, potential: { "aufenthg-25a": 1, "aufenthg-25b": 2 }, atLeastOne: 2 },
      notes: expect.arrayContaining([expect.stringContaining("Neue Anträge sind seit dem 31.12.2025 nicht mehr möglich")]),
    });
    expect(of(await counted(file(...rows), "--as-of", "2025-12-30"), "aufenthg-104c")).toMatchObject({ applicable: true, potential: 1 });
    expect(await counted(file(row()), "--rules", "aufenthg-104c")).toMatchObject({ atLeastOne: null, overlaps: [] });
  });

  it("a Stichtag after the last reading of the law is a finding, unless somebody vouches for it by name", async () => {
    const late = await run(file(row()), "--as-of", "2026-04-30");
    expect([late.status, late.err]).toEqual([1, expect.stringContaining("geprüft bis 29.04.2026; der Stichtag 30.04.2026 liegt danach")]);
    expect(late.out).toMatch(/;POT\.25A;2026-04-30;;;0;Personen;p;/);
    const released = await run(file(row()), "--as-of", "2026-04-30", "--released-by", "Datenstelle Muster");
    expect([released.status, released.err]).toEqual([0, expect.stringContaining("freigegeben von Datenstelle Muster")]);
    expect(released.out).toMatch(/;POT\.25A;2026-04-30;;;0;Personen;final;/);
    expect((await run(file(row()), "--as-of", "2026-04-29")).status).toBe(0);
  });

  it("of a Stichtag still to come nothing is counted that could leave the office", async () => {
    const next = `${new Date().getFullYear() + 1}-07-01`;
    for (const words of [[], ["--json"], ["--protect", "suppress"], ["--released-by", "Datenstelle Muster"]]) {
      const { status, out, err } = await run(file(row()), "--as-of", next, ...words);
      expect([status, out]).toEqual([2, ""]);
      expect(err).toContain("liegt in der Zukunft");
    }
    const preview = await run(file(row()), "--as-of", next, "--protect", "none", "--released-by", "Datenstelle Muster");
    expect([preview.status, preview.err]).toEqual([1, expect.stringContaining("Vorausschau auf den 01.07.")]);
    expect(preview.out).toMatch(/;p;/);
  });

  it("says of each rule which version of the law was counted, until when it was read, and what of it is unsure", async () => {
    const { results } = await counted(file(row()), "--as-of", "2026-11-02");
    expect(of({ results }, "aufenthg-25a")).toMatchObject({
      validFrom: "2022-12-31",
      validTo: "2027-06-30",
      law: "BGBl. 2022 I S. 2847",
      url: expect.stringMatching(/^https:/),
      checkedUntil: "2026-04-29",
      uncertain: expect.stringContaining("30.06.2027"),
      notes: expect.arrayContaining([expect.stringContaining("BGBl. 2026 I Nr. 111"), expect.stringContaining("BGBl. 2026 I Nr. 112")]),
    });
    const { err } = await run(file(row()), "--as-of", "2026-11-02");
    expect(err).toContain("unsicher: Das Ende der Verweise auf § 104c");
    expect(err).toContain("Fassung gilt vom 31.12.2022 bis 30.06.2027; BGBl. 2022 I S. 2847; https://");
    const older = await counted(
      file(row({ Status: "niederlassung", rechtmaessig_seit: "2010-01-01" })),
      "--as-of",
      "2023-08-23",
      "--rules",
      "stag-10",
    );
    expect(of(older, "stag-10")).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining("§ 40a StAG")]) });
    const younger = await counted(file(row(citizen)), "--as-of", "2023-08-24", "--rules", "stag-10");
    expect(JSON.stringify(younger)).not.toContain("40a");
  });

  it("of the holders of § 104c tells when their titles end, and what no export shows", async () => {
    const since = ["2024-01-01", "2025-03-31", "2025-10-01", "2025-12-30", "2026-01-15", ""];
    const rows = since.map((Status_seit) => row({ Status: "ae-104c", P60b: "ja", Status_seit }));
    const { transition } = of(await counted(file(...rows)), "aufenthg-104c") as unknown as { transition: { endings: unknown } };
    expect(transition.endings).toEqual([
      { end: "over", holders: 1 },
      { end: "until", until: "2026-06-30", holders: 0 },
      { end: "until", until: "2026-12-31", holders: 1 },
      { end: "until", until: "2027-06-30", holders: 2 },
      { end: "later", holders: 1 },
      { end: "unknown", holders: 1 },
    ]);
    const { err } = await run(file(...rows), "--protect", "none");
    expect(err).toContain("rechtzeitig beantragt und am 31.12.2025 noch offen: aus diesem Auszug nicht zählbar");
    expect(err).toContain("rechnerisches Ende bis 31.12.2026: 1");
  });

  it("rounds by default, every number for itself; suppresses below five; says which", async () => {
    const rows = Array.from({ length: 7 }, () => row()).concat(row(citizen), row(citizen));
    const rounded = JSON.parse((await run(file(...rows), "--json")).out);
    expect(rounded).toMatchObject({ records: 10, atLeastOne: 10, protected: true, method: "round5" });
    expect(rounded.results.map((one: { potential: number }) => one.potential)).toEqual([5, 5, null, 0]);
    const suppressed = JSON.parse((await run(file(...rows), "--json", "--protect", "suppress")).out);
    expect(suppressed.results.map((one: { potential: number }) => one.potential)).toEqual([7, 7, null, "g"]);
    // 9 in all would tell of the 2 under § 10 StAG, because nobody can be under both.
    expect(suppressed).toMatchObject({ atLeastOne: "g", protected: true, method: "suppress" });
    expect(suppressed.overlaps.map(({ potential }: { potential: unknown }) => potential)).toEqual([7, 0, 0, 0]);
    const enough = rows.concat(Array.from({ length: 4 }, () => row(citizen)));
    expect(JSON.parse((await run(file(...enough), "--json", "--protect", "suppress")).out)).toMatchObject({ atLeastOne: 13 });
  });

  it("withholds the overlap from which the few who meet only one rule would follow", async () => {
    const both = Array.from({ length: 7 }, () => row());
    const only25b = [row({ Geburtsdatum: "1980-01-01" }), row({ Geburtsdatum: "1980-01-01" })];
    const result = JSON.parse(
      (await run(file(...both, ...only25b), "--json", "--protect", "suppress", "--rules", "aufenthg-25a,aufenthg-25b")).out,
    );
    expect(result.results.map((one: { potential: number }) => one.potential)).toEqual([7, 9]);
    expect(result).toMatchObject({ overlaps: [{ potential: "g" }], atLeastOne: "g" });
  });

  it.each([
    ["round5", "round5"],
    ["suppress", "suppress"],
    ["none", undefined],
  ])("a table protected by %s is taken by the import as %s", async (method, taken) => {
    const rows = Array.from({ length: 8 }, () => row());
    const { out } = await run(file(...rows), "--protect", method, "--ags", "05315000", "--by", "Altersgruppe,Aufenthaltsdauer");
    const [head = "", ...lines] = out.trimEnd().split("\n");
    expect(head).toBe("AGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren;Altersgruppe;Aufenthaltsdauer");
    // Three rules in force; 7 and 6 classes: all, each margin, each pair; their union only unprotected by classes.
    expect(lines).toHaveLength(method === "none" ? 4 * (1 + 7 + 6 + 42) : 1 + 3 * (1 + 7 + 6 + 42));
    for (const line of lines) {
      const [ags, id = "", , , , text = "", , , , version = "", procedure = ""] = line.split(";");
      const indicator = findIndicator(id);
      if (!indicator) throw new Error(line);
      const read = readProtection(indicator, { value: text === "g" ? null : text, procedure, hasUrl: false });
      expect(read).toEqual(taken ? { protection: taken } : { column: "Verfahren", code: "import.procedure" });
      expect([ags, version.length > 0 && version.length <= 80]).toEqual(["05315000", true]);
    }
  });

  it.each(["csv", "json"])("what is printed as %s is imported whole, by classes too; unprotected, not a single row", async (form) => {
    const rows = Array.from({ length: 60 }, (_, index) => row({ Geburtsdatum: `${1950 + index}-06-15` }));
    const bring = async (...words: string[]) => {
      const { out } = await run(file(...rows), "--ags", "05315000", ...(form === "json" ? ["--json"] : []), ...words);
      await using store = openStore(":memory:");
      await migrate(store.read);
      const clock = { now: () => new Date("2026-11-22T10:00:00Z") };
      const town = { key: "koeln", name: "Köln", ags: "05315000", areas: [] };
      const source = table.open({}, { clock, log: silent });
      const bytes = Buffer.from(out);
      const report = await importFile({ town, file: { name: "zaehlung", bytes }, source, store, clock, by: "datenstelle" });
      return { report, figures: await currentFigures(store.read, "koeln") };
    };
    for (const words of [[], ["--by", "Altersgruppe,Geschlecht"], ["--by", "Altersgruppe,Aufenthaltsdauer", "--protect", "suppress"]]) {
      const { report, figures } = await bring(...words);
      expect({ words, refused: report.refused }).toEqual({ words, refused: [] });
      expect(figures.length).toBe(report.rows);
      expect(figures.find(({ indicator, dimensions }) => indicator === "POT.25B" && Object.keys(dimensions).length === 0)).toMatchObject({
        value: "60",
        ruleVersion: "25b@2022-12-31",
      });
      const unprotected = await bring(...words.filter((word) => word !== "--protect" && word !== "suppress"), "--protect", "none");
      expect(unprotected.figures).toEqual([]);
      expect(unprotected.report.refusedRows).toBe(unprotected.report.rows);
    }
  });

  it("counts by closed classes; margins are of the true counts", async () => {
    const profile = join(folder, "profil.json");
    writeFileSync(
      profile,
      JSON.stringify({ districts: ["Nord"], ages: [18, 27], columns: { Kennung: "AZR-Nr" }, statuses: { "901": "duldung" } }),
    );
    const text = file(
      row({ Status: "901" }),
      row({ Geschlecht: "", Ortsteil: "Anderswo" }),
      row({ Geschlecht: "unlesbar", Ortsteil: "" }),
      row({ Geschlecht: "M" }),
    ).replace("Kennung", "AZR-Nr");
    const result = await counted(text, "--profile", profile, "--by", "Geschlecht,Ortsteil", "--rules", "aufenthg-25b");
    const cell = (dimensions: object) =>
      result.cells.find(
        (one: { rule: string; dimensions: object }) =>
          one.rule === "atLeastOne" && JSON.stringify(one.dimensions) === JSON.stringify(dimensions),
      ).potential;
    expect(cell({ Geschlecht: "weiblich" })).toBe(1);
    expect(cell({ Geschlecht: "ohne Angabe" })).toBe(1);
    expect(cell({ Geschlecht: "nicht zugeordnet" })).toBe(1);
    expect(cell({ Ortsteil: "Nord" })).toBe(2);
    expect(cell({ Geschlecht: "männlich", Ortsteil: "Nord" })).toBe(1);
    expect(JSON.stringify(result)).not.toMatch(/Anderswo|unlesbar/);
  });

  it("refuses a wrong profile by its keys alone", async () => {
    const profile = join(folder, "profil.json");
    for (const [text, keys] of [
      ['{"statuses": {"7": "Geheimwort"}, "ages": [5, 3], "spalten": {}}', /statuses\.7.*ages.*spalten/],
      ["{Geheimwort", /JSON/],
    ] as const) {
      writeFileSync(profile, text);
      const { status, err } = await run(file(row()), "--profile", profile);
      expect([status, err]).toEqual([2, expect.stringMatching(keys)]);
      expect(err).not.toContain("Geheimwort");
    }
  });

  it("says when the export is younger than the Stichtag", async () => {
    const { err } = await run(file(row({ Status_seit: "2026-04-02" })), "--protect", "none");
    expect(err).toContain("Status erst nach dem Stichtag begann: 1");
  });

  it("writes no file and opens no connection", () => {
    writeFileSync(join(folder, "auszug.csv"), file(row()));
    const guard = `import net from "node:net"; import fs from "node:fs"; import { DatabaseSync } from "node:sqlite";
      net.Socket.prototype.connect = () => { throw new Error("connected"); };
      DatabaseSync.prototype.prepare = () => { throw new Error("database"); };
      for (const name of ["writeFileSync", "createWriteStream", "mkdtempSync", "openSync"]) {
        const real = fs[name];
        fs[name] = (...given) => { if (name !== "openSync" || given[1] !== "r") throw new Error("written"); return real(...given); };
      }
      const { syncBuiltinESMExports } = await import("node:module"); syncBuiltinESMExports();`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        `--import=data:text/javascript,${encodeURIComponent(guard)}`,
        "plugin/main.ts",
        "count",
        join(folder, "auszug.csv"),
        "--as-of",
        "2026-04-01",
        "--json",
      ],
      { encoding: "utf8", env: { ...process.env, TMPDIR: folder } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ protected: true, records: 0 });
    expect(readdirSync(folder)).toEqual(["auszug.csv"]);
  }, 30_000);
});
