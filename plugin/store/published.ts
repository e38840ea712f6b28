import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A version of a sheet, or a released answer, at an item that is public in the RIS now. Without what it says. */
export interface PublicRow {
  readonly subject: "Attachment" | "Answer";
  readonly id: string;
  /** What it is a version of: the item of a sheet, the case of an answer. */
  readonly series: string;
  readonly version: number;
  /** `withdrawn`: by a person, or because a later version took its place. */
  readonly decision: "approved" | "withdrawn";
  /** When it was approved or released; of a withdrawn one, when that ended. */
  readonly decidedAt: string;
  readonly item: { readonly key: string; readonly number: string; readonly name: string; readonly web: string | null };
  /** Body and day: of the sitting in which the question of an answer was asked; empty for a sheet, which says it itself. */
  readonly organization: string;
  readonly date: string;
}

/**
 * All that everybody may read of a town now, and what was withdrawn at items still public; oldest decision first.
 * A sheet or an answer is public only as long as its item and its sitting are (design rule 5). Of answers only those to a question
 * at a public item, and not from the non-public part of the minutes: whether a case without an item, or a co-signing, may be public, only the house knows.
 */
export async function publicRows(db: Kysely<Tables>, town: string): Promise<PublicRow[]> {
  const [sheets, answers] = await Promise.all([sheetRows(db, town), answerRows(db, town)]);
  return [...sheets, ...answers].sort((left, right) => (left.decidedAt < right.decidedAt ? -1 : 1));
}

async function sheetRows(db: Kysely<Tables>, town: string): Promise<PublicRow[]> {
  const rows = await db
    .selectFrom("Attachment as subject")
    .innerJoin("AgendaItem as item", (join) => join.onRef("item.town", "=", "subject.town").onRef("item.id", "=", "subject.agendaItem"))
    .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .select(["subject.id", "subject.version", "subject.decision", "subject.decidedAt"])
    .select(["item.key", "item.number", "item.name", "item.web"])
    .where("subject.town", "=", town)
    .where("subject.decision", "in", ["approved", "withdrawn"])
    .where("item.deleted", "is", null)
    .where("meeting.deleted", "is", null)
    .where((where) => where.or([where("item.public", "is", null), where("item.public", "!=", 0)]))
    .execute();
  return rows.map((row) => ({ subject: "Attachment", series: row.key, ...common(row), organization: "", date: "" }));
}

async function answerRows(db: Kysely<Tables>, town: string): Promise<PublicRow[]> {
  const rows = await db
    .selectFrom("Answer as subject")
    .innerJoin("Case as case", "case.id", "subject.case")
    .innerJoin("AgendaItem as item", (join) => join.onRef("item.town", "=", "case.town").onRef("item.id", "=", "case.agendaItem"))
    .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.town", "=", "item.town").onRef("meeting.id", "=", "item.meeting"))
    .select(["subject.id", "subject.version", "subject.decision", "subject.decidedAt", "subject.case", "case.organization", "case.sitting"])
    .select(["item.key", "item.number", "item.name", "item.web"])
    .where("subject.town", "=", town)
    .where("subject.decision", "in", ["approved", "withdrawn"])
    .where("case.kind", "!=", "cosigning")
    .where("case.public", "!=", 0)
    .where("item.deleted", "is", null)
    .where("meeting.deleted", "is", null)
    .where((where) => where.or([where("item.public", "is", null), where("item.public", "!=", 0)]))
    .execute();
  return rows.map((row) => ({ subject: "Answer", series: row.case, ...common(row), organization: row.organization, date: row.sitting }));
}

interface Read {
  id: string;
  version: number;
  decision: string;
  decidedAt: string | null;
  key: string;
  number: string | null;
  name: string | null;
  web: string | null;
}

const common = ({ id, version, decision, decidedAt, key, number, name, web }: Read) => ({
  ...{ id, version, decision: decision as PublicRow["decision"], decidedAt: decidedAt ?? "" },
  item: { key, number: number ?? "", name: name ?? "", web },
});

/** What was frozen of a sheet or an answer, as JSON; which of its figures stand in the ledger (no other may be shown as published), and since when. */
export async function frozen(
  db: Kysely<Tables>,
  { subject, id }: Pick<PublicRow, "subject" | "id">,
): Promise<{ content: string; inLedger: ReadonlySet<string>; enteredAt: string | null }> {
  const query =
    subject === "Attachment"
      ? db.selectFrom("Attachment").select("sheet as content").where("id", "=", id)
      : db.selectFrom("Answer").select("content").where("id", "=", id);
  const { content } = await query.executeTakeFirstOrThrow();
  const cells = await db
    .selectFrom("Publication")
    .innerJoin("PublishedCell as cell", "cell.publication", "Publication.sequence")
    .select(["cell.figure", "Publication.at"])
    .where("Publication.subject", "=", subject)
    .where("Publication.subjectId", "=", id)
    .execute();
  return { content, inLedger: new Set(cells.flatMap(({ figure }) => figure ?? [])), enteredAt: cells[0]?.at ?? null };
}
