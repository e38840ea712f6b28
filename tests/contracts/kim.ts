import { describe, expect, test } from "vitest";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import type { Finding, KimRow, KimSource, KimTable } from "../../plugin/ports/kim.ts";

export interface KimContract {
  readonly source: KimSource;
  /** Name of a file in this format. */
  readonly fileName: string;
  /** A file with that heading and those rows, as an office's own program would write it. `null` is an empty row, if the format has them. */
  write(heading: readonly string[], rows: readonly (readonly string[] | null)[]): Uint8Array;
  /** Where the first row below the heading stands. */
  readonly firstLine: number;
  /** Whether an empty row takes up a line of its own. */
  readonly emptyRows: boolean;
}

/** All rows and findings of a table. */
export async function drain(table: KimTable): Promise<(KimRow | Finding)[]> {
  const all: (KimRow | Finding)[] = [];
  for await (const one of table.rows()) all.push(one);
  return all;
}

/** What every source of tables must do, whatever the format. */
export function kimContract(name: string, contract: KimContract): void {
  const { source, fileName, write, firstLine, emptyRows } = contract;
  const open = (heading: readonly string[], rows: readonly (readonly string[] | null)[]) =>
    source.open({ name: fileName, bytes: write(heading, rows) });

  describe(`the contract of KimSource: ${name}`, () => {
    test("gives the headings and the cells by heading", async () => {
      const table = await open(["AGS", "Wert"], [["05315000", "2766"]]);
      expect(table.columns).toEqual(["AGS", "Wert"]);
      expect(await drain(table)).toEqual([{ line: firstLine, cells: { AGS: "05315000", Wert: "2766" } }]);
    });

    test("takes the columns in any order", async () => {
      const table = await open(["Wert", "AGS"], [["2766", "05315000"]]);
      expect(await drain(table)).toEqual([{ line: firstLine, cells: { AGS: "05315000", Wert: "2766" } }]);
    });

    test("trims cells and composes umlauts", async () => {
      const decomposed = "Ausla\u0308nderbeho\u0308rde";
      const table = await open(["Quelle"], [[`  ${decomposed}  `]]);
      expect(await drain(table)).toEqual([{ line: firstLine, cells: { Quelle: "Ausländerbehörde" } }]);
    });

    test("keeps empty cells and says nothing of empty rows", async () => {
      const table = await open(["AGS", "Wert"], [["1", ""], null, ["2", "3"]]);
      const lines = emptyRows ? [firstLine, firstLine + 2] : [firstLine, firstLine + 1];
      expect(await drain(table)).toEqual([
        { line: lines[0], cells: { AGS: "1", Wert: "" } },
        { line: lines[1], cells: { AGS: "2", Wert: "3" } },
      ]);
    });

    test("takes apart nothing that belongs to one cell", async () => {
      const difficult = ['mit "Anführung"; und Semikolon', "zwei\nZeilen", "§ 25a – „Wert“ <b> & €"];
      const table = await open(["a", "b", "c"], [difficult, ["x", "y", "z"]]);
      const rows = await drain(table);
      expect(rows[0]).toMatchObject({ line: firstLine, cells: { a: difficult[0], b: difficult[1], c: difficult[2] } });
      expect(rows[1]).toMatchObject({ cells: { a: "x", b: "y", c: "z" } });
    });

    test("is not led astray by headings that mean something to JavaScript", async () => {
      const table = await open(["constructor", "toString"], [["a", "b"]]);
      const [row] = await drain(table);
      expect(row && "cells" in row && Object.entries(row.cells)).toEqual([
        ["constructor", "a"],
        ["toString", "b"],
      ]);
    });

    test("can be read twice", async () => {
      const table = await open(["AGS"], [["1"], ["2"]]);
      expect(await drain(table)).toEqual(await drain(table));
    });

    test("a table without rows is a table", async () => {
      expect(await drain(await open(["AGS", "Wert"], []))).toEqual([]);
    });

    test.each([
      ["nothing at all", new Uint8Array()],
      ["zeros", new Uint8Array(4_000)],
      ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
      ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n")],
      ["a broken archive", Buffer.from("PK\u0003\u0004 and then nothing of the kind")],
    ])("refuses what is no table: %s", async (_what, bytes) => {
      const refusal = await source.open({ name: fileName, bytes }).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(UpstreamError);
      expect(refusal).toMatchObject({ kind: "permanent", code: expect.stringMatching(/^import\./) });
    });
  });
}
