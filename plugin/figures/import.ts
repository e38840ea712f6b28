import { type Clock, today } from "../ports/clock.ts";
import type { KimSource, KimTable } from "../ports/kim.ts";
import type { Store } from "../ports/store.ts";
import type { Tables } from "../store/tables.ts";
import { readFigureRow } from "./import/figure-row.ts";
import { type Header, readHeader } from "./import/header.ts";
import { figureKeeper, type Keeper, statementKeeper } from "./import/outcome.ts";
import type { ImportTown } from "./import/place.ts";
import { type ImportReport, tally } from "./import/report.ts";
import type { Read } from "./import/row.ts";
import { type Row, sift } from "./import/sift.ts";
import { readStatementRow } from "./import/statement-row.ts";

export interface ImportContext {
  readonly store: Store<Tables>;
  readonly clock: Clock;
  /** Person id, or `service:` and the reason; the history names it. */
  readonly by: string;
  /** Decide everything, write nothing. */
  readonly dryRun?: boolean;
}

/** Rows per transaction: long enough to be quick, short enough that nobody waits. */
const batchSize = 100;

/**
 * Takes a delivered file: figures or statements, decided by its head. Wrong rows are named and left out, the others are
 * taken. The same file twice changes nothing; another value for the same cell becomes a version that names the old one.
 * Throws an UpstreamError (permanent) if the file is no table, a Refusal (422) if its head is wrong.
 */
export async function importFile(
  request: ImportContext & { town: ImportTown; file: { name: string; bytes: Uint8Array }; source: KimSource },
): Promise<ImportReport> {
  const { town, clock } = request;
  const table = await request.source.open(request.file);
  const header = readHeader(table.columns);
  const context = { town, today: today(clock) };
  return header.form === "figures"
    ? run({ ...request, table }, header, (row) => readFigureRow(row, header, context), figureKeeper)
    : run({ ...request, table }, header, (row) => readStatementRow(row, header, context), statementKeeper);
}

async function run<Draft>(
  request: ImportContext & { table: KimTable },
  { form }: Header,
  read: (row: Row) => Read<Draft>,
  keeper: Keeper<Draft>,
): Promise<ImportReport> {
  const { store, clock, by, dryRun = false } = request;
  const totals = tally();
  const deed = { at: clock.now().toISOString(), by };
  const keep = async (batch: readonly { line: number; draft: Draft }[]): Promise<void> => {
    if (dryRun) for (const { line, draft } of batch) totals.count(line, await keeper.keep(draft, store.read));
    else {
      await store.write(async (transaction) => {
        for (const { line, draft } of batch) totals.count(line, await keeper.keep(draft, transaction, { transaction, deed }));
      });
    }
  };
  let batch: { line: number; draft: Draft }[] = [];
  for await (const one of sift(request.table, read, keeper.key)) {
    if ("findings" in one) totals.refuse(one.findings);
    else if (batch.push(one) === batchSize) {
      await keep(batch);
      batch = [];
    }
  }
  await keep(batch);
  return totals.report(form, dryRun);
}
