import { say } from "../../messages.ts";
import type { Finding } from "../../ports/kim.ts";
import type { Correction, Outcome } from "./outcome.ts";
import type { Note } from "./sums.ts";

/** What an import did, or in a dry run would do. */
export interface ImportReport {
  readonly kind: "figures" | "statements";
  readonly dryRun: boolean;
  /** Facts in the file, a row of a wide table being several; new + unchanged + corrected + refusedRows. */
  readonly rows: number;
  readonly new: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly refusedRows: number;
  /** Every wrong cell in the order of the file, but no more than the first 1,000. Never holds what stood in the cell. */
  readonly refused: readonly Finding[];
  /** Every correction with what was and what is, but no more than the first 1,000. */
  readonly corrections: readonly (Correction & { readonly line: number })[];
  /** Totals that their parts do not add up to; nothing was changed for that. */
  readonly notes: readonly Note[];
}

const most = 1_000;

/** Counts while the rows go by. */
export function tally() {
  const counts = { new: 0, unchanged: 0, corrected: 0, refusedRows: 0 };
  const refused: Finding[] = [];
  const corrections: (Correction & { line: number })[] = [];
  return {
    refuse(findings: readonly Finding[]): void {
      counts.refusedRows += 1;
      refused.push(...findings.slice(0, most - refused.length));
    },
    count(line: number, outcome: Outcome): void {
      if (typeof outcome === "string") counts[outcome] += 1;
      else if ("code" in outcome) this.refuse([{ line, ...outcome }]);
      else {
        counts.corrected += 1;
        if (corrections.length < most) corrections.push({ line, ...outcome });
      }
    },
    report(kind: ImportReport["kind"], dryRun: boolean): ImportReport {
      const rows = counts.new + counts.unchanged + counts.corrected + counts.refusedRows;
      const inOrder = refused.toSorted((left, right) => left.line - right.line);
      return { kind, dryRun, rows, ...counts, refused: inOrder, corrections, notes: [] };
    },
  };
}

/** The report with its sentences, as the command line, the page and the interface for programs hand it out. */
export function spoken(report: ImportReport) {
  return {
    ...report,
    refused: report.refused.map((finding) => ({ ...finding, message: say(finding.code, finding.values) })),
    notes: report.notes.map((note) => ({ ...note, message: say(note.code, note.values) })),
  };
}

/** A finding as a German sentence with its place: `Zeile 4, Spalte Wert: …` */
export function describeFinding({ line, column, code, values }: Finding): string {
  const place = column === undefined ? say("import.line", { line }) : say("import.cell", { line, column });
  return `${place} ${say(code, values)}`;
}
