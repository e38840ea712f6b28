import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { adapters } from "../../adapters/index.ts";
import { program } from "../../plugin/commands/program.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { bringTo } from "../delivery.ts";

const columns =
  "Kennung;Geburtsdatum;Einreise;Status;Status_seit;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt;Schuljahre;Abschluss;Staatsangehoerigkeit;Geschlecht;Ortsteil";
const register = [
  "1;01.02.2004;2015-01-01;duldung;2016-01-01;2015-01-01;2016-01-01;;nein;nein;;;x;w;Nord",
  "2;01.02.1980;2015-01-01;duldung;2016-01-01;2015-01-01;2016-01-01;;nein;ja;;;x;m;Süd",
  "3;01.02.1990;2012-01-01;ae-sonstige;2014-01-01;2012-01-01;;2012-01-01;nein;nein;;;x;d;anderswo",
  "4;;2012-01-01;niederlassung;2014-01-01;2012-01-01;;2012-01-01;nein;nein;;;x;?;",
];

/** What `count` prints about a register of four, with every class that it knows. */
async function counted(words: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kim-count-"));
  const path = join(folder, "auszug.csv");
  const profile = join(folder, "profil.json");
  writeFileSync(path, `${[columns, ...register].join("\n")}\n`);
  writeFileSync(profile, JSON.stringify({ ags: "05315000", districts: ["Nord", "Süd", "St. Anna (alt)/Hafen"] }));
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await program(async () => adapters, ["count", path, "--profile", profile, ...words], {});
  const text = out.mock.calls.map(([chunk]) => String(chunk)).join("");
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  return text;
}

const rules = ["--rules", "aufenthg-25a,aufenthg-25b,aufenthg-104c,stag-10"];

test.each([
  ["2025-06-30", "Altersgruppe,Geschlecht", "round5"],
  ["2025-06-30", "Aufenthaltsdauer,Ortsteil", "suppress"],
  ["2026-04-01", "Geschlecht,Ortsteil", "round5"],
  ["2026-09-30", "Altersgruppe,Aufenthaltsdauer", "suppress"],
])("everything that count prints for %s by %s can be imported (%s)", async (asOf, by, method) => {
  const text = await counted([...rules, "--as-of", asOf, "--by", by, "--protect", method]);
  const lines = text.trim().split("\n").length - 1;
  expect(lines).toBeGreaterThan(30);
  await using store = openStore(":memory:");
  await migrate(store.read);
  expect(await bringTo(store)(text)).toMatchObject({ refused: [], new: lines });
  const figures = await currentFigures(store.read, "koeln");
  const any = figures.find(({ indicator, dimensions }) => indicator === "POT.ANY" && Object.keys(dimensions).length === 0);
  expect(any?.ruleVersion?.split("+")).toHaveLength(asOf < "2025-12-31" ? 4 : 3);
});

test("what count prints unprotected is refused row by row", async () => {
  const text = await counted([...rules, "--as-of", "2026-04-01", "--by", "Geschlecht", "--protect", "none"]);
  await using store = openStore(":memory:");
  await migrate(store.read);
  const report = await bringTo(store)(text);
  expect(report).toMatchObject({ new: 0, corrected: 0 });
  expect(new Set(report.refused.map(({ code }) => code))).toEqual(new Set(["import.procedure"]));
  expect(await currentFigures(store.read, "koeln")).toEqual([]);
});
