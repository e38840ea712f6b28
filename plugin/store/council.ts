import type { OParlType } from "../ports/ris.ts";
import { extraKey, ownColumns, type Value } from "./council/columns.ts";
import { type Council, pieces, statements, tableOf } from "./council/statements.ts";

/** What is known of one object, as far as it decides whether a copy brings something new. */
export interface Known {
  readonly id: string;
  readonly parent: string | null;
  readonly position: number | null;
  readonly deleted: string | null;
  readonly hash: string | null;
  readonly embedded: string | null;
  /** Of a Consultation: part of its key. */
  readonly agendaItem?: string;
}

/** One whole row by column. */
export type Row = Readonly<Record<string, Value>>;

const common = ["town", "id", "parent", "position", "created", "modified", "deleted", "hash", "embedded", "raw", "seen"];
const known = ["id", "parent", "position", "deleted", "hash", "embedded"];
/** What stays of an object that is no longer public: which it was, and when. */
const lasting = new Set(["town", "id", "agendaItem", "key", "created", "modified", "seen"]);

/** Reads and writes the tables of council in batches, for one town. One per run: it keeps its statements. */
export function council(town: string) {
  const prepared = statements();

  async function load(db: Council, type: OParlType, column: string, values: readonly string[]): Promise<Known[]> {
    const found: Known[] = [];
    const select = [...known, ...(extraKey[type] ? [extraKey[type]] : [])] as ["id"];
    for (const some of pieces(values)) {
      const build = () =>
        db
          .selectFrom(tableOf(type))
          .select(select)
          .where("town", "=", town)
          .where(column as "id", "in", some);
      const { rows } = await db.executeQuery(prepared(`load ${type} ${column}`, build, [town, ...some]));
      found.push(...(rows as Known[]));
    }
    return found;
  }

  return {
    /** What is known of these ids, deleted ones included. A Consultation may have several rows. */
    load: (db: Council, type: OParlType, ids: readonly string[]) => load(db, type, "id", ids),

    /** What is known of the live objects embedded in these parents; `column` names the parent and has an index. */
    async childrenOf(db: Council, type: OParlType, column: string, parents: readonly string[]): Promise<Known[]> {
      const rows = await load(db, type, column, parents);
      return rows.filter((row) => row.deleted === null && row.parent !== null);
    },

    /** Inserts or replaces whole rows. */
    async put(db: Council, type: OParlType, rows: readonly Row[]): Promise<void> {
      const columns = columnsOf(type);
      for (const some of pieces(rows)) {
        const parameters: Value[] = [];
        for (const row of some) for (const column of columns) parameters.push(row[column] ?? null);
        await db.executeQuery(prepared(`put ${type}`, () => upsert(db, type, columns, some.length), parameters));
      }
    },

    /** Empties the live rows of what is no longer public; only which it was and when stays. */
    async bury(db: Council, type: OParlType, ids: readonly string[], deleted: string): Promise<void> {
      const emptied = columnsOf(type).filter((column) => !lasting.has(column));
      const set = { ...Object.fromEntries(emptied.map((column) => [column, null])), deleted };
      for (const some of pieces(ids)) {
        await db
          .updateTable(tableOf(type))
          .set(set)
          .where("town", "=", town)
          .where("id", "in", some)
          .where("deleted", "is", null)
          .execute();
      }
    },

    /** Takes away one row of a consultation that now stands under another agenda item. */
    async rekey(db: Council, { id, agendaItem = "" }: Known): Promise<void> {
      await db.deleteFrom("Consultation").where("town", "=", town).where("id", "=", id).where("agendaItem", "=", agendaItem).execute();
    },

    /** No longer embedded anywhere, but still public under its own id. */
    async release(db: Council, type: OParlType, id: string): Promise<void> {
      await db.updateTable(tableOf(type)).set({ parent: null, position: null }).where("town", "=", town).where("id", "=", id).execute();
    },
  };
}

function columnsOf(type: OParlType): readonly string[] {
  return [...common, ...Object.keys(ownColumns[type])];
}

function upsert(db: Council, type: OParlType, columns: readonly string[], size: number) {
  const key: string[] = ["town", "id", ...(extraKey[type] ? [extraKey[type]] : [])];
  const placeholder = Object.fromEntries(columns.map((column) => [column, ""])) as never;
  const others = columns.filter((column) => !key.includes(column));
  return db
    .insertInto(tableOf(type))
    .values(Array.from({ length: size }, () => placeholder))
    .onConflict((conflict) =>
      conflict
        .columns(key as ["id"])
        .doUpdateSet((set) => Object.fromEntries(others.map((column) => [column, set.ref(`excluded.${column}` as "excluded.id")]))),
    );
}
