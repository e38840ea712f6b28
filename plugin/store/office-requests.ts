import type { Kysely } from "kysely";
import type { RequestItem, RequestVersion } from "../inquiry/office/items.ts";
import { Refusal } from "../refusal.ts";
import type { OfficeReplyRow, OfficeRequestRow } from "./tables/office-requests.ts";
import type { Tables } from "./tables.ts";

/** A row with its lists as such. */
export interface OfficeRequest extends Omit<OfficeRequestRow, "versions" | "reminders" | "remarks"> {
  readonly versions: readonly RequestVersion[];
  readonly reminders: readonly { readonly on: string; readonly by: string }[];
  readonly remarks: readonly { readonly at: string; readonly text: string }[];
}

export interface OfficeReply extends Omit<OfficeReplyRow, "asked" | "notes"> {
  readonly asked: RequestItem;
  readonly notes: readonly string[];
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function officeRequest(db: Kysely<Tables>, id: string): Promise<OfficeRequest> {
  const row = await db.selectFrom("OfficeRequest").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return request(row);
}

/** The requests of a case, by office. */
export async function officeRequestsOf(db: Kysely<Tables>, id: string): Promise<OfficeRequest[]> {
  const rows = await db.selectFrom("OfficeRequest").selectAll().where("case", "=", id).orderBy("office").execute();
  return rows.map(request);
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function officeReply(db: Kysely<Tables>, id: string): Promise<OfficeReply> {
  const row = await db.selectFrom("OfficeReply").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return reply(row);
}

/** What came back to all requests of a case, in the order in which it came. */
export async function officeRepliesOf(db: Kysely<Tables>, id: string): Promise<OfficeReply[]> {
  const rows = await db
    .selectFrom("OfficeReply")
    .innerJoin("OfficeRequest", "OfficeRequest.id", "OfficeReply.request")
    .selectAll("OfficeReply")
    .where("OfficeRequest.case", "=", id)
    .orderBy("OfficeReply.receivedAt")
    .orderBy("OfficeReply.id")
    .execute();
  return rows.map(reply);
}

/** Requests of a town that are not answered and whose day has passed, the oldest first; those of released cases no longer matter. */
export async function overdueRequests(
  db: Kysely<Tables>,
  town: string,
  day: string,
): Promise<(Pick<OfficeRequestRow, "id" | "case" | "office" | "due" | "sentOn"> & { title: string })[]> {
  return db
    .selectFrom("OfficeRequest as request")
    .innerJoin("Case as of", "of.id", "request.case")
    .select(["request.id", "request.case", "request.office", "request.due", "request.sentOn", "of.title"])
    .where("request.town", "=", town)
    .where("request.state", "in", ["open", "sent"])
    .where("request.due", "<", day)
    .where("of.state", "not in", ["released", "closed", "dismissed"])
    .orderBy("request.due")
    .orderBy("request.office")
    .execute();
}

/** Replies of a town in words that no statement was made of yet and nobody set aside, with the case they belong to. */
export async function repliesToVouchFor(
  db: Kysely<Tables>,
  town: string,
): Promise<{ id: string; case: string; title: string; office: string; receivedAt: string }[]> {
  return db
    .selectFrom("OfficeReply as reply")
    .innerJoin("OfficeRequest as request", "request.id", "reply.request")
    .innerJoin("Case as of", "of.id", "request.case")
    .select(["reply.id", "request.case", "of.title", "request.office", "reply.receivedAt"])
    .where("reply.town", "=", town)
    .where("reply.outcome", "=", "answered")
    .where("reply.statement", "is", null)
    .where("reply.decision", "=", "proposed")
    .orderBy("reply.receivedAt")
    .execute();
}

function request(row: OfficeRequestRow): OfficeRequest {
  return { ...row, versions: JSON.parse(row.versions), reminders: JSON.parse(row.reminders), remarks: JSON.parse(row.remarks) };
}

const reply = (row: OfficeReplyRow): OfficeReply => ({ ...row, asked: JSON.parse(row.asked), notes: JSON.parse(row.notes) });
