import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import { Refusal } from "../../refusal.ts";
import { record } from "../../store/history.ts";
import { type OfficeReply, type OfficeRequest, officeRepliesOf, officeRequest } from "../../store/office-requests.ts";
import type { OfficeReplyRow } from "../../store/tables/office-requests.ts";
import type { Tables } from "../../store/tables.ts";
import { keyOf } from "../../store/versions.ts";
import { sameItem } from "./items.ts";
import type { OfficeContext } from "./needs.ts";
import { stepTo } from "./state.ts";

/** What an office says to one item. Empty = it said nothing on that. */
export interface GivenReply {
  /** Number of the item in the version that was answered, from 1. */
  readonly number: number;
  readonly outcome: OfficeReplyRow["outcome"];
  readonly text: string;
  readonly source: string;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  readonly validUntil: string;
  readonly elsewhere: string;
  readonly reason: string;
}

interface Reply {
  readonly version: number;
  readonly channel: OfficeReplyRow["channel"];
  readonly given: readonly GivenReply[];
  /** What stood beside the fields, and what could not be read. */
  readonly remark?: string;
  /** Of a file: its name and hash, for the history. */
  readonly file?: Readonly<Record<string, string>>;
}

/** Outcomes by which an office says that it does not answer. */
export const declines: ReadonlySet<string> = new Set(["unknown", "not-competent", "not-evaluable"]);

/**
 * Keeps what an office replied, each item for itself, proposed until somebody decides about it. What is there already, word for
 * word, is not kept twice; other words to the same item are kept beside it. A reply to an earlier version of the questions names it.
 * @returns how many were new
 */
export async function takeReplies(context: OfficeContext, id: string, reply: Reply, by: string): Promise<number> {
  const at = context.clock.now().toISOString();
  return context.store.write(async (transaction) => {
    const request = await officeRequest(transaction, id);
    const items = request.versions.find(({ version }) => version === reply.version)?.items;
    if (!items) throw new Refusal("office-request.version", { values: { version: reply.version }, status: 422 });
    let taken = 0;
    for (const given of reply.given) {
      const item = items[given.number - 1];
      if (!item) throw new Refusal("office-request.number", { values: { number: given.number }, status: 422 });
      const { number: _number, ...said } = given;
      const place = { id: newId(), town: request.town, request: id, item: item.key, version: reply.version, asked: JSON.stringify(item) };
      const undecided = { decision: "proposed", use: null, statement: null, decidedBy: null, decidedAt: null } as const;
      const about = { channel: reply.channel, notes: JSON.stringify(notesOn(said)), hash: keyOf(Object.values(said)) };
      const { numInsertedOrUpdatedRows = 0n } = await transaction
        .insertInto("OfficeReply")
        .values({ ...place, ...said, ...about, ...undecided, receivedBy: by, receivedAt: at })
        .onConflict((conflict) => conflict.columns(["request", "item", "hash"]).doNothing())
        .executeTakeFirst();
      taken += Number(numInsertedOrUpdatedRows);
    }
    const kept = await keepRemark(transaction, request, reply.remark ?? "", at);
    if (taken + kept > 0) {
      const detail = { office: request.office, version: reply.version, items: taken, ...reply.file };
      await record(transaction, { at, town: request.town, subject: "OfficeRequest", subjectId: id, action: "replied", by, detail });
    }
    await settle(transaction, id);
    return taken;
  });
}

/** What a person should look at before the reply is used. */
function notesOn({ outcome, text, source, asOf, elsewhere, reason }: Omit<GivenReply, "number">): string[] {
  const answered = outcome === "answered";
  return [
    ...(answered && text === "" ? ["no-text"] : []),
    ...(answered && source === "" ? ["no-source"] : []),
    ...(answered && asOf === "" ? ["no-stand"] : []),
    ...(answered && /\d/u.test(text.replace(harmless, "")) ? ["numbers"] : []),
    ...(declines.has(outcome) && reason === "" ? ["no-reason"] : []),
    ...(outcome === "not-competent" && elsewhere === "" ? ["no-elsewhere"] : []),
  ];
}

/** Paragraphs of laws, days and years are no counts of anything. */
export const harmless =
  /(?:§§?|Art\.|Abs\.|Nr\.|Satz|Baustein(?:e[ns]?)?) ?\d+\p{L}*|\d{1,2}\.(?: ?\d{1,2}\.| \p{L}+)(?: ?\d{4})?|(?<!\d)(?:19|20)\d\d(?!\d)/gu;

async function keepRemark(transaction: Transaction<Tables>, { id, remarks }: OfficeRequest, text: string, at: string): Promise<number> {
  if (text === "" || remarks.some((one) => one.text === text)) return 0;
  await transaction
    .updateTable("OfficeRequest")
    .set({ remarks: JSON.stringify([...remarks, { at, text }]) })
    .where("id", "=", id)
    .execute();
  return 1;
}

/** Whether a reply still says something to what is asked now. */
export function repliesTo(request: OfficeRequest, replies: readonly OfficeReply[], key: string): OfficeReply[] {
  return replies.filter((one) => one.request === request.id && one.item === key && one.decision !== "rejected");
}

/** Brings the state of a request in line with its replies: every item answered, every item declined, or something still open. */
export async function settle(transaction: Transaction<Tables>, id: string): Promise<void> {
  const request = await officeRequest(transaction, id);
  if (request.state === "withdrawn") return;
  const all = await officeRepliesOf(transaction, request.case);
  const items = request.versions.at(-1)?.items ?? [];
  const live = items.map((item) => repliesTo(request, all, item.key).filter(({ asked }) => sameItem(asked, item)));
  const complete = live.every((some) => some.length > 0);
  const declined = live.flat().every(({ outcome }) => declines.has(outcome));
  const event = complete ? (declined ? "decline" : "answer") : "reopen";
  const there = { decline: "declined", answer: "answered", reopen: "" }[event];
  const waits = request.state === "open" || request.state === "sent";
  if (request.state === there || (event === "reopen" && waits)) return;
  await transaction
    .updateTable("OfficeRequest")
    .set({ state: stepTo(request.state, event) })
    .where("id", "=", id)
    .execute();
}
