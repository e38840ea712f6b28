import { say } from "../../messages.ts";
import type { Finding } from "../../ports/kim.ts";
import type { Outcome } from "./outcome.ts";

/** What an import did, or in a dry run would do. */
export interface ImportReport {
  readonly kind: "figures" | "statements";
  readonly dryRun: boolean;
  /** Rows with something in them; new + unchanged + corrected + refusedRows. */
  readonly rows: number;
  readonly new: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly refusedRows: number;
  /** Every wrong cell in the order of the file, but no more than the first 1,000. Never holds what stood in the cell. */
  readonly refused: readonly Finding[];
}

const most = 1_000;

/** Counts while the rows go by. */
export function tally() {
  const counts = { new: 0, unchanged: 0, corrected: 0, refusedRows: 0 };
  const refused: Finding[] = [];
  return {
    refuse(findings: readonly Finding[]): void {
      counts.refusedRows += 1;
      refused.push(...findings.slice(0, most - refused.length));
    },
    count(line: number, outcome: Outcome): void {
      if (typeof outcome === "string") counts[outcome] += 1;
      else this.refuse([{ line, ...outcome }]);
    },
    report(kind: ImportReport["kind"], dryRun: boolean): ImportReport {
      const rows = counts.new + counts.unchanged + counts.corrected + counts.refusedRows;
      const inOrder = refused.toSorted((left, right) => left.line - right.line);
      return { kind, dryRun, rows, ...counts, refused: inOrder };
    },
  };
}

/** A finding as a German sentence with its place: `Zeile 4, Spalte Wert: …` */
export function describeFinding({ line, column, code, values }: Finding): string {
  const place = column === undefined ? say("import.line", { line }) : say("import.cell", { line, column });
  return `${place} ${say(code, values)}`;
}
