import type { Kysely, Transaction } from "kysely";
import type { Figure } from "../figures/figure.ts";
import { indicator } from "../figures/indicators.ts";
import { record } from "./history.ts";
import type { FigureRow } from "./tables/facts.ts";
import type { Tables } from "./tables.ts";
import { keyOf, versionId, versionsOf } from "./versions.ts";

/** A figure before it has an id; label and unit come from the catalogue. */
export type FigureDraft = Omit<Figure, "id" | "label" | "unit">;

/** A stored figure with its place among the versions. */
export interface FigureVersion {
  readonly figure: Figure;
  /** As it was delivered, without what the catalogue adds. */
  readonly draft: FigureDraft;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly imported: string;
  readonly importedBy: string;
}

/**
 * What a value is about: town, indicator, area, day or period, dimensions, rule version. Not the source: two sources for the
 * same cell are a correction that people must see, not two truths side by side.
 */
export function figureKey({ town, indicator, area, reference, dimensions, ruleVersion }: FigureDraft): string {
  const days = reference.kind === "date" ? [reference.date] : [reference.from, reference.to];
  return keyOf([town, indicator, area.ags, ...days, classes(dimensions), ruleVersion]);
}

/** The current figures of a town: all of them, or those of some indicators. */
export async function currentFigures(db: Kysely<Tables>, town: string, indicators?: readonly string[]): Promise<Figure[]> {
  if (indicators?.length === 0) return [];
  const rows = await db
    .selectFrom("Figure")
    .selectAll()
    .where("town", "=", town)
    .$if(indicators !== undefined, (query) => query.where("indicator", "in", indicators ?? []))
    .where("replacedBy", "is", null)
    .orderBy("indicator")
    .orderBy("ags")
    .orderBy("dimensions")
    .orderBy("date")
    .orderBy("to")
    .execute();
  return rows.map((row) => version(row).figure);
}

/** The figure of that id with its place among the versions; null if there is none. */
export async function figureVersion(db: Kysely<Tables>, id: string): Promise<FigureVersion | null> {
  const row = await db.selectFrom("Figure").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? version(row) : null;
}

/** All versions of a key, oldest first; the last one is current. */
export async function figureVersions(db: Kysely<Tables>, key: string): Promise<FigureVersion[]> {
  const rows = await versionsOf(key, (ids) => db.selectFrom("Figure").selectAll().where("id", "in", ids).execute());
  return rows.map(version);
}

/** Writes a version and closes the one before. @returns the id */
export async function saveFigure(
  transaction: Transaction<Tables>,
  draft: FigureDraft,
  { earlier, at, by }: { earlier: readonly FigureVersion[]; at: string; by: string },
): Promise<string> {
  const id = versionId(figureKey(draft), earlier.length + 1);
  const replaces = earlier.at(-1)?.figure.id ?? null;
  await transaction
    .insertInto("Figure")
    .values({ ...rowOf(draft), id, replaces, replacedBy: null, imported: at, importedBy: by })
    .execute();
  if (replaces) await transaction.updateTable("Figure").set({ replacedBy: id }).where("id", "=", replaces).execute();
  const action = replaces ? "corrected" : "imported";
  await record(transaction, {
    at,
    town: draft.town,
    subject: "Figure",
    subjectId: id,
    action,
    by,
    ...(replaces ? { detail: { replaces } } : {}),
  });
  return id;
}

function rowOf({ area, reference, dimensions, example, backed, ...draft }: FigureDraft) {
  const { sourceUrl = null, ruleVersion = null, note = null, office = null, system = null, extracted = null, ...rest } = draft;
  const days =
    reference.kind === "date" ? { date: reference.date, from: null, to: null } : { date: null, from: reference.from, to: reference.to };
  const optional = { sourceUrl, ruleVersion, note, office, system, extracted, backed: backed ? 1 : null };
  const place = { ags: area.ags, areaName: area.name };
  return { ...rest, ...optional, ...days, ...place, dimensions: classes(dimensions), example: example ? 1 : 0 };
}

/** The same text for the same classes, in whatever order they came. */
function classes(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1))));
}

function version(row: FigureRow): FigureVersion {
  const { replaces, replacedBy, imported, importedBy } = row;
  const draft = draftOf(row);
  const { label, unit, caveat } = indicator(row.indicator);
  const note = [caveat, draft.note].filter((part) => part !== undefined).join(" ");
  const figure = { ...draft, id: row.id, label, unit, ...(note === "" ? {} : { note }) };
  return { figure, draft, replaces, replacedBy, imported, importedBy };
}

function draftOf(row: FigureRow): FigureDraft {
  return {
    ...{ town: row.town, indicator: row.indicator, value: row.value, source: row.source },
    area: { ags: row.ags, name: row.areaName },
    reference: row.date === null ? { kind: "period", from: row.from ?? "", to: row.to ?? "" } : { kind: "date", date: row.date },
    dimensions: JSON.parse(row.dimensions) as Record<string, string>,
    status: row.status as Figure["status"],
    protection: row.protection as Figure["protection"],
    example: row.example === 1,
    ...(row.sourceUrl === null ? {} : { sourceUrl: row.sourceUrl }),
    ...(row.ruleVersion === null ? {} : { ruleVersion: row.ruleVersion }),
    ...(row.office === null ? {} : { office: row.office }),
    ...(row.system === null ? {} : { system: row.system }),
    ...(row.extracted === null ? {} : { extracted: row.extracted }),
    ...(row.backed === 1 ? { backed: true as const } : {}),
    ...(row.note === null ? {} : { note: row.note }),
  };
}

/** Changes whenever what other sources have published of a town changes: new rows, corrected ones. */
export async function publishedState(db: Kysely<Tables>, town: string): Promise<string> {
  const row = await db
    .selectFrom("Figure")
    .select(({ fn }) => [fn.countAll().as("all"), fn.count("replacedBy").as("replaced"), fn.max("imported").as("last")])
    .where("town", "=", town)
    .where("protection", "=", "published")
    .executeTakeFirstOrThrow();
  return `${row.all} ${row.replaced} ${row.last}`;
}
