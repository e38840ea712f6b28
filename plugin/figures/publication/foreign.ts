import { newId } from "../../ids.ts";
import { type Clock, today } from "../../ports/clock.ts";
import type { Finding, KimSource } from "../../ports/kim.ts";
import type { Store } from "../../ports/store.ts";
import { Refusal } from "../../refusal.ts";
import type { FigureDraft } from "../../store/figures.ts";
import { record } from "../../store/history.ts";
import { enterPublication } from "../../store/publications.ts";
import type { Tables } from "../../store/tables.ts";
import { readFigureRow } from "../import/figure-row.ts";
import { readHeader } from "../import/header.ts";
import type { ImportTown } from "../import/place.ts";
import { sift } from "../import/sift.ts";
import { type Cell, countsPersons, identityOf, keyOf } from "./cell.ts";

/** What became of a foreign table. */
export interface ForeignReport {
  readonly taken: number;
  /** By row: what is wrong with it. The other rows are taken. */
  readonly refused: readonly Finding[];
}

/**
 * Enters a table that somebody else published (the Land, the Kreis, an answer of the Landtag) into the ledger of a town. Its numbers are
 * never shown; they are what readers know besides ours, so that our protection must hold against them too (facts:
 * domain.md §4.4). Form of the import, any area, Verfahren `veroeffentlicht` with the address of the publication.
 * Throws as `importFile` does, and a Refusal (422) for a table of statements.
 */
export async function enterForeign(
  { store, clock, by }: { store: Store<Tables>; clock: Clock; by: string },
  request: { town: ImportTown; file: { name: string; bytes: Uint8Array }; source: KimSource; title: string },
): Promise<ForeignReport> {
  const table = await request.source.open(request.file);
  const header = readHeader(table.columns);
  if (header.form !== "figures") throw new Refusal("publication.foreign.statements", { status: 422 });
  const context = { town: { ...request.town, everywhere: true } as const, today: today(clock) };
  const cells: Cell[] = [];
  const refused: Finding[] = [];
  for await (const one of sift(
    table,
    (row) => readFigureRow(row, header, context),
    (draft) => keyOf(identityOf(cellOf(draft))),
  )) {
    if ("findings" in one) refused.push(...one.findings);
    else if (one.draft.protection !== "published")
      refused.push({ line: one.line, column: "Verfahren", code: "publication.foreign.procedure" });
    else if (!countsPersons(one.draft)) refused.push({ line: one.line, column: "Indikator", code: "publication.foreign.no-persons" });
    else cells.push(cellOf(one.draft));
  }
  const at = clock.now().toISOString();
  const subjectId = newId();
  const { key: town } = request.town;
  if (cells.length > 0) {
    await store.write(async (transaction) => {
      await enterPublication(transaction, { town, subject: "Foreign", subjectId, title: request.title, at, by }, cells);
      const detail = { title: request.title, cells: cells.length };
      await record(transaction, { at, town, subject: "Town", subjectId: town, action: "foreign-entered", by, detail });
    });
  }
  return { taken: cells.length, refused };
}

function cellOf({ indicator, area, reference, dimensions, value, protection, ruleVersion }: FigureDraft): Cell {
  return { indicator, area, reference, dimensions, value, protection, figure: null, ...(ruleVersion === undefined ? {} : { ruleVersion }) };
}
