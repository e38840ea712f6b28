import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { type Clock, today } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { record } from "../../store/history.ts";
import type { CalendarFeedRow } from "../../store/tables/case-side.ts";
import type { Tables } from "../../store/tables.ts";
import { addDays } from "../deadline/days.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** Calendar programs do not sign in, so an address that nobody renews ends by itself: whoever has left does not read on for ever. */
const validDays = 180;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Gives a person a new secret address for a town's calendar; the one before answers no more. @returns the token, shown only now */
export async function renewFeed({ store, clock }: Context, town: string, person: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const at = clock.now().toISOString();
  await store.write(async (transaction) => {
    await transaction.deleteFrom("CalendarFeed").where("town", "=", town).where("person", "=", person).execute();
    const row = { hash: hashOf(token), town, person, created: at, until: addDays(today(clock), validDays) };
    await transaction.insertInto("CalendarFeed").values(row).execute();
    await record(transaction, { at, town, subject: "Town", subjectId: town, action: "calendar-renewed", by: person });
  });
  return token;
}

/** Takes the address away. There being none is no mistake. */
export async function revokeFeed({ store, clock }: Context, town: string, person: string): Promise<void> {
  const at = clock.now().toISOString();
  await store.write(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom("CalendarFeed")
      .where("town", "=", town)
      .where("person", "=", person)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) return;
    await record(transaction, { at, town, subject: "Town", subjectId: town, action: "calendar-revoked", by: person });
  });
}

export async function feedOf(db: Kysely<Tables>, town: string, person: string): Promise<Pick<CalendarFeedRow, "created" | "until"> | null> {
  const query = db.selectFrom("CalendarFeed").select(["created", "until"]).where("town", "=", town).where("person", "=", person);
  return (await query.executeTakeFirst()) ?? null;
}

/** The town behind a token that is still good on that day; null for every other. Found by its hash, so the time says nothing of it. */
export async function townOfToken(db: Kysely<Tables>, token: string, day: string): Promise<string | null> {
  const row = await db.selectFrom("CalendarFeed").select(["town", "until"]).where("hash", "=", hashOf(token)).executeTakeFirst();
  return row && row.until >= day ? row.town : null;
}
