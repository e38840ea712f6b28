import type { Kysely } from "kysely";
import type { CoSignature, SigningRound } from "../inquiry/cosign/standing.ts";
import { Refusal } from "../refusal.ts";
import type { CoSignatureRow, SignatureScanRow, SigningRoundRow } from "./tables/signatures.ts";
import type { Tables } from "./tables.ts";

/** The rounds of a case, newest first. */
export async function signingRounds(db: Kysely<Tables>, of: string): Promise<SigningRound[]> {
  const rows = await db.selectFrom("SigningRound").selectAll().where("case", "=", of).orderBy("begunAt", "desc").execute();
  return withTurns(db, rows);
}

/** The round of a case that has not ended; null if there is none. */
export async function openRound(db: Kysely<Tables>, of: string): Promise<SigningRound | null> {
  const row = await db.selectFrom("SigningRound").selectAll().where("case", "=", of).where("ended", "is", null).executeTakeFirst();
  return row ? ((await withTurns(db, [row]))[0] ?? null) : null;
}

/** The rounds of a town that have not ended. */
export async function openRounds(db: Kysely<Tables>, town: string): Promise<SigningRound[]> {
  return withTurns(db, await db.selectFrom("SigningRound").selectAll().where("town", "=", town).where("ended", "is", null).execute());
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function signingRound(db: Kysely<Tables>, id: string): Promise<SigningRoundRow> {
  const row = await db.selectFrom("SigningRound").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

/** Throws a Refusal with status 404 when there is none of that id. */
export async function coSignature(db: Kysely<Tables>, id: string): Promise<CoSignatureRow> {
  const row = await db.selectFrom("CoSignature").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

/** Throws a Refusal with status 404 when that signature has no scan. */
export async function scanOf(db: Kysely<Tables>, id: string): Promise<SignatureScanRow> {
  const row = await db.selectFrom("SignatureScan").selectAll().where("coSignature", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("unknown", { status: 404 });
  return row;
}

async function withTurns(db: Kysely<Tables>, rows: readonly SigningRoundRow[]): Promise<SigningRound[]> {
  if (rows.length === 0) return [];
  const turns = await db
    .selectFrom("CoSignature")
    .leftJoin("SignatureScan as scan", "scan.coSignature", "CoSignature.id")
    .selectAll("CoSignature")
    .select("scan.sha256 as sha256")
    .where(
      "CoSignature.round",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("CoSignature.position")
    .orderBy("CoSignature.attempt")
    .execute();
  const byRound = Map.groupBy(
    turns.map(({ sha256, ...turn }): CoSignature => ({ ...turn, scanned: sha256 !== null })),
    ({ round }) => round,
  );
  return rows.map((row) => ({ ...row, turns: byRound.get(row.id) ?? [] }));
}
