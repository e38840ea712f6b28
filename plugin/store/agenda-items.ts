import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** An agenda item with what people need to recognise it. */
export interface AgendaItemView {
  readonly town: string;
  readonly key: string;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly web: string | null;
  /** False only if the RIS says so or it is no longer served. */
  readonly isPublic: boolean;
  readonly meeting: {
    readonly id: string;
    readonly name: string;
    readonly organization: string;
    /** OParl id of the body; it stays when the body is renamed. */
    readonly organizationId: string;
    readonly start: string;
    readonly web: string | null;
  };
  readonly paper: { readonly id: string; readonly name: string; readonly reference: string; readonly paperType: string } | null;
}

function query(db: Kysely<Tables>) {
  return db
    .selectFrom("AgendaItem as item")
    .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .leftJoin("Consultation as consultation", (join) =>
      join
        .onRef("consultation.town", "=", "item.town")
        .onRef("consultation.agendaItem", "=", "item.id")
        .on("consultation.deleted", "is", null),
    )
    .leftJoin("Paper as paper", (join) =>
      join.onRef("paper.town", "=", "item.town").onRef("paper.id", "=", "consultation.paper").on("paper.deleted", "is", null),
    )
    .select([
      ...(["item.town", "item.key", "item.id", "item.number", "item.name", "item.web", "item.public", "item.deleted"] as const),
      "meeting.id as meetingId",
      "meeting.name as meetingName",
      "meeting.organization as organizations",
      "meeting.start as start",
      "meeting.web as meetingWeb",
      "meeting.deleted as meetingDeleted",
      "paper.id as paperId",
      "paper.name as paperName",
      "paper.reference as reference",
      "paper.paperType as paperType",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof query>["execute"]>>[number];

/** The item of that key, live or not; `isPublic` is false for one that is no longer served. */
export async function agendaItem(db: Kysely<Tables>, key: string): Promise<AgendaItemView | null> {
  const row = await query(db).where("item.key", "=", key).executeTakeFirst();
  return row ? view(row, await organizationNames(db, row.town)) : null;
}

/** Our key of a town's item, live or not; null for an unknown one. */
export async function agendaItemKey(db: Kysely<Tables>, town: string, id: string): Promise<string | null> {
  const row = await db.selectFrom("AgendaItem").select("key").where("town", "=", town).where("id", "=", id).executeTakeFirst();
  return row?.key ?? null;
}

/** Whose item it is; null for a key that does not exist. */
export async function townOfItem(db: Kysely<Tables>, key: string): Promise<string | null> {
  const row = await db.selectFrom("AgendaItem").select("town").where("key", "=", key).executeTakeFirst();
  return row?.town ?? null;
}

/** A piece of a long list. */
export interface Piece {
  readonly size: number;
  readonly offset?: number;
}

/** The live items of a town's sittings between two days (both included), in the order of the agenda. */
export async function agendaItems(db: Kysely<Tables>, town: string, from: string, to: string, piece?: Piece): Promise<AgendaItemView[]> {
  const found = between(db, town, from, to).select("item.id").orderBy("meeting.start").orderBy("meeting.id").orderBy("item.position");
  const ids = piece ? found.limit(piece.size).offset(piece.offset ?? 0) : found;
  const rows = await query(db)
    .where("item.town", "=", town)
    .where("item.id", "in", ids)
    .orderBy("meeting.start")
    .orderBy("meeting.id")
    .orderBy("item.position")
    .execute();
  const seen = new Set<string>();
  const once = rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
  const names = await organizationNames(db, town);
  return once.map((row) => view(row, names));
}

/** How many `agendaItems` there are. */
export async function countAgendaItems(db: Kysely<Tables>, town: string, from: string, to: string): Promise<number> {
  const row = await between(db, town, from, to)
    .select(({ fn }) => fn.countAll<number>().as("all"))
    .executeTakeFirstOrThrow();
  return Number(row.all);
}

function between(db: Kysely<Tables>, town: string, from: string, to: string) {
  return db
    .selectFrom("AgendaItem as item")
    .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .where("item.town", "=", town)
    .where("meeting.town", "=", town)
    .where("item.deleted", "is", null)
    .where("meeting.deleted", "is", null)
    .where("meeting.start", ">=", from)
    .where("meeting.start", "<", `${to}T99`);
}

function view(row: Row, names: ReadonlyMap<string, string>): AgendaItemView {
  const { town, key, id } = row;
  const [organizationId = ""] = JSON.parse(row.organizations ?? "[]") as string[];
  const organization = names.get(organizationId) ?? "";
  return {
    ...{ town, key, id },
    number: row.number ?? "",
    name: row.name ?? "",
    web: row.web,
    isPublic: row.public !== 0 && row.deleted === null && row.meetingDeleted === null,
    meeting: { id: row.meetingId, name: row.meetingName ?? "", organization, organizationId, start: row.start ?? "", web: row.meetingWeb },
    paper: row.paperId
      ? { id: row.paperId, name: row.paperName ?? "", reference: row.reference ?? "", paperType: row.paperType ?? "" }
      : null,
  };
}

/** The names of a town's bodies by id; the first of a meeting's organizations is the body that meets. */
async function organizationNames(db: Kysely<Tables>, town: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("Organization").select(["id", "name"]).where("town", "=", town).execute();
  return new Map(rows.map(({ id, name }) => [id, name ?? ""]));
}
