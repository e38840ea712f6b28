import { type Clock, today } from "../ports/clock.ts";
import type { KimSource, KimTable } from "../ports/kim.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import type { FigureDraft } from "../store/figures.ts";
import type { Tables } from "../store/tables.ts";
import { applyProfile } from "./import/apply-profile.ts";
import { readFigureRow } from "./import/figure-row.ts";
import type { Reading, Writing } from "./import/handles.ts";
import { type Header, readHeader } from "./import/header.ts";
import { figureKeeper, type Keeper, statementKeeper } from "./import/outcome.ts";
import type { ImportTown } from "./import/place.ts";
import type { Profile } from "./import/profile.ts";
import { type ImportReport, tally } from "./import/report.ts";
import type { Read } from "./import/row.ts";
import { type Row, sift } from "./import/sift.ts";
import { readStatementRow } from "./import/statement-row.ts";
import { sumNotes, type Taken, takenOf } from "./import/sums.ts";

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
/** Facts whose sums are looked at in one delivery; in a larger one the pages still do. */
const mostAdded = 20_000;

/**
 * Takes a delivered file: figures or statements, decided by its head. Wrong rows are named and left out, the others are
 * taken. The same file twice changes nothing; another value for the same cell becomes a version that names the old one.
 * With a `profile`, what the file calls its columns and values is translated first.
 * With a `form`, the other one is refused.
 * Throws an UpstreamError (permanent) if the file is no table, a Refusal (422) if its head is wrong.
 */
export async function importFile(
  request: ImportContext & {
    town: ImportTown;
    file: { name: string; bytes: Uint8Array };
    source: KimSource;
    profile?: Profile;
    form?: Header["form"];
  },
): Promise<ImportReport> {
  const { town, clock, profile } = request;
  const opened = await request.source.open(request.file);
  const table = profile ? applyProfile(opened, profile) : opened;
  const header = readHeader(table.columns);
  if (request.form !== undefined && request.form !== header.form) throw new Refusal("import.form", { status: 422, field: "file" });
  const context = { town, today: today(clock) };
  if (header.form === "statements")
    return run({ ...request, table }, header, (row) => readStatementRow(row, header, context), statementKeeper);
  const taken: Taken[] = [];
  const note = (draft: FigureDraft): void => void (taken.length < mostAdded && taken.push(takenOf(draft)));
  const report = await run({ ...request, table }, header, (row) => readFigureRow(row, header, context), figureKeeper, note);
  return { ...report, notes: await sumNotes(request.store.read, town.key, taken) };
}

async function run<Draft>(
  request: ImportContext & { table: KimTable },
  { form }: Header,
  read: (row: Row) => Read<Draft>,
  keeper: Keeper<Draft>,
  taken: (draft: Draft) => void = () => {},
): Promise<ImportReport> {
  const { store, clock, by, dryRun = false } = request;
  const totals = tally();
  const deed = { at: clock.now().toISOString(), by };
  const keepOne = async ({ line, draft }: Sound<Draft>, reading: Reading, writing?: Writing): Promise<void> => {
    const outcome = await keeper.keep(draft, reading, writing);
    totals.count(line, outcome);
    if (typeof outcome === "string" || "changes" in outcome) taken(draft);
  };
  const keep = async (batch: readonly Sound<Draft>[]): Promise<void> => {
    if (dryRun) for (const one of batch) await keepOne(one, store.read);
    else {
      await store.write(async (transaction) => {
        for (const one of batch) await keepOne(one, transaction, { transaction, deed });
      });
    }
  };
  let batch: Sound<Draft>[] = [];
  for await (const one of sift(request.table, read, keeper.key)) {
    if ("findings" in one) totals.refuse(one.findings);
    else if (batch.push(one) === batchSize) {
      await keep(batch);
      batch = [];
    }
  }
  await keep(batch);
  const report = totals.report(form, dryRun);
  if (report.rows === 0) throw new Refusal("import.no-rows", { status: 422, field: "file" });
  return report;
}

interface Sound<Draft> {
  readonly line: number;
  readonly draft: Draft;
}
