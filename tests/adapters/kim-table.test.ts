import { expect, test } from "vitest";
import { table } from "../../adapters/kim/table/index.ts";
import { unpack } from "../../adapters/kim/table/unpack.ts";
import { say } from "../../plugin/messages.ts";
import { SettingsError } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { drain, kimContract } from "../contracts/kim.ts";
import { workbook } from "../workbook.ts";

const context = { clock: systemClock, log: silent };
const source = table.open({}, context);
const read = async (bytes: Uint8Array, name = "lieferung.csv") => drain(await source.open({ name, bytes }));
const refusal = async (bytes: Uint8Array): Promise<UpstreamError> => {
  const error = await source.open({ name: "lieferung.csv", bytes }).catch((thrown: unknown) => thrown);
  if (!(error instanceof UpstreamError)) throw new Error("was not refused");
  expect(say(error.code)).not.toBe("");
  return error;
};

const quoted = (cell: string) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (heading: readonly string[], rows: readonly (readonly string[] | null)[], end = "\r\n") =>
  [heading, ...rows].map((row) => `${(row ?? []).map(quoted).join(";")}${end}`).join("");

kimContract("CSV as Excel writes it", {
  source,
  fileName: "lieferung.csv",
  write: (heading, rows) => Buffer.from(`\ufeff${csv(heading, rows)}`),
  firstLine: 2,
  emptyRows: true,
});

kimContract("CSV with bare line feeds", {
  source,
  fileName: "lieferung.csv",
  write: (heading, rows) => Buffer.from(csv(heading, rows, "\n")),
  firstLine: 2,
  emptyRows: true,
});

kimContract("XLSX", {
  source,
  fileName: "lieferung.xlsx",
  write: (heading, rows) => workbook([heading, ...rows]),
  firstLine: 2,
  emptyRows: true,
});

kimContract("JSON", {
  source,
  fileName: "lieferung.json",
  write: (heading, rows) => {
    const entries = rows.filter((row) => row !== null);
    // An empty list has no columns: JSON says its heading only through a row, so an empty row stands for it.
    const all = entries.length > 0 ? entries : [heading.map(() => "")];
    return Buffer.from(JSON.stringify(all.map((row) => Object.fromEntries(heading.map((column, index) => [column, row[index]])))));
  },
  firstLine: 1,
  emptyRows: false,
});

test("reads Windows-1252, the euro sign and German quotes included", async () => {
  const bytes = Buffer.concat([
    Buffer.from("Tr"),
    Buffer.of(0xe4),
    Buffer.from("ger;Wert\r\n"),
    Buffer.of(0x84, 0x41, 0x93, 0x3b, 0x80, 0x0d, 0x0a),
  ]);
  expect(await read(bytes)).toEqual([{ line: 2, cells: { Träger: "„A“", Wert: "€" } }]);
});

test("refuses bytes that neither UTF-8 nor Windows-1252 knows, and UTF-16", async () => {
  expect((await refusal(Buffer.concat([Buffer.from("a;b\n"), Buffer.of(0xe4, 0x81)]))).code).toBe("import.encoding");
  expect((await refusal(Buffer.from("\ufeffa;b\r\n1;2", "utf16le"))).code).toBe("import.encoding");
});

test("names the kind of file that it does not take", async () => {
  expect((await refusal(Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).code).toBe("import.xls");
  expect((await refusal(Buffer.from("a,b,c\n1,2,3\n"))).code).toBe("import.separator");
  expect((await refusal(Buffer.from("AGS;Wert;AGS\n1;2;3\n"))).code).toBe("import.column-twice");
  expect((await refusal(Buffer.from('"AGS;Wert\n1;2\n'))).code).toBe("import.quote");
  expect((await refusal(Buffer.from('{"AGS": 1}'))).code).toBe("import.json");
});

test("a file above the cap is refused before it is read", async () => {
  const small = table.open({ maxMegabytes: 0.001 }, context);
  await expect(small.open({ name: "x.csv", bytes: new Uint8Array(2_000).fill(65) })).rejects.toMatchObject({ code: "import.too-large" });
});

test("settings are checked by name", () => {
  expect(() => table.open({ maxMegabytes: -1 }, context)).toThrow(SettingsError);
  expect(() => table.open({ encoding: "utf8" }, context)).toThrow(SettingsError);
});

test("numbers lines as an editor does: blank lines, blanks in lines and cells over several lines count", async () => {
  const bytes = Buffer.from('\r\n  \r\nA;B\r\n\r\n1;"x\r\ny"\r\n;\r\n \t \r\n2;z');
  expect(await read(bytes)).toEqual([
    { line: 5, cells: { A: "1", B: "x\r\ny" } },
    { line: 9, cells: { A: "2", B: "z" } },
  ]);
});

test("says which row has too few or too many cells, and takes the others", async () => {
  expect(await read(Buffer.from("A;B\n1;2\n3\n4;5;6\n7;8\n"))).toEqual([
    { line: 2, cells: { A: "1", B: "2" } },
    { line: 3, code: "import.cells", values: { found: 1, expected: 2 } },
    { line: 4, code: "import.cells", values: { found: 3, expected: 2 } },
    { line: 5, cells: { A: "7", B: "8" } },
  ]);
});

test("columns without heading at the right edge are left out while they are empty", async () => {
  expect(await read(Buffer.from("A;B;;\n1;2;;\n1;2;;3\n"))).toEqual([
    { line: 2, cells: { A: "1", B: "2" } },
    { line: 3, code: "import.cells", values: { found: 4, expected: 2 } },
  ]);
});

test("a forgotten quote costs one row, wherever it stands", async () => {
  const last = await read(Buffer.from('A;B\n1;2\n3;"4\n5;6\n7;8\n'));
  expect(last).toEqual([
    { line: 2, cells: { A: "1", B: "2" } },
    { line: 3, code: "import.quote" },
    { line: 4, cells: { A: "5", B: "6" } },
    { line: 5, cells: { A: "7", B: "8" } },
  ]);
  const closedLater = await read(Buffer.from('A;B;C\n1;"2;3\n4;5;6\n7;"8";9\n'));
  expect(closedLater).toEqual([
    { line: 2, code: "import.quote" },
    { line: 3, cells: { A: "4", B: "5", C: "6" } },
    { line: 4, cells: { A: "7", B: "8", C: "9" } },
  ]);
  const inTheMiddle = await read(Buffer.from('A;B\nAmt "Mitte";2\n3;4\n'));
  expect(inTheMiddle).toEqual([
    { line: 2, code: "import.quote" },
    { line: 3, cells: { A: "3", B: "4" } },
  ]);
});

test("a quoted cell may be longer than a block of reading", async () => {
  const long = Array.from({ length: 40_000 }, (_, index) => `Zeile ${index}`).join("\n");
  const rows = await read(Buffer.from(`A;B\n1;"${long}"\n2;Ende\n`));
  expect(rows).toEqual([
    { line: 2, cells: { A: "1", B: long } },
    { line: 40_002, cells: { A: "2", B: "Ende" } },
  ]);
});

test("rows are found across blocks, none twice and none lost", async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => [`${index}`, index % 7 === 0 ? "mit\nUmbruch; und Ä" : "glatt"]);
  const found = await read(Buffer.from(csv(["A", "B"], rows)));
  expect(found.map((row) => ("cells" in row ? row.cells.A : row))).toEqual(rows.map(([first]) => first));
});

test("XLSX: numbers and days become text as a German table writes them", async () => {
  const rows = await read(
    workbook([
      ["AGS", "Wert", "Stichtag", "Beispiel"],
      [5315000, 3.5, { day: 45777 }, true],
      ["05315000", 0.1 + 0.2, null, false],
    ]),
  );
  expect(rows).toEqual([
    { line: 2, cells: { AGS: "5315000", Wert: "3,5", Stichtag: "2025-04-30", Beispiel: "ja" } },
    { line: 3, cells: { AGS: "05315000", Wert: "0,3", Stichtag: "", Beispiel: "nein" } },
  ]);
});

test("XLSX: a formula is refused by the name of its cell, the other rows are taken", async () => {
  const rows = await read(
    workbook([
      ["AGS", "Wert"],
      ["1", { formula: "SUM(B1:B9)", result: 12 }],
      ["2", 5],
    ]),
  );
  expect(rows).toEqual([
    { line: 2, column: "Wert", code: "import.formula" },
    { line: 3, cells: { AGS: "2", Wert: "5" } },
  ]);
  expect((await refusal(workbook([[{ formula: "A2", result: 1 }], ["1"]]))).code).toBe("import.formula");
});

test("XLSX: the heading need not be the first row; a second sheet is not passed over in silence", async () => {
  expect(await read(workbook([null, null, ["A"], ["1"]]))).toEqual([{ line: 4, cells: { A: "1" } }]);
  expect((await refusal(workbook([["A"], ["1"]], [["B"], ["2"]]))).code).toBe("import.sheets");
});

test("XLSX: what swells beyond the cap is refused, whatever size the archive claims", () => {
  const tooLarge = expect.objectContaining({ code: "import.too-large" });
  const bomb = Buffer.from(workbook([["A"], ["x".repeat(1_000_000)]]));
  expect(bomb.length).toBeLessThan(10_000);
  expect(() => unpack(bomb, 1_100_000)).not.toThrow();
  expect(() => unpack(bomb, 900_000)).toThrow(tooLarge);
  const entry = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = bomb.indexOf(entry); at >= 0; at = bomb.indexOf(entry, at + 1)) bomb.writeUInt32LE(10, at + 24);
  expect(() => unpack(bomb, 900_000)).toThrow(tooLarge);
});

test("JSON: numbers, truth and null become text; an entry that is no row is named by its place", async () => {
  const list = [{ A: 1.5, B: true, C: null }, { A: { nested: 1 } }, { A: "x" }];
  expect(await read(Buffer.from(JSON.stringify(list)), "push.json")).toEqual([
    { line: 1, cells: { A: "1,5", B: "ja", C: "" } },
    { line: 2, code: "import.json-row" },
    { line: 3, cells: { A: "x", B: "", C: "" } },
  ]);
});
