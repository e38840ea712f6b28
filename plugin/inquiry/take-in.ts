import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { newId } from "../ids.ts";
import { say } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import { record } from "../store/history.ts";
import { itemsOn } from "../store/meetings.ts";
import type { Tables } from "../store/tables.ts";
import type { Sitting } from "./deadline.ts";
import { announce } from "./minutes/announce.ts";
import { readAside } from "./minutes/aside.ts";
import { caseWanted, type Found, findingsOf } from "./minutes/findings.ts";
import type { Context, Intake, NewMinutes } from "./minutes/intake.ts";
import { fingerprints, type KnownMinutes, knownMinutes } from "./minutes/known.ts";
import { type Sorted, sortAgainstEarlier } from "./minutes/sort.ts";
import { storedReading } from "./minutes/stored.ts";
import { insertInquiries, writeMet } from "./minutes/write.ts";
import { openCase } from "./register.ts";

export interface Taken {
  readonly minutes: string;
  /** The text was that of a whole sitting. */
  readonly divided: boolean;
  /** Cases that the inquiries went to, opened or met, in the order of the text. */
  readonly cases: readonly string[];
  /** Inquiries met those of earlier minutes of the same sitting. */
  readonly met: boolean;
}

/**
 * Takes minutes in: keeps the text without the names of citizens, finds the inquiries of each agenda item, and opens one case per
 * item that holds some, with its deadline. Where earlier minutes of the sitting are known, the inquiries meet those of then: who is
 * there already is not opened again, and what is worded otherwise waits for a person (facts: inquiries.md §3, §4.5).
 * The same text twice is refused, so that no question is answered twice. Minutes without an inquiry open no case.
 */
export async function takeIn(
  context: Context,
  town: TownConfig,
  minutes: NewMinutes,
  coming: readonly Sitting[],
  by: string,
): Promise<Taken> {
  const { organization, sitting, text, title } = minutes;
  const hashes = fingerprints(minutes);
  const same = await knownMinutes(context.store.read, town.key, hashes);
  if (same) return twice(context, town, minutes, same, by);
  const known = await itemsOn(context.store.read, town.key, organization, sitting);
  const read = await readAside({ text, town: town.name, organization, sitting, title, known });
  if (!read.divided && title.trim() === "") throw new Refusal("minutes.title", { status: 422, field: "title" });
  const intake = { ...context, town, id: newId(), minutes, read, known, coming, at: context.clock.now().toISOString(), by };
  return context.store.write(async (transaction) => {
    const same = await knownMinutes(transaction, town.key, hashes);
    if (same) throw refusedTwice(town, same.id);
    return enter(transaction, intake, hashes[0] ?? "");
  });
}

const refusedTwice = (town: TownConfig, id: string): Refusal =>
  new Refusal("minutes.twice", { link: `/workbench/towns/${town.key}/minutes/${id}`, field: "text" });

/** Draft minutes that were approved without a change are approved from now on; the same once more is refused. */
async function twice(
  { store, clock }: Context,
  town: TownConfig,
  { status, sitting }: NewMinutes,
  same: KnownMinutes,
  by: string,
): Promise<Taken> {
  if (status !== "approved" || same.status !== "draft" || same.sitting !== sitting) throw refusedTwice(town, same.id);
  await store.write(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("Minutes")
      .set({ status })
      .where("id", "=", same.id)
      .where("status", "=", "draft")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw refusedTwice(town, same.id);
    const at = clock.now().toISOString();
    await record(transaction, { at, town: town.key, subject: "Minutes", subjectId: same.id, action: "approved-unchanged", by });
  });
  return { minutes: same.id, divided: true, cases: [], met: true };
}

async function enter(transaction: Transaction<Tables>, intake: Intake, sha256: string): Promise<Taken> {
  const { town, id, minutes, read, at, by } = intake;
  const found = findingsOf(intake);
  const sorted = await sortAgainstEarlier(transaction, intake, found);
  const placed = await place(transaction, intake, found, sorted);
  await writeMet(transaction, intake, found, sorted);
  const announced = await announce(transaction, intake, placed);
  const reading = storedReading(intake, found, sorted, placed);
  const { organization, sitting, status, mediaType, agendaItem = null } = minutes;
  const title = minutes.title.trim() || say("minutes.whole");
  await transaction
    .insertInto("Minutes")
    .values({
      ...{ id, town: town.key, title, organization, sitting, agendaItem, status, mediaType, sha256, text: read.text },
      ...{ addedBy: by, addedAt: at, reading: JSON.stringify(reading) },
    })
    .execute();
  const detail = { inquiries: found.length, announcements: announced, ...(sorted.earlier ? { follows: sorted.earlier } : {}) };
  await record(transaction, { at, town: town.key, subject: "Minutes", subjectId: id, action: "added", by, detail });
  const cases = [...new Set(placed.filter((one) => one !== null))];
  return { minutes: id, divided: read.divided, cases, met: sorted.met.size > 0 || sorted.gone.length > 0 };
}

/** Gives each inquiry its case: that of the one it meets, that of its item, or a new one. @returns a case per finding, in their order */
async function place(transaction: Transaction<Tables>, intake: Intake, found: readonly Found[], sorted: Sorted): Promise<string[]> {
  const placed = found.map((_one, index) => sorted.met.get(index)?.row.case ?? "");
  const opened = new Map<number, string>();
  for (const index of sorted.fresh) {
    const one = found[index] as Found;
    const there = opened.get(one.part) ?? sorted.caseOf(one);
    const of = there ?? (await openCase(transaction, intake, intake.town, caseWanted(intake, one), intake.coming, intake.by));
    opened.set(one.part, of);
    placed[index] = of;
  }
  await insertInquiries(transaction, intake, found, sorted, placed);
  return placed;
}
