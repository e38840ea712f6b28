import { describe, expect, it } from "vitest";
import { type AuditedCell, audit } from "../../plugin/figures/disclosure/audit.ts";
import { auditDates } from "../../plugin/figures/disclosure/dates.ts";
import { explain } from "../../plugin/figures/disclosure/explain.ts";
import { adviceOf, pathOf } from "../../plugin/figures/disclosure/in-words.ts";
import { loneLearns } from "../../plugin/figures/disclosure/insiders.ts";
import { protectBeside, readLedger } from "../../plugin/figures/disclosure/ledger.ts";
import { auditLinked } from "../../plugin/figures/disclosure/linked.ts";
import { mergeRows } from "../../plugin/figures/disclosure/merge.ts";
import { propose } from "../../plugin/figures/disclosure/propose.ts";
import { protect } from "../../plugin/figures/disclosure/protect.ts";
import { mayAverage, ratio } from "../../plugin/figures/disclosure/ratio.ts";
import { readCounted, readTable } from "../../plugin/figures/disclosure/read-table.ts";
import { round5, roundTable } from "../../plugin/figures/disclosure/round.ts";
import { assertSums } from "../../plugin/figures/disclosure/sums.ts";
import { suppress } from "../../plugin/figures/disclosure/suppress.ts";
import type { Method, Table } from "../../plugin/figures/disclosure/table.ts";
import { writeTable } from "../../plugin/figures/disclosure/write-table.ts";
import { say } from "../../plugin/messages.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { counted, poissonTable, seeded } from "../fixtures/disclosure/enumerate.ts";

const sentence = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return say(error.code, error.values);
    throw error;
  }
  return "";
};
const attack = (text: string, method: Method, threshold = 5) => audit(readTable(text, "t.csv"), { method, threshold });
const interval = ({ cells }: ReturnType<typeof attack>, row: string, column: string) => {
  const cell = cells.find((one) => one.row === row && one.column === column);
  return [cell?.low, cell?.high, cell?.recovered];
};
/** The table as printed with only its small counts hidden: what must not be done. */
const onlyPrimary = (table: Table, threshold: number): Table => ({
  ...table,
  cells: table.cells.map((line) => line.map((count) => (count !== null && count > 0 && count < threshold ? null : count))),
});

describe("the form of a table", () => {
  it("is read and written without loss, labels with a semicolon or quotes included", () => {
    const text = 'Status;"a; b";"c ""d""";Summe\nA;12;*;*\nSumme;12;0;12\n';
    const table = readTable(`\uFEFF${text}`, "t.csv");
    expect(table).toEqual({
      corner: "Status",
      rows: ["A"],
      columns: ["a; b", 'c "d"'],
      cells: [
        [12, null, null],
        [12, 0, 12],
      ],
    });
    expect(writeTable(table)).toBe(text);
  });

  it.each([
    ["", "hat nicht die Form"],
    ["G;a;Summe\nSumme;1;1\n", "hat nicht die Form"],
    ["G;a;Total\nA;1;1\nSumme;1;1\n", "Zeile 1: Die letzte Spalte heißt „Total“"],
    ["G;a;Summe\nA;1;1\nTotal;1;1\n", "Zeile 3: Die letzte Zeile muss „Summe“"],
    ["G;a;Summe\nA;1\nSumme;1;1\n", "Zeile 2: 2 Spalten statt 3"],
    ["G;a;Summe\nA;1,5;1\nSumme;1;1\n", "Zeile 2, Spalte a: „1,5“ ist keine Anzahl"],
    ["G;a;Summe\nA;-1;1\nSumme;1;1\n", "„-1“ ist keine Anzahl"],
    ["G;a;Summe\nA;;1\nSumme;1;1\n", "„“ ist keine Anzahl"],
    ["G;a;a;Summe\nA;1;1;2\nSumme;1;1;2\n", "Zeile 1, Spalte 3: Die Beschriftung „a“ kommt zweimal vor"],
    ["G;a;Summe\nA;1;1\nA;1;1\nSumme;2;2\n", "Zeile 3, Spalte G: Die Beschriftung „A“ kommt zweimal vor"],
    ["G;Summe;Summe\nA;1;1\nSumme;1;1\n", "„Summe“ ist keine Beschriftung"],
    ['G;a;Summe\nA;"1;1\nSumme;1;1\n', "Anführungszeichen"],
  ])("names line, column and mend: %j", (text, expected) => {
    expect(sentence(() => readTable(text, "t.csv"))).toContain(expected);
  });

  it("for protection is refused with a cell already protected, or a sum that is wrong", () => {
    expect(sentence(() => readCounted("G;a;Summe\nA;*;5\nSumme;5;5\n", "t.csv"))).toContain("Zeile „A“, Spalte „a“");
    const wrong = readCounted("G;a;b;Summe\nA;2;3;6\nSumme;2;3;5\n", "t.csv");
    expect(sentence(() => assertSums(wrong, "t.csv"))).toBe("t.csv: Zeile „A“ ergibt 5, in der Spalte „Summe“ steht 6. Bitte berichtigen.");
    const down = readCounted("G;a;b;Summe\nA;2;3;5\nB;1;1;2\nSumme;3;5;8\n", "t.csv");
    expect(sentence(() => assertSums(down, "t.csv"))).toContain("Spalte „b“ ergibt 4");
  });
});

describe("known leaks (facts: domain.md §5.3)", () => {
  it("15 = 10 + 3 + * + * with zeros printed: both are 1", () => {
    const found = attack("G;a;b;c;d;Summe\nA;10;3;*;*;15\nB;0;12;9;8;29\nSumme;10;15;*;*;44\n", "suppress", 3);
    expect(interval(found, "A", "c")).toEqual([1, 1, true]);
    expect(interval(found, "A", "d")).toEqual([1, 1, true]);
    expect(found.recovered).toBe(2);
  });

  it("the same without a printed zero says less, unless it is said that zeros are printed", () => {
    const text = "G;a;b;c;d;Summe\nA;10;5;*;*;17\nB;7;7;*;*;31\nSumme;17;12;10;9;48\n";
    expect(interval(attack(text, "suppress"), "A", "c")).toEqual([0, 2, false]);
    const told = audit(readTable(text, "t.csv"), { method: "suppress", threshold: 5, zeros: true });
    expect(interval(told, "A", "c")).toEqual([1, 1, true]);
  });

  it("four rounded zeros with a total of 10: each is exactly 2", () => {
    const found = attack("G;a;b;Summe\nA;0;0;5\nB;0;0;5\nSumme;5;5;10\n", "round5");
    for (const [row, column] of [
      ["A", "a"],
      ["A", "b"],
      ["B", "a"],
      ["B", "b"],
    ] as const)
      expect(interval(found, row, column)).toEqual([2, 2, true]);
    // And so is each of the four margins: 4.
    expect(found.recovered).toBe(8);
  });

  it("5 + 5 = 5 leaves (3,3), (3,4), (4,3): narrow, not recovered", () => {
    const found = attack("G;a;b;Summe\nA;5;5;5\nSumme;5;5;5\n", "round5");
    expect(interval(found, "A", "a")).toEqual([3, 4, false]);
    expect(interval(found, "A", "b")).toEqual([3, 4, false]);
    expect(interval(found, "A", "Summe")).toEqual([6, 7, false]);
    expect(found.recovered).toBe(0);
    expect(found.narrow).toBe(4);
  });

  it("0 + 0 = 5: neither is a true zero", () => {
    const found = attack("G;a;b;Summe\nA;0;0;5\nSumme;0;0;5\n", "round5");
    expect(interval(found, "A", "a")).toEqual([1, 2, false]);
    expect(interval(found, "A", "Summe")).toEqual([3, 4, false]);
  });

  it("only the small counts hidden: worked out from the margins; protected, they are not", () => {
    const table = counted([
      [12, 3, 20],
      [9, 14, 8],
      [15, 11, 30],
    ]);
    const found = audit(onlyPrimary(table, 5), { method: "suppress", threshold: 5 });
    expect(interval(found, "Z1", "S2")).toEqual([3, 3, true]);
    const { safe } = protect(table, { method: "suppress", threshold: 5, zeros: false });
    expect(safe?.secondary).toBe(3);
    expect(safe?.audit.recovered).toBe(0);
  });

  it("a small count that is simply printed is a finding", () => {
    expect(interval(attack("G;a;b;Summe\nA;3;9;12\nB;8;7;15\nSumme;11;16;27\n", "suppress"), "A", "a")).toEqual([3, 3, true]);
  });

  it("the 2 × 5 table of lone persons: nothing leaves from which one of them works out another", () => {
    const table = counted([
      [1, 1, 7, 1, 0],
      [1, 0, 0, 2, 8],
    ]);
    for (const zeros of [false, true]) {
      const { safe, coarser } = protect(table, { method: "suppress", threshold: 3, zeros });
      for (const done of [safe, coarser])
        expect(done ? audit(done.table, { method: "suppress", threshold: 3, zeros }).recovered : 0).toBe(0);
      expect(safe ?? coarser).toBeDefined();
    }
    expect(audit(onlyPrimary(table, 3), { method: "suppress", threshold: 3 }).recovered).toBeGreaterThan(0);
  });

  it("a lone person who knows his own cell does not work out the other one", () => {
    // Both hidden counts of line 1 are 1: hiding only the square around them would tell each of them the other.
    const table = counted([
      [1, 1, 30, 40],
      [9, 8, 50, 20],
      [20, 12, 9, 30],
    ]);
    const done = suppress(table, 5, true);
    expect(done).toBeDefined();
    for (const insider of [0, 1]) {
      const printed = done?.table as Table;
      const told = printed.cells.map((line, row) => line.map((cell, column) => (row === 0 && column === insider ? 1 : cell)));
      const other = audit({ ...printed, cells: told }, { method: "suppress", threshold: 5, zeros: true }).cells.find(
        (cell) => cell.row === "Z1" && cell.column === `S${2 - insider}`,
      );
      expect(other?.recovered).toBe(false);
    }
  });
});

describe("leaks through several publications (facts: domain.md §5.3 no. 4 to 6)", () => {
  const linked = async (...texts: string[]) =>
    auditLinked(
      texts.map((text) => readTable(text, "t.csv")),
      { method: "suppress", threshold: 5 },
    );
  const cell = (found: { cells: readonly AuditedCell[] }, row: string, column: string) => {
    const one = found.cells.find((other) => other.row === row && other.column === column);
    return [one?.low, one?.high, one?.recovered];
  };

  it("UserSupport #136: a cell that one table hides and the other prints, subtracted", async () => {
    const bySex = "Bezirk;w;m;d;Summe\nNord;*;30;*;50\nSüd;*;25;*;40\nSumme;28;55;7;90\n";
    const women = "Bezirk;w;m oder d;Summe\nNord;17;33;50\nSüd;11;29;40\nSumme;28;62;90\n";
    for (const text of [bySex, women]) expect(attack(text, "suppress").recovered).toBe(0);
    const found = await linked(bySex, women);
    expect(cell(found, "Nord", "d")).toEqual([3, 3, true]);
    expect(cell(found, "Süd", "d")).toEqual([4, 4, true]);
    expect(found.recovered).toBe(2);
    const tables = [bySex, women].map((text) => readTable(text, "t.csv"));
    const [first] = explain(tables, { method: "suppress", threshold: 5 }, found);
    expect(first && pathOf(first)).toEqual(["Weg: Zeile „Nord“: 50 (Summe) − 30 (m) − 17 (w, aus einer anderen Tabelle bekannt) = 3."]);
  });

  it("Kreis minus town: 724 − 130 is exactly 594, and of a small rest each person", async () => {
    const town = "Behörde;ausreisepflichtig;im Verfahren;Summe\nBocholt;130;268;398\nübriger Kreis;*;*;*\nSumme;*;*;*\n";
    const district = "Behörde;ausreisepflichtig;im Verfahren;Summe\nSumme;724;1653;2377\n".replace(
      "Summe;724",
      "Bocholt;*;*;*\nübriger Kreis;*;*;*\nSumme;724",
    );
    const large = await linked(town, district);
    expect(cell(large, "übriger Kreis", "ausreisepflichtig")).toEqual([594, 594, false]);
    const small = await linked(town, district.replace("724;1653;2377", "133;1653;1786"));
    expect(cell(small, "übriger Kreis", "ausreisepflichtig")).toEqual([3, 3, true]);
  });

  it("all minus those of before: 996 − 757 is exactly 239, and of a small rest each person", async () => {
    const all = "Einreise;geduldet;Summe\nbis 2016;*;*\nab 2017;*;*\nSumme;996;996\n";
    const before = "Einreise;geduldet;Summe\nbis 2016;757;757\nab 2017;*;*\nSumme;*;*\n";
    expect(cell(await linked(all, before), "ab 2017", "geduldet")).toEqual([239, 239, false]);
    expect(cell(await linked(all.replaceAll("996", "759"), before), "ab 2017", "geduldet")).toEqual([2, 2, true]);
  });

  it("two days: 102 after 100 are two new persons; rounded, the change stays open", () => {
    const first = counted([
      [100, 40],
      [60, 30],
    ]);
    const then = counted([
      [102, 40],
      [60, 37],
    ]);
    const exact = auditDates(first, then, { method: "suppress", threshold: 5 });
    expect(exact.cells.filter(({ recovered }) => recovered).map(({ row, column, low }) => [row, column, low])).toEqual([
      ["Z1", "S1", 2],
      ["Z1", "Summe", 2],
      ["Summe", "S1", 2],
    ]);
    const rounded = auditDates(roundTable(first), roundTable(then), { method: "round5", threshold: 5 });
    expect([rounded.recovered, rounded.narrow]).toEqual([0, 0]);
    expect(rounded.cells[0]).toMatchObject({ row: "Z1", column: "S1", low: -3, high: 4, recovered: false });
    const gone = auditDates(then, first, { method: "suppress", threshold: 5 });
    expect(gone.cells[0]).toMatchObject({ low: -2, high: -2, recovered: true });
    expect(
      sentence(() => auditDates(first, { ...then, rows: ["X", "Y"], columns: ["U", "V"] }, { method: "suppress", threshold: 5 })),
    ).toBe("");
  });

  it("a hidden cell at one of two days leaves the change open, unless its line gives it away", () => {
    const first = readTable("G;a;b;Summe\nA;*;*;12\nB;*;*;21\nSumme;16;17;33\n", "t.csv");
    const then = readTable("G;a;b;Summe\nA;6;8;14\nB;11;12;23\nSumme;17;20;37\n", "t.csv");
    const { cells } = auditDates(first, then, { method: "suppress", threshold: 5 });
    expect(cells.find(({ row, column }) => row === "A" && column === "a")).toMatchObject({ low: -6, high: 6, recovered: false });
    expect(cells.find(({ row, column }) => row === "A" && column === "Summe")).toMatchObject({ low: 2, high: 2, recovered: true });
  });
});

describe("how a cell is worked out", () => {
  const told = (text: string, method: Method, threshold = 5) => {
    const table = readTable(text, "t.csv");
    const found = audit(table, { method, threshold });
    const cells = explain([table], { method, threshold }, found).map((one) => [one.cell.row, one.cell.column, ...pathOf(one)]);
    return { cells, advice: adviceOf(propose(table, { method, threshold }, found)) };
  };

  it("names the printed numbers that lead to it, and what to hide", () => {
    const { cells, advice } = told("G;a;b;c;d;Summe\nA;10;3;*;*;15\nB;0;12;9;8;29\nSumme;10;15;*;*;44\n", "suppress", 3);
    expect(cells[0]).toEqual([
      "A",
      "c",
      "Weg: mindestens 1, denn gedruckte Nullen schließen 0 für * aus.",
      "Weg: höchstens 1, denn Zeile „A“: 15 (Summe) − 10 (a) − 3 (b) − 1 (d, mindestens) = 1.",
    ]);
    expect(advice).toMatch(/^Vorschlag: zusätzlich schützen: Zeile „A“, Spalte „b“; Zeile „B“/);
  });

  it("of a rounded table says what each printed number can mean at most", () => {
    const { cells, advice } = told("G;a;b;Summe\nA;0;0;5\nB;0;0;5\nSumme;5;5;10\n", "round5");
    expect(cells[0]?.[2]).toBe(
      "Weg: mindestens 2, denn 8 (Summe, gedruckt 10, mindestens) − 2 (A/b, gedruckt 0, höchstens) − 2 (B/a, gedruckt 0, höchstens) − 2 (B/b, gedruckt 0, höchstens) = 2.",
    );
    expect(advice).toBe("Vorschlag: Zeilen „A“ und „B“ zusammenfassen und mit protect neu runden.");
  });

  it("joins lines where hiding cannot help, classes only with their neighbours", () => {
    const text = "Alter;w;Summe\nunter 18 Jahre;20;20\n18 bis unter 27 Jahre;3;3\n27 Jahre und älter;30;30\nSumme;53;53\n";
    const { cells, advice } = told(text, "suppress");
    expect(cells[0]?.[2]).toBe("Weg: 3 steht gedruckt da.");
    expect(advice).toMatch(
      /zusätzlich schützen|Zeilen „(unter 18 Jahre“ und „18 bis unter 27 Jahre|18 bis unter 27 Jahre“ und „27 Jahre und älter)“/,
    );
  });

  it("every number of every reason adds up, and every proposal holds, over hundreds of leaking tables", () => {
    const kinds = new Map<string, number>();
    for (let seed = 0; seed < 300; seed += 1) {
      const table = onlyPrimary(poissonTable(seeded(seed), 2 + (seed % 4), 2 + (seed % 3), 6), 5);
      const options = { method: "suppress", threshold: 5 } as const;
      const found = audit(table, options);
      const printed = table.cells.flat();
      for (const { reasons, cell } of explain([table], options, found)) {
        expect(reasons?.map(({ value }) => value)).toEqual([cell.low, cell.high]);
        for (const { terms, value, bound } of reasons ?? []) {
          if (terms.length > 0) expect(terms.reduce((sum, { sign, taken }) => sum + sign * taken, 0)).toBe(value);
          for (const { cell: at, taken, exact, sign } of terms) {
            if (exact) expect(taken).toBe(printed[at]);
            // A hidden number may only be taken for its least, and only where that makes the bound hold.
            else expect([printed[at], sign]).toEqual([null, bound === "high" ? -1 : 1]);
          }
        }
      }
      if (found.recovered === 0) continue;
      const proposal = propose(table, options, found);
      kinds.set(proposal.kind, (kinds.get(proposal.kind) ?? 0) + 1);
      if (proposal.kind !== "hide") continue;
      const cells = table.cells.map((line, row) =>
        line.map((one, column) => {
          const labels = [table.rows[row] ?? "Summe", table.columns[column] ?? "Summe"];
          return proposal.cells.some((hide) => hide.row === labels[0] && hide.column === labels[1]) ? null : one;
        }),
      );
      expect(audit({ ...table, cells }, options).recovered).toBe(0);
    }
    process.stdout.write(`proposals for leaking tables: ${[...kinds].map(([kind, tables]) => `${kind} ${tables}`).join(", ")}\n`);
    expect(kinds.get("hide")).toBeGreaterThan(20);
  });
});

describe("one method for one series", () => {
  it("refuses to protect beside a public table of the other method", async () => {
    const table = counted([
      [30, 20],
      [40, 11],
    ]);
    const hidden = readTable("Gruppe;S1;S2;Summe\nZ1;*;*;50\nZ2;*;*;51\nSumme;70;31;101\n", "t.csv");
    const refused = async (method: Method, ledger: Table) => {
      const error = await protectBeside(table, { method, threshold: 5, zeros: false }, [ledger]).catch((caught: Refusal) => caught);
      return error instanceof Refusal ? say(error.code, error.values) : "";
    };
    expect(await refused("round5", hidden)).toContain("nicht gerundet");
    expect(await refused("suppress", roundTable(table))).toContain("ist die Tabelle „Gruppe“ gerundet");
    expect(await refused("round5", roundTable(table))).toBe("");
    expect(await refused("suppress", hidden)).toBe("");
  });
});

describe("which classes are joined", () => {
  const labelled = (rows: string[], inner: number[][]) => ({ ...counted(inner), rows });

  it("ages and years only with their neighbours, those without an age among themselves", () => {
    const ages = [
      "unter 14 Jahre",
      "14 bis unter 18 Jahre",
      "18 bis unter 27 Jahre",
      "27 bis unter 40 Jahre",
      "65 Jahre und älter",
      "ohne Angabe",
    ];
    const first = mergeRows(labelled(ages, [[1], [40], [30], [50], [2], [60]]));
    expect(first?.rows[0]).toBe("unter 14 Jahre + 14 bis unter 18 Jahre");
    expect(first && mergeRows(first)?.rows).toEqual([
      "unter 14 Jahre + 14 bis unter 18 Jahre",
      "18 bis unter 27 Jahre",
      "27 bis unter 40 Jahre + 65 Jahre und älter",
      "ohne Angabe",
    ]);
    expect(mergeRows(labelled(["2021", "2022", "2023", "2024"], [[1], [50], [60], [2]]))?.rows).toEqual(["2021 + 2022", "2023", "2024"]);
  });

  it.each([[["§ 25a", "§ 25b", "§ 104c"]], [["Bezirk 3", "Bezirk 1", "Bezirk 2"]], [["Syrien", "Irak", "Sonstige"]]])(
    "%j have no order: the two smallest",
    (rows) => {
      expect(mergeRows(labelled(rows, [[3], [50], [4]]))?.rows).toEqual([`${rows[0]} + ${rows[2]}`, rows[1]]);
    },
  );

  it("the coarser table that is proposed passes the audit, by neighbours", () => {
    const ages = ["unter 14 Jahre", "14 bis unter 18 Jahre", "18 bis unter 27 Jahre", "27 Jahre und älter"];
    const table = labelled(ages, [
      [1, 2],
      [2, 1],
      [30, 25],
      [1, 3],
    ]);
    const { coarser } = protect(table, { method: "suppress", threshold: 5, zeros: false });
    expect(coarser?.table.rows.every((label) => ages.join(" + ").includes(label))).toBe(true);
    expect(coarser && audit(coarser.table, { method: "suppress", threshold: 5 }).recovered).toBe(0);
  });
});

describe("a lone person under rounding", () => {
  it("0 + 0 = 5, and 1 + 2 in truth: whoever is the one would know the two, so it is not published", () => {
    const table = counted([[1, 2]]);
    expect(audit(roundTable(table), { method: "round5", threshold: 5 }).recovered).toBe(0);
    expect(loneLearns(table, roundTable(table), 5)).toBe(true);
    expect(protect(table, { method: "round5", threshold: 5, zeros: false }).safe).toBeUndefined();
  });
});

describe("groups in one category", () => {
  const table = counted([
    [0, 25, 0],
    [9, 14, 8],
    [15, 11, 30],
  ]);

  it("are found in a printed table, however large", () => {
    const { groups } = audit(table, { method: "suppress", threshold: 5 });
    expect(groups).toEqual([{ axis: "row", group: "Z1", category: "S2" }]);
  });

  it("are hidden together with the zeros", () => {
    const { safe } = protect(table, { method: "suppress", threshold: 5, zeros: false });
    expect(safe?.audit.groups).toEqual([]);
    expect(safe?.table.cells[0]?.slice(0, 3)).toEqual([null, null, null]);
  });

  it("cannot be hidden while zeros are printed: only a coarser table works", () => {
    const { safe, coarser } = protect(table, { method: "suppress", threshold: 5, zeros: true });
    expect(safe).toBeUndefined();
    expect(coarser?.audit.groups).toEqual([]);
  });
});

describe("protecting", () => {
  it("rounds 0–2 to 0, 3–7 to 5, 8–12 to 10", () => {
    expect([0, 1, 2, 3, 7, 8, 12, 13].map(round5)).toEqual([0, 0, 0, 5, 5, 10, 10, 15]);
  });

  it("never prints a small count, nor some zeros and not others", () => {
    const table = counted([
      [0, 3, 20, 9],
      [9, 0, 8, 7],
      [15, 11, 30, 0],
      [7, 4, 0, 12],
    ]);
    const hidden = protect(table, { method: "suppress", threshold: 5, zeros: false }).safe?.table.cells.flat();
    expect(hidden?.filter((cell) => cell !== null && cell < 5)).toEqual([]);
    const printed = protect(table, { method: "suppress", threshold: 5, zeros: true }).safe?.table.cells.flat();
    expect(printed?.filter((cell) => cell === 0)).toHaveLength(4);
    expect(printed?.filter((cell) => cell !== null && cell > 0 && cell < 5)).toEqual([]);
  });

  it("hides a small margin together with another one", () => {
    const table = counted([
      [1, 2, 0],
      [20, 14, 8],
      [15, 11, 30],
    ]);
    const { safe } = protect(table, { method: "suppress", threshold: 5, zeros: false });
    expect(safe?.table.cells.filter((line) => line.at(-1) === null)).toHaveLength(2);
    expect(safe?.audit.recovered).toBe(0);
  });

  it("of a rounded table that leaks gives the coarser one", () => {
    const { safe, coarser } = protect(
      counted([
        [2, 2],
        [2, 2],
      ]),
      { method: "round5", threshold: 5, zeros: false },
    );
    expect(safe).toBeUndefined();
    expect(coarser?.audit.recovered).toBe(0);
  });

  it("finds nothing to publish in a table of three persons", () => {
    expect(
      protect(
        counted([
          [1, 0],
          [0, 2],
        ]),
        { method: "suppress", threshold: 5, zeros: false },
      ),
    ).toEqual({});
  });

  it("names what was joined, and adds it up rightly", () => {
    const table = counted([
      [1, 2, 3],
      [2, 1, 1],
      [30, 40, 50],
      [9, 8, 7],
    ]);
    const { coarser } = protect(table, { method: "suppress", threshold: 5, zeros: true });
    expect(coarser?.table.rows).toEqual(["Z1 + Z2", "Z3", "Z4"]);
    expect(coarser?.table.cells.map((line) => line.at(-1))).toEqual([10, 120, 24, 154]);
    expect(coarser?.table.cells[1]).toEqual([30, 40, 50, 120]);
  });

  it("refuses a threshold below 3", () => {
    expect(sentence(() => protect(counted([[9]]), { method: "round5", threshold: 2, zeros: false }))).toContain("ab 3");
  });
});

describe("what cannot be a protected table", () => {
  it("is refused: numbers that contradict each other", () => {
    expect(sentence(() => attack("G;a;b;Summe\nA;0;0;20\nSumme;0;0;20\n", "round5"))).toContain("widersprechen");
    expect(sentence(() => attack("G;a;b;Summe\nA;9;*;5\nSumme;9;*;5\n", "suppress"))).toContain("widersprechen");
    expect(sentence(() => attack("G;a;b;Summe\nA;9;*;9\nB;0;5;5\nSumme;9;*;14\n", "suppress"))).toContain("Weil Nullen gedruckt sind");
  });

  it("is refused: a rounded table with a number that rounding does not give", () => {
    expect(sentence(() => attack("G;a;b;Summe\nA;5;7;10\nSumme;5;5;10\n", "round5"))).toContain("Spalte „b“: 7 ist kein Vielfaches");
  });
});

describe("the ledger", () => {
  const options = { method: "suppress", threshold: 5, zeros: false } as const;
  const table = counted([
    [3, 20, 9],
    [15, 18, 8],
    [7, 30, 12],
  ]);

  it("holds tables one after the other, and names the line of the file", () => {
    const text = "G;a;Summe\nA;9;9\nSumme;9;9\n\n\nG;b;Summe\nA;9;9\nSumme;9;9\n";
    expect(readLedger(text, "l.csv").map(({ columns }) => columns)).toEqual([["a"], ["b"]]);
    expect(readLedger("", "l.csv")).toEqual([]);
    expect(
      sentence(() => readLedger(text.replace("A;9;9\nSumme;9;9\n\n\nG;b;Summe\nA;9", "A;9;9\nSumme;9;9\n\n\nG;b;Summe\nA;x"), "l.csv")),
    ).toContain("l.csv, Zeile 7, Spalte b");
  });

  it("stops a table that is safe by itself, but not beside what is public", async () => {
    const { safe } = protect(table, options);
    // Of the two cells of the first column that this table hides, an earlier one printed the larger, and hid the third instead.
    const beside = [1, 2].find((row) => safe?.table.cells[row]?.[0] === null) as number;
    const split = table.cells.map(([first, second, third, all]) => [first, (second as number) + (third as number), all] as number[]);
    const public_: Table = {
      ...{ corner: "Gruppe", rows: table.rows, columns: ["S1", "andere"] },
      cells: split.map((line, row) => (row === beside || row === 3 ? line : [null, null, line[2] as number])),
    };
    expect(audit(public_, options).recovered).toBe(0);
    expect((await auditLinked([safe?.table as Table, public_], options)).recovered).toBe(1);
    expect((await protectBeside(table, options, [public_])).safe).toBeUndefined();
    expect((await protectBeside(table, options, [])).safe).toEqual(safe);
  });
});

describe("percentages and medians", () => {
  const open = [0, Number.POSITIVE_INFINITY] as const;
  const of = (numerator: number, denominator: number, decimals: number, more: Partial<Parameters<typeof ratio>[0]> = {}) =>
    ratio({ numerator, denominator, decimals, numeratorKnown: open, denominatorKnown: [denominator, denominator], ...more });

  it("are of ten persons at least", () => {
    expect(of(3, 9, 0)).toEqual({ publishable: false, because: "few" });
    expect([mayAverage(9), mayAverage(10)]).toEqual([false, true]);
  });

  it("are not printed if the numerator follows from the denominator", () => {
    expect(of(4, 12, 1)).toEqual({ publishable: false, because: "numerator" });
    expect(of(4, 12, 0)).toEqual({ publishable: false, because: "numerator" });
    // Of a thousand, 33 % may be 325 to 334; to one decimal it can only be 333.
    expect(of(333, 1000, 0)).toEqual({ publishable: true, printed: 33 });
    expect(of(333, 1000, 1)).toEqual({ publishable: false, because: "numerator" });
    expect(of(0, 40, 0)).toEqual({ publishable: false, because: "numerator" });
    expect(of(40, 40, 0)).toEqual({ publishable: false, because: "numerator" });
  });

  it("may be printed beside a rounded denominator, as long as several pairs fit", () => {
    expect(of(4, 12, 0, { denominatorKnown: [8, 12] })).toEqual({ publishable: true, printed: 33 });
    expect(of(4, 11, 1, { denominatorKnown: [8, 12] })).toEqual({ publishable: false, because: "numerator" });
    expect(of(4, 10, 0, { denominatorKnown: [8, 12], numeratorKnown: [3, 7] })).toEqual({ publishable: false, because: "numerator" });
  });

  it("tell nothing new of counts that are printed themselves, but something of those that are not", () => {
    expect(of(300, 1000, 1, { numeratorKnown: [300, 300] })).toEqual({ publishable: true, printed: 30 });
    expect(of(37, 113, 2, { numeratorKnown: [37, 37], denominatorKnown: open })).toEqual({ publishable: false, because: "complement" });
  });

  it("are publishable exactly if brute force finds a second truth for each count", () => {
    const verdicts = { yes: 0, no: 0 };
    const random = seeded(11);
    for (let run = 0; run < 2000; run += 1) {
      const denominator = 10 + Math.floor(random() * 60);
      const numerator = Math.floor(random() * (denominator + 1));
      const decimals = Math.floor(random() * 3);
      const rounded = random() < 0.5;
      const denominatorKnown = rounded
        ? ([round5(denominator) - 2, round5(denominator) + 2] as const)
        : ([denominator, denominator] as const);
      const shown = (part: number, whole: number) => ((100 * part) / whole + 1e-9).toFixed(decimals);
      const truths: [number, number][] = [];
      for (let whole = denominatorKnown[0]; whole <= denominatorKnown[1]; whole += 1)
        for (let part = 0; part <= whole; part += 1) if (shown(part, whole) === shown(numerator, denominator)) truths.push([part, whole]);
      const parts = new Set(truths.map(([part]) => part)).size;
      const rests = new Set(truths.map(([part, whole]) => whole - part)).size;
      const wholes = new Set(truths.map(([, whole]) => whole)).size;
      const safe = parts > 1 && rests > 1 && (!rounded || wholes > 1);
      expect({
        numerator,
        denominator,
        decimals,
        rounded,
        safe: of(numerator, denominator, decimals, { denominatorKnown }).publishable,
      }).toEqual({ numerator, denominator, decimals, rounded, safe });
      verdicts[safe ? "yes" : "no"] += 1;
    }
    expect(Math.min(verdicts.yes, verdicts.no)).toBeGreaterThan(50);
  });
});
