import { type FigureDraft, figureKey, figureVersions, saveFigure } from "../../store/figures.ts";
import { type StatementDraft, saveStatement, statementKey, statementVersions } from "../../store/statements.ts";
import { type Change, figureChanges, nameFigure, nameStatement, statementChanges } from "./changes.ts";
import type { Reading, Writing } from "./handles.ts";
import { sameNumber } from "./number.ts";

/** A version that takes the place of another one. */
export interface Correction {
  /** Id of the version that it replaces. */
  readonly replaces: string;
  /** What the fact is about, as people call it. */
  readonly fact: string;
  readonly changes: readonly Change[];
}

/** What becomes of a row; or the column and the code of the sentence that says why it is not taken. */
export type Outcome = "new" | "unchanged" | Correction | { readonly column: string; readonly code: string };

/** How rows of one form are told apart, compared with what is stored, and written. */
export interface Keeper<Draft> {
  key(draft: Draft): string;
  /** Decides, and writes if given a transaction to write with. */
  keep(draft: Draft, reading: Reading, writing?: Writing): Promise<Outcome>;
}

export const figureKeeper: Keeper<FigureDraft> = {
  key: figureKey,
  async keep(draft, reading, writing) {
    const earlier = await figureVersions(reading, figureKey(draft));
    const current = earlier.at(-1);
    if (current && sameFigure(current.draft, draft)) return "unchanged";
    // An old file that is delivered again must not undo what was corrected since.
    if (earlier.some((version) => sameFigure(version.draft, draft))) return { column: "Wert", code: "import.outdated" };
    if (draft.example && current && !current.draft.example) return { column: "Beispiel", code: "import.example-over-real" };
    if (writing) await saveFigure(writing.transaction, draft, { earlier, ...writing.deed });
    if (!current) return "new";
    return { replaces: current.figure.id, fact: nameFigure(draft), changes: figureChanges(current.draft, draft) };
  },
};

export const statementKeeper: Keeper<StatementDraft> = {
  key: statementKey,
  async keep(draft, reading, writing) {
    const versions = await statementVersions(reading, statementKey(draft));
    const current = versions.find(({ replacedBy }) => replacedBy === null);
    if (current && sameStatement(current.statement, draft)) return "unchanged";
    if (versions.length > 0 && !current) return { column: "Text", code: "import.statement-replaced" };
    if (versions.some(({ statement }) => sameStatement(statement, draft))) return { column: "Stand", code: "import.outdated" };
    if (draft.example && current && !current.statement.example) return { column: "Beispiel", code: "import.example-over-real" };
    const replaces = current?.statement.id ?? null;
    if (writing) await saveStatement(writing.transaction, draft, { earlier: versions.length, replaces, ...writing.deed });
    if (!current) return "new";
    return { replaces: current.statement.id, fact: nameStatement(draft), changes: statementChanges(current.statement, draft) };
  },
};

/**
 * Everything that is said of the same cell. The name of an area is not: it comes from the configuration. Nor is the day it was
 * read: the same value read again is the same figure, else a nightly delivery would be a correction every morning.
 */
function sameFigure(left: FigureDraft, right: FigureDraft): boolean {
  const words = ["status", "source", "sourceUrl", "protection", "example", "note", "office", "system", "backed"] as const;
  return sameNumber(left.value, right.value) && words.every((word) => left[word] === right[word]);
}

function sameStatement(left: StatementDraft, right: StatementDraft): boolean {
  const words = ["asOf", "source", "sourceUrl", "office", "validUntil", "approvedBy", "example"] as const;
  return words.every((word) => left[word] === right[word]);
}
