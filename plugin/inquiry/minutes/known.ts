import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { MinutesRow } from "../../store/tables/work.ts";
import type { Tables } from "../../store/tables.ts";
import { flat } from "../similar.ts";

/** `Anfragen liegen nicht vor.` is said of many sittings; a longer text is that of one. */
const shortest = 300;

/**
 * What a text is known by, whatever its line breaks and spaces: first as it is kept now, then as it was kept before that.
 * Short texts count for their sitting only.
 */
export function fingerprints({ text, organization, sitting }: { text: string; organization: string; sitting: string }): string[] {
  const plain = flat(text.normalize("NFC"));
  const place = plain.length < shortest ? `${organization.trim().toLowerCase()}\n${sitting}\n` : "";
  return [place + plain, text].map((kept) => createHash("sha256").update(kept).digest("hex"));
}

export type KnownMinutes = Pick<MinutesRow, "id" | "status" | "sitting">;

/** Minutes of a town with one of these fingerprints; null if there are none. */
export async function knownMinutes(db: Kysely<Tables>, town: string, hashes: readonly string[]): Promise<KnownMinutes | null> {
  const row = await db
    .selectFrom("Minutes")
    .select(["id", "status", "sitting"])
    .where("town", "=", town)
    .where("sha256", "in", hashes)
    .executeTakeFirst();
  return row ?? null;
}
