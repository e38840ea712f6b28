import type { Clock } from "../ports/clock.ts";
import type { Principal } from "../ports/errors.ts";
import type { Log } from "../ports/log.ts";
import { type OParlType, oparlTypes, type Ris, type RisEvent } from "../ports/ris.ts";
import type { Store } from "../ports/store.ts";
import { absent, clearQuarantine, countCouncil, loadCursors } from "../store/council/progress.ts";
import type { Tables } from "../store/tables.ts";
import { apply } from "./sync/apply.ts";
import { reconcile } from "./sync/reconcile.ts";
import { begin, perType, type Run } from "./sync/run.ts";

export interface SyncOptions {
  /** Key of the town: everything stored carries it. */
  readonly town: string;
  readonly ris: Ris;
  readonly store: Store<Tables>;
  readonly clock: Clock;
  readonly log: Log;
  /** Read everything again and look for what no list names any more. */
  readonly full: boolean;
  readonly onBehalfOf: Principal;
  readonly signal?: AbortSignal;
  /** Told after every batch how many objects were written so far. */
  readonly onWritten?: (objects: number) => void;
}

/** What one run did, with OParl's type names. `sync --json` prints it as it is. */
export interface SyncReport {
  /** Distinct ids seen; tombstones under the type of the list they came in. */
  readonly read: Readonly<Record<string, number>>;
  /** Live objects in the store after the run. */
  readonly stored: Readonly<Record<string, number>>;
  /** Objects in the store that are no longer public. */
  readonly deleted: Readonly<Record<string, number>>;
  readonly quarantined: readonly { readonly url: string; readonly type: OParlType; readonly reason: string }[];
  /** Links, in what was read, to objects that are not in the store after the run. */
  readonly dangling: number;
  readonly requests: number;
  /** No list ended early. Lists that the RIS does not offer are in `quarantined` and do not count against it. */
  readonly complete: boolean;
}

/**
 * Reads the RIS once. What was read is kept even if a list breaks off; its cursor then stays, so that the next run reads it again.
 * Throws an UpstreamError only if the entry of the RIS cannot be read.
 */
export async function sync(options: SyncOptions): Promise<SyncReport> {
  const { town, ris, store, clock, log, full, onBehalfOf, signal } = options;
  const requests = ris.agenda.requests;
  const cursors = await loadCursors(store.read, town);
  const run = begin(town, clock.now().toISOString(), fresh(await countCouncil(store.read, town)));
  let pending: RisEvent[] = [];
  const write = async () => {
    const events = pending;
    pending = [];
    if (events.length > 0) await store.write((db) => apply(db, run, events));
    options.onWritten?.(run.written);
  };
  const given = Object.fromEntries([...cursors].map(([list, cursor]) => [list, cursor ?? ""]));
  for await (const batch of ris.agenda.read({ full, cursors: given, onBehalfOf, ...(signal && { signal }) })) {
    pending.push(...batch);
    if (pending.length >= batchSize) await write();
  }
  await write();
  await reconcile(run, { ris, store, onBehalfOf, ...(signal && { signal }) }, full);
  const complete = run.broken.size === 0;
  if (complete && full) await store.write((db) => clearQuarantine(db, town, run.at));
  const report = { ...(await summary(run, store)), requests: ris.agenda.requests - requests, complete };
  log.info({ town, full, written: run.written, dangling: report.dangling, quarantined: report.quarantined.length, complete }, "sync done");
  return report;
}

/** Events per transaction: large enough that the disk is not the brake, small enough that other writers hardly wait. */
const batchSize = 500;

function fresh({ stored, deleted }: Awaited<ReturnType<typeof countCouncil>>): Set<OParlType> {
  return new Set(oparlTypes.filter((type) => stored[type] + deleted[type] === 0));
}

async function summary(run: Run, store: Store<Tables>) {
  const { seen, links, quarantined, town } = run;
  const read = perType(() => 0);
  let dangling = 0;
  for (const type of oparlTypes) {
    read[type] = seen[type].size;
    const unseen = [...links[type].keys()].filter((id) => !seen[type].has(id));
    for (const id of await absent(store.read, type, town, unseen)) dangling += links[type].get(id) ?? 0;
  }
  return { read, ...(await countCouncil(store.read, town)), quarantined, dangling };
}
