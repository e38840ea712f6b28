import type { TownConfig } from "../config.ts";
import type { Health } from "../ports/adapter.ts";
import type { Store } from "../ports/store.ts";
import type { Tables } from "../store/tables.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * What /health/ready says: the store, and for every town whether its RIS was read lately. A town counts as stale after ten missed
 * runs, but not within a day; the time before `started` does not count, so that a service that was down gets its first run.
 * A list that breaks off in every run does not make a town stale: the others are current, and `kim_syncs_total` tells.
 */
export async function readiness(
  store: Store<Tables>,
  towns: readonly TownConfig[],
  at: { now: Date; started: Date },
): Promise<Record<string, Health>> {
  let read: Map<string, string>;
  try {
    read = await lastRead(store);
  } catch {
    return { store: { ok: false, code: "file.unreadable", facts: [] } };
  }
  const parts = towns.map((town) => [`sync ${town.key}`, current(town, read.get(town.key), at)] as const);
  return { store: { ok: true, facts: [] }, ...Object.fromEntries(parts) };
}

function current({ syncMinutes }: TownConfig, read: string | undefined, { now, started }: { now: Date; started: Date }): Health {
  const last = read === undefined ? undefined : Date.parse(read);
  const facts = last === undefined ? ["never"] : [`${Math.round((now.getTime() - last) / minute)} min`];
  const since = Math.max(last ?? 0, started.getTime());
  const ok = now.getTime() - since <= Math.max(10 * syncMinutes * minute, day);
  return ok ? { ok, facts } : { ok, code: "town.stale", facts };
}

/** When a list of each town was last read to its end. Touches the file, which `select 1` would not. */
async function lastRead({ read }: Store<Tables>): Promise<Map<string, string>> {
  const query = read.selectFrom("Cursor").select((each) => ["town", each.fn.max("completed").as("completed")]);
  return new Map((await query.groupBy("town").execute()).map(({ town, completed }) => [town, completed]));
}
