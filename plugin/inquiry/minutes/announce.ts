import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../store/tables.ts";
import { flat } from "../similar.ts";
import { findingsOf } from "./findings.ts";
import type { Intake } from "./intake.ts";

/**
 * Keeps the dated announcements of the administration as proposals, each with the case of its agenda item. One that earlier minutes
 * of the sitting had in the same words is not proposed again, whatever a person decided on it. @returns how many are new
 */
export async function announce(transaction: Transaction<Tables>, intake: Intake, placed: readonly (string | null)[]): Promise<number> {
  const { town, id, minutes, read } = intake;
  const parts = findingsOf(intake).map(({ part }) => part);
  const there = await transaction
    .selectFrom("Announcement")
    .innerJoin("Minutes", "Minutes.id", "Announcement.minutes")
    .select(["Announcement.text", "Minutes.organization"])
    .where("Announcement.town", "=", town.key)
    .where("Minutes.sitting", "=", minutes.sitting)
    .execute();
  const known = new Set(there.filter(({ organization }) => organization === minutes.organization).map(({ text }) => flat(text)));
  const rows = read.parts.flatMap((part, index) =>
    part.announcements
      .filter(({ text }) => !known.has(flat(text)))
      .map(({ text, start, end, due }) => ({
        ...{ id: newId(), town: town.key, minutes: id, case: placed[parts.indexOf(index)] ?? null },
        ...{ item: part.title || minutes.title, text, start, end, dueText: due.text, dueDate: due.date ?? null },
        ...{ decision: "proposed" as const, office: null, until: null, decidedBy: null, decidedAt: null },
      })),
  );
  for (const row of rows) await transaction.insertInto("Announcement").values(row).execute();
  return rows.length;
}
