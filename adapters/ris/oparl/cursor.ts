import { readPage } from "./page.ts";
import type { List, Reading } from "./reading.ts";
import { typeOf } from "./schema.ts";
import { asMoment, type Stamps } from "./stamps.ts";
import { stampValue, withParameters } from "./turn.ts";

/**
 * From when on the next run has to ask: the newest stamp seen, less the overlap, never in the future. Undefined when this list cannot be
 * asked for changes, so that the next run reads all of it again. After a full reading the filter is tried out once.
 */
export async function nextCursor(list: List, stamps: Stamps, reading: Reading): Promise<string | undefined> {
  const { newest } = stamps;
  if (newest === undefined) return list.since;
  if (list.since ? !stamps.allPresent : !(stamps.credible && (await isHonoured(list, newest, reading)))) return undefined;
  const cursor = Math.min(newest, reading.clock.now().getTime()) - reading.settings.overlapHours * 3_600_000;
  return asMoment(Math.max(cursor, list.since ? Date.parse(list.since) : 0));
}

/**
 * Asks for what changed since the newest stamp: the newest object must come, and nothing older. Some servers ignore the filter
 * (more! rubin), some answer it with nothing (ALLRIS, Bonn 2026-09): both would look like a quiet council.
 */
async function isHonoured(list: List, newest: number, reading: Reading): Promise<boolean> {
  const since = newest - 1_000;
  const { pageSize } = reading.settings;
  const limit = reading.habits.limit === "accepted" ? { limit: String(pageSize) } : {};
  const parameters = { modified_since: stampValue(asMoment(since)), ...limit };
  const answer = await reading.ask(withParameters(reading.addresses.fetchable(list.address), parameters), `filter ${list.type}`);
  const page = answer.kind === "value" ? readPage(answer.value, list.type) : "unreadable";
  const honoured = typeof page !== "string" && page.data.length > 0 && page.data.every((object) => isFrom(object, since, list));
  reading.log.debug({ list: list.address, honoured }, "modified_since tried out");
  return honoured;
}

function isFrom(object: unknown, since: number, list: List): boolean {
  if (typeof object !== "object" || object === null) return false;
  const { modified } = object as { modified?: unknown };
  return (
    (typeOf(object as Record<string, unknown>) ?? list.type) === list.type && typeof modified === "string" && Date.parse(modified) >= since
  );
}
