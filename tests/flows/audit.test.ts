import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { roundTable } from "../../plugin/figures/disclosure/round.ts";
import { writeTable } from "../../plugin/figures/disclosure/write-table.ts";
import { poissonTable, seeded } from "../fixtures/disclosure/enumerate.ts";

// Several processes per test, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-disclosure-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The real command line in a process of its own. */
function kim(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["plugin/main.ts", ...words], (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const leak = "G;a;b;c;d;Summe\nA;10;3;*;*;15\nB;0;12;9;8;29\nSumme;10;15;*;*;44\n";
const plain = "G;a;b;c;Summe\nA;12;3;20;35\nB;9;14;8;31\nC;15;11;30;56\nSumme;36;28;58;122\n";

describe("the command audit", () => {
  it("prints what can be worked out, and ends with 1", async () => {
    const { status, out } = await kim("audit", file("leak.csv", leak), "--method", "suppress", "--threshold", "3", "--json");
    expect(status).toBe(1);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ recovered: 2, narrow: 0, groups: [{ axis: "column", group: "a", category: "A" }] });
    expect(found.cells).toContainEqual({ row: "A", column: "c", low: 1, high: 1, recovered: true });
    expect(found.cells).toContainEqual({ row: "Summe", column: "c", low: 10, high: 10, recovered: false });
  });

  it("with --explain tells in JSON how, and what to do; without, only the form other programs rely on", async () => {
    const path = file("leak.csv", leak);
    const plainly = JSON.parse((await kim("audit", path, "--method", "suppress", "--threshold", "3", "--json")).out);
    expect(Object.keys(plainly)).toEqual(["cells", "recovered", "narrow", "groups"]);
    expect(Object.keys(plainly.cells[0])).toEqual(["row", "column", "low", "high", "recovered"]);
    const { findings } = JSON.parse((await kim("audit", path, "--method", "suppress", "--threshold", "3", "--json", "--explain")).out);
    expect(findings.cells[0].path[1]).toContain("15 (Summe) − 10 (a) − 3 (b) − 1 (d, mindestens) = 1");
    expect(findings.proposal).toMatch(/^Vorschlag: zusätzlich schützen/);
  });

  it("attacks the change since an earlier day", async () => {
    const then = plain.replace("A;12;3;20;35", "A;14;3;20;37").replace("36;28;58;122", "38;28;58;124");
    const { status, out } = await kim("audit", file("then.csv", then), "--method", "suppress", "--earlier", file("before.csv", plain));
    expect(status).toBe(1);
    expect(out).toContain("Zeile „A“, Spalte „a“: Veränderung lässt sich errechnen, genau 2\n");
    expect(out).toContain("Errechenbare kleine Veränderungen: 4.");
    const rounded = "G;a;b;c;Summe\nA;10;5;20;35\nB;10;15;10;30\nC;15;10;30;55\nSumme;35;30;60;120\n";
    const open = await kim("audit", file("r.csv", rounded), "--method", "round5", "--earlier", file("r2.csv", rounded), "--json");
    expect([open.status, JSON.parse(open.out)]).toMatchObject([0, { recovered: 0, groups: [] }]);
    const mixed = await kim("audit", file("r.csv", rounded), "--method", "round5", "--earlier", file("before.csv", plain));
    expect([mixed.status, mixed.err]).toEqual([2, expect.stringContaining("nicht gerundet")]);
  });

  it("says the same in words", async () => {
    const { out } = await kim("audit", file("leak.csv", leak), "--method", "suppress", "--threshold", "3");
    expect(out).toContain("Zeile „A“, Spalte „d“: lässt sich errechnen, genau 1\n");
    expect(out).toContain("Errechenbare kleine Werte: 2.");
  });

  it("ends with 0 where a count is only narrow, and with 1 when zeros are said to be printed", async () => {
    const path = file("narrow.csv", "G;a;b;c;Summe\nA;*;*;9;12\nB;*;*;7;19\nSumme;9;6;16;31\n");
    const open = await kim("audit", path, "--method", "suppress", "--json");
    expect(open.status).toBe(0);
    const told = await kim("audit", path, "--method", "suppress", "--zeros", "--json");
    expect(told.status).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ recovered: 0, narrow: 2 });
    expect(JSON.parse(told.out).cells[0]).toEqual({ row: "A", column: "a", low: 1, high: 2, recovered: false });
    expect(JSON.parse(open.out).cells[0]).toEqual({ row: "A", column: "a", low: 0, high: 3, recovered: false });
  });

  it("attacks a rounded table by its rounding", async () => {
    const path = file("round.csv", "G;a;b;Summe\nA;0;0;5\nB;0;0;5\nSumme;5;5;10\n");
    const { status, out } = await kim("audit", path, "--method", "round5", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(out).cells[0]).toEqual({ row: "A", column: "a", low: 2, high: 2, recovered: true });
  });

  it("gives null where nothing bounds a cell", async () => {
    const { out } = await kim("audit", file("open.csv", "G;a;Summe\nA;*;*\nSumme;*;*\n"), "--method", "suppress", "--json");
    expect(JSON.parse(out).cells[0]).toEqual({ row: "A", column: "a", low: 0, high: null, recovered: false });
  });

  it("joins tables by their labels: what one hides, the other gives away", async () => {
    const first = file("first.csv", "Status;w;m;Summe\nA;*;20;*\nB;15;18;33\nC;*;30;*\nSumme;25;68;93\n");
    const second = file("second.csv", "Status;jung;alt;Summe\nA;11;12;23\nB;13;20;33\nC;17;20;37\nSumme;41;52;93\n");
    for (const alone of [first, second]) expect((await kim("audit", alone, "--method", "suppress")).status).toBe(0);
    const { status, out } = await kim("audit", first, second, "--method", "suppress", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ recovered: 1, narrow: 0 });
    expect(JSON.parse(out).cells).toContainEqual({ row: "A", column: "w", low: 3, high: 3, recovered: true });
    expect(JSON.parse(out).cells).toContainEqual({ row: "A", column: "Summe", low: 23, high: 23, recovered: false });
  });

  it("refuses tables that give the same cell two values, and more of them than can be tried", async () => {
    const one = file("one.csv", "Status;w;m;Summe\nA;9;20;29\nSumme;9;20;29\n");
    const two = file("two.csv", "Status;w;x;Summe\nA;8;21;29\nSumme;8;21;29\n");
    const { status, err } = await kim("audit", one, two, "--method", "suppress");
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining("widersprechen") });
    const large = writeTable(roundTable(poissonTable(seeded(1), 30, 25, 9)));
    const refused = await kim("audit", file("large.csv", large), file("again.csv", large), "--method", "round5");
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("806 offene Werte; geprüft werden höchstens 600");
  });

  it.each([
    [["--method", "suppress", "--threshold", "2"], "ab 3"],
    [["--method", "suppress", "--ledger", "earlier.csv"], "Die Datei earlier.csv gibt es nicht."],
    [["--method", "round5"], "kein Vielfaches von 5"],
    [["--method", "guess"], "suppress"],
    [[], "--method"],
  ])("refuses %j with a sentence and status 2", async (words, expected) => {
    const { status, out, err } = await kim("audit", file("leak.csv", leak), ...words);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(expected);
    expect(err).not.toContain("    at ");
  });

  it("refuses a table whose printed sums are wrong, and a file that is not there", async () => {
    const wrong = await kim("audit", file("wrong.csv", "G;a;b;Summe\nA;5;6;12\nSumme;5;6;12\n"), "--method", "suppress");
    expect(wrong.status).toBe(2);
    expect(wrong.err).toBe("wrong.csv: Zeile „A“ ergibt 11, in der Spalte „Summe“ steht 12. Bitte berichtigen.\n");
    expect((await kim("audit", join(folder, "none.csv"), "--method", "suppress")).status).toBe(2);
  });
});

describe("the command protect", () => {
  it.each(["suppress", "round5"])("%s: prints a table that audit finds safe", async (method) => {
    const { status, out, err } = await kim("protect", file("plain.csv", plain), "--method", method);
    expect(status).toBe(0);
    expect(out.split("\n")).toHaveLength(6);
    expect(err).toContain(method === "round5" ? "Vielfaches von 5" : "* = geschützter Wert: Werte unter 5");
    const checked = await kim("audit", file("safe.csv", out), "--method", method, "--json");
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.out)).toMatchObject({ recovered: 0, groups: [] });
  });

  it("rounds if no method is named", async () => {
    expect((await kim("protect", file("plain.csv", plain))).out).toBe(
      "G;a;b;c;Summe\nA;10;5;20;35\nB;10;15;10;30\nC;15;10;30;55\nSumme;35;30;60;120\n",
    );
  });

  it("says that nothing can be published, and what could be instead", async () => {
    const path = file("small.csv", writeTable(poissonTable(seeded(3), 2, 5, 1.5)));
    const { status, out } = await kim("protect", path, "--method", "suppress");
    expect(status).toBe(1);
    expect(out).toMatch(/^Keine Veröffentlichung möglich, Zahlen zu klein\.\nDiese gröbere Tabelle/);
    const told = JSON.parse((await kim("protect", path, "--method", "suppress", "--json")).out);
    expect(told).toMatchObject({ published: false, coarser: { recovered: 0, groups: [] } });
    expect(told.table).toBeUndefined();
    expect(out).toContain(told.coarser.table);
    expect((await kim("audit", file("coarser.csv", told.coarser.table), "--method", "suppress")).status).toBe(0);
  });

  it("says so too when no table at all would do", async () => {
    const { status, out } = await kim("protect", file("three.csv", "G;a;b;Summe\nA;1;0;1\nB;0;2;2\nSumme;1;2;3\n"), "--method", "suppress");
    expect(status).toBe(1);
    expect(out).toContain("Auch zusammengefasst bleibt die Gesamtzahl zu klein.");
    expect(out).not.toMatch(/[*;]/);
  });

  it("gives nothing away that the ledger helps to unpick", async () => {
    const counted = file("parts.csv", "Status;w;m;x;Summe\nA;3;20;9;32\nB;15;18;8;41\nC;7;30;12;49\nSumme;25;68;29;122\n");
    const { table } = JSON.parse((await kim("protect", counted, "--method", "suppress", "--json")).out);
    expect(table).toContain("A;*;");
    // The same women, split otherwise: A is the only line that is not printed there, so that it follows from its column.
    const women = "Status;w;Summe\nA;*;*\nB;15;15\nC;7;7\nSumme;25;25\n";
    const told = await kim("protect", counted, "--method", "suppress", "--ledger", file("women.csv", women));
    expect(told.status).toBe(2);
    expect(told.err).toContain("Schon aus den früheren Veröffentlichungen");
    const harmless = "Status;jung;alt;Summe\nA;15;17;32\nB;20;21;41\nC;24;25;49\nSumme;59;63;122\n";
    const fine = await kim("protect", counted, "--method", "suppress", "--ledger", file("ages.csv", harmless), "--json");
    expect(JSON.parse(fine.out)).toMatchObject({ published: true, table });
    // A part of the lines under the label of the whole: not the same persons, and nothing that could be counted in.
    const part = "Status;w;y;Summe\nB;15;26;41\nC;7;42;49\nSumme;22;68;90\n\nStatus;z;Summe\nA;32;32\nSumme;32;32\n";
    const refused = await kim("protect", counted, "--method", "suppress", "--ledger", file("bc.csv", part));
    expect({ status: refused.status, out: refused.out }).toEqual({ status: 2, out: "" });
    expect(refused.err).toContain("Die Tabellen widersprechen einander.");
  });

  it("refuses a table that is protected already, and a ledger that is not there", async () => {
    expect((await kim("protect", file("leak.csv", leak), "--method", "suppress")).err).toContain("schon ein geschützter Wert");
    const { status, out } = await kim("protect", file("plain.csv", plain), "--ledger", "earlier.csv");
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });
});
