import type { Principal } from "../../ports/errors.ts";
import { type OParlType, oparlTypes, type Ris } from "../../ports/ris.ts";
import type { Store } from "../../ports/store.ts";
import { listMembers, touch } from "../../store/council/progress.ts";
import type { Tables } from "../../store/tables.ts";
import { buryWithChildren } from "./embedded.ts";
import type { Run } from "./run.ts";

interface Means {
  readonly ris: Ris;
  readonly store: Store<Tables>;
  readonly onBehalfOf: Principal;
  readonly signal?: AbortSignal;
}

/** Requests a run may spend on asking for single objects: three minutes at one a second. */
const budget = 200;

/**
 * Asks for objects by their own ids where lists leave a doubt: absence is never a deletion. Candidates are what vanished from its parent
 * without a word and, after a full reading, list members that did not come by. Only `gone` counts, and only from a server that at the
 * same time answers for an object of this type which is known to be public.
 */
export async function reconcile(run: Run, means: Means, full: boolean): Promise<void> {
  let left = budget;
  for (const type of oparlTypes) {
    const candidates = [...run.doubts[type], ...(full ? await unseen(run, means, type) : [])];
    if (candidates.length === 0 || left < 2 || means.signal?.aborted || !(await answersFor(run, means, type))) continue;
    const some = candidates.slice(0, left - 1);
    left -= some.length + 1;
    await settle(run, means, type, some);
  }
}

/** Members of lists that were all read to their ends, and did not come by. */
async function unseen(run: Run, { store }: Means, type: OParlType): Promise<string[]> {
  if (!run.listed.has(type) || run.broken.has(type)) return [];
  return (await listMembers(store.read, type, run.town)).filter((id) => !run.seen[type].has(id) && !run.doubts[type].has(id));
}

/** A server whose ids cannot be fetched, or that has put everything behind a login, answers 404 or 401 for all. */
async function answersFor(run: Run, { ris, onBehalfOf }: Means, type: OParlType): Promise<boolean> {
  const witness = run.witnesses.get(type);
  return witness !== undefined && (await ris.agenda.probe(witness, onBehalfOf)) === "there";
}

async function settle(run: Run, { ris, store, onBehalfOf, signal }: Means, type: OParlType, ids: readonly string[]): Promise<void> {
  const gone: string[] = [];
  const there: string[] = [];
  for (const id of ids) {
    if (signal?.aborted) break;
    const verdict = await ris.agenda.probe(id, onBehalfOf);
    if (verdict === "gone") gone.push(id);
    else if (verdict === "there") there.push(id);
  }
  await store.write(async (db) => {
    await buryWithChildren(db, run, type, gone);
    await touch(db, type, run.town, there, run.at);
    for (const id of there) if (run.doubts[type].has(id)) await run.council.release(db, type, id);
  });
}
