import type { Kysely } from "kysely";
import { agendaItems } from "./agenda-items.ts";
import type { Tables } from "./tables.ts";

export interface SittingView {
  readonly id: string;
  /** Day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
}

/** The OParl ids of the town's bodies of that name. */
export async function bodyIds(db: Kysely<Tables>, town: string, name: string): Promise<string[]> {
  const rows = await db.selectFrom("Organization").select("id").where("town", "=", town).where("name", "=", name).execute();
  return rows.map(({ id }) => id);
}

/** The live, not cancelled sittings of a body after a day, in order. The body is found by name among the town's organizations. */
export async function sittingsOf(db: Kysely<Tables>, town: string, organization: string, after: string): Promise<SittingView[]> {
  const ids = new Set(await bodyIds(db, town, organization));
  const rows = await db
    .selectFrom("Meeting")
    .select(["id", "name", "start", "organization"])
    .where("town", "=", town)
    .where("deleted", "is", null)
    .where("start", ">", `${after}T99`)
    .where((where) => where.or([where("cancelled", "is", null), where("cancelled", "=", 0)]))
    .orderBy("start")
    .execute();
  return rows
    .filter((row) => (JSON.parse(row.organization ?? "[]") as string[]).some((id) => ids.has(id)))
    .map(({ id, name, start }) => ({ id, name: name ?? "", date: (start ?? "").slice(0, 10) }));
}

/** The id of the body's sitting on a day; null when the RIS knows none, or it is cancelled. */
export async function sittingOn(db: Kysely<Tables>, town: string, organization: string, day: string): Promise<string | null> {
  const ids = new Set(await bodyIds(db, town, organization));
  const rows = await db
    .selectFrom("Meeting")
    .select(["id", "organization"])
    .where("town", "=", town)
    .where("deleted", "is", null)
    .where("start", ">=", day)
    .where("start", "<", `${day}T99`)
    .where((where) => where.or([where("cancelled", "is", null), where("cancelled", "=", 0)]))
    .execute();
  return rows.find((row) => (JSON.parse(row.organization ?? "[]") as string[]).some((id) => ids.has(id)))?.id ?? null;
}

/** The file with the published minutes of a sitting, if the RIS names one that is still public. */
export async function protocolOf(
  db: Kysely<Tables>,
  town: string,
  meeting: string,
): Promise<{ id: string; accessUrl: string; downloadUrl: string | null; text: string | null; fileName: string | null } | null> {
  const row = await db
    .selectFrom("Meeting")
    .innerJoin("File", (join) => join.onRef("File.town", "=", "Meeting.town").onRef("File.id", "=", "Meeting.resultsProtocol"))
    .select(["File.id", "File.accessUrl", "File.downloadUrl", "File.text", "File.fileName"])
    .where("Meeting.town", "=", town)
    .where("Meeting.id", "=", meeting)
    .where("File.deleted", "is", null)
    .executeTakeFirst();
  return row?.accessUrl ? { ...row, accessUrl: row.accessUrl } : null;
}

/** An agenda item as the RIS has it, as far as minutes need it to find it again. */
export interface KnownItem {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** False only if the RIS says so. */
  readonly isPublic: boolean;
  readonly paperReference: string | null;
}

/** The live items of a body's sitting on a day; none unless exactly one sitting fits. The body is found by name, as people type it. */
export async function itemsOn(db: Kysely<Tables>, town: string, organization: string, day: string): Promise<KnownItem[]> {
  const named = (name: string | null) => name?.trim().toLowerCase() === organization.trim().toLowerCase();
  const bodies = await db.selectFrom("Organization").select(["id", "name"]).where("town", "=", town).execute();
  const ids = new Set(bodies.filter(({ name }) => named(name)).map(({ id }) => id));
  const meetings = await db
    .selectFrom("Meeting")
    .select(["id", "organization"])
    .where("town", "=", town)
    .where("deleted", "is", null)
    .where("start", ">=", day)
    .where("start", "<", `${day}T99`)
    .execute();
  const [only, other] = meetings.filter((row) => (JSON.parse(row.organization ?? "[]") as string[]).some((id) => ids.has(id)));
  if (!only || other) return [];
  const items = await agendaItems(db, town, day, day);
  return items
    .filter(({ meeting }) => meeting.id === only.id)
    .map(({ id, number, name, isPublic, paper }) => ({ id, number, name, isPublic, paperReference: paper?.reference || null }));
}
