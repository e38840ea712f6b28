import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import { record } from "../../store/history.ts";
import type { RewordingRow } from "../../store/tables/minutes.ts";
import type { Tables } from "../../store/tables.ts";
import { inquiryRow } from "../inquiry-row.ts";
import { advance } from "../state.ts";
import type { Found } from "./findings.ts";
import type { Intake } from "./intake.ts";
import type { Sorted } from "./sort.ts";

/** SQLite binds at most 32,766 values in one statement. */
const rowsAtOnce = 500;

/** Writes the inquiries that no earlier minutes held into their cases, behind those that are there. */
export async function insertInquiries(
  transaction: Transaction<Tables>,
  { town, id, at, by }: Intake,
  found: readonly Found[],
  { fresh, earlier }: Sorted,
  placed: readonly string[],
): Promise<void> {
  const rows = [];
  for (const [of, indexes] of Map.groupBy(fresh, (index) => placed[index] ?? "")) {
    const last = await lastPosition(transaction, of);
    if (last >= 0) await advance(transaction, { id: of }, "edit", { by, at });
    for (const [offset, index] of indexes.entries()) {
      const one = found[index];
      if (one) rows.push(inquiryRow({ town: town.key, case: of, minutes: id, position: last + 1 + offset }, one.columns));
    }
  }
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await transaction
      .insertInto("Inquiry")
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  }
  if (earlier === null) return;
  for (const row of rows) {
    await transaction
      .insertInto("Rewording")
      .values(
        rewording({ town: town.key, case: row.case, minutes: id, at }, { kind: "new", inquiry: row.id, found: null, decision: "approved" }),
      )
      .execute();
  }
}

async function lastPosition(transaction: Transaction<Tables>, of: string): Promise<number> {
  const row = await transaction
    .selectFrom("Inquiry")
    .select(({ fn }) => fn.max("position").as("position"))
    .where("case", "=", of)
    .executeTakeFirst();
  return row?.position ?? -1;
}

/**
 * What later minutes say of inquiries that are there: the same moves the place to these minutes, other words wait beside the old
 * ones, and what is gone is only named. In a case whose answer is released everything stays as it is.
 */
export async function writeMet(transaction: Transaction<Tables>, intake: Intake, found: readonly Found[], sorted: Sorted): Promise<void> {
  const { id, town, at } = intake;
  const place = { town: town.key, minutes: id, at };
  for (const [index, { row, changed }] of sorted.met) {
    const columns = found[index]?.columns;
    if (!columns) continue;
    await supersede(transaction, row.id);
    if (changed) {
      const found = JSON.stringify(columns);
      const decision = sorted.frozen.has(row.case) ? "rejected" : "proposed";
      const values = rewording({ ...place, case: row.case }, { kind: "changed", inquiry: row.id, found, decision });
      await transaction.insertInto("Rewording").values(values).execute();
    } else if (!sorted.frozen.has(row.case)) {
      const { start, end, extracted, stateBecause } = columns;
      await transaction
        .updateTable("Inquiry")
        .set({ minutes: id, start, end, extracted, ...(row.stateBecause === null ? {} : { stateBecause }) })
        .where("minutes", "=", row.minutes)
        .where("start", "=", row.start)
        .where("end", "=", row.end)
        .execute();
    }
  }
  for (const row of sorted.gone) {
    const values = rewording({ ...place, case: row.case }, { kind: "gone", inquiry: row.id, found: null, decision: "approved" });
    await transaction.insertInto("Rewording").values(values).execute();
  }
  await note(transaction, intake, sorted);
}

/** Yet later minutes count: what the ones between said waits no longer. */
async function supersede(transaction: Transaction<Tables>, inquiry: string): Promise<void> {
  await transaction
    .updateTable("Rewording")
    .set({ decision: "withdrawn" })
    .where("inquiry", "=", inquiry)
    .where("decision", "=", "proposed")
    .execute();
}

function rewording(
  place: Pick<RewordingRow, "town" | "case" | "minutes" | "at">,
  says: Pick<RewordingRow, "kind" | "inquiry" | "found" | "decision">,
): RewordingRow {
  return { ...place, ...says, id: newId(), decidedBy: null, decidedAt: null };
}

/** Each case that later minutes met remembers it. */
async function note(transaction: Transaction<Tables>, { id, town, at, by }: Intake, { met, gone }: Sorted): Promise<void> {
  const all = [...met.values()];
  const cases = new Set([...all.map(({ row }) => row.case), ...gone.map((row) => row.case)]);
  for (const of of cases) {
    const here = all.filter(({ row }) => row.case === of);
    const changed = here.filter((one) => one.changed).length;
    const detail = { minutes: id, unchanged: here.length - changed, changed, gone: gone.filter((row) => row.case === of).length };
    await record(transaction, { at, town: town.key, subject: "Case", subjectId: of, action: "minutes-met", by, detail });
  }
}
