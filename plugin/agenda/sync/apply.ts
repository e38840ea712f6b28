import type { OParlType, RisEvent, RisObject } from "../../ports/ris.ts";
import { agendaItemOf, requiredColumns } from "../../store/council/columns.ts";
import { putIntoQuarantine, saveCursor } from "../../store/council/progress.ts";
import type { Council } from "../../store/council/statements.ts";
import type { Known, Row } from "../../store/council.ts";
import { judge } from "./copy.ts";
import { buryWithChildren, diffEmbedded, keyOf, keyOfKnown } from "./embedded.ts";
import { noteLinks, type Run } from "./run.ts";

type Tombstone = RisEvent & { kind: "tombstone" };

/** The objects and tombstones of a batch by type, the last word on each. */
interface Sorted {
  readonly objects: Map<OParlType, RisObject[]>;
  readonly tombstones: Map<OParlType, Map<string, Tombstone>>;
}

/** Writes one batch of events in one transaction: an object together with all that was embedded in it, a cursor with what it stands for. */
export async function apply(db: Council, run: Run, events: readonly RisEvent[]): Promise<void> {
  const { objects, tombstones } = sort(events);
  const parents: RisObject[] = [];
  const present = new Map<OParlType, Set<string>>();
  for (const [type, some] of objects) present.set(type, await store(db, run, type, some, parents));
  await diffEmbedded(db, run, parents, present);
  for (const [type, some] of tombstones) await bury(db, run, type, [...some.values()]);
  for (const event of events) await note(db, run, event);
}

function sort(events: readonly RisEvent[]): Sorted {
  const objects = new Map<OParlType, RisObject[]>();
  const tombstones = new Map<OParlType, Map<string, Tombstone>>();
  const embedded = new Set<string>();
  for (const event of events) {
    if (event.kind === "object") {
      const { object } = event;
      tombstones.get(object.type)?.delete(object.id);
      const copy = `${object.type} ${keyOf(object.id, agendaItemOf(object))}`;
      if (object.parent && embedded.has(copy)) continue;
      if (object.parent) embedded.add(copy);
      const some = objects.get(object.type);
      if (some) some.push(object);
      else objects.set(object.type, [object]);
    } else if (event.kind === "tombstone") {
      const some = tombstones.get(event.type) ?? new Map<string, Tombstone>();
      tombstones.set(event.type, some.set(event.id, event));
    }
  }
  return { objects, tombstones };
}

/** Writes what is new in these objects. Adds those that were known and live before to `parents`; returns the keys met. */
async function store(db: Council, run: Run, type: OParlType, objects: readonly RisObject[], parents: RisObject[]): Promise<Set<string>> {
  const { seen, fresh, council, town, at } = run;
  const ids = new Set<string>();
  for (const { id } of objects) if (!fresh.has(type) || seen[type].has(id)) ids.add(id);
  const known = byId(await council.load(db, type, [...ids]));
  const rows = new Map<string, Row>();
  const keys = new Set<string>();
  for (const object of objects) {
    const candidates = known.get(object.id) ?? [];
    const verdict = judge(object, candidates, town, at);
    if (candidates.some(({ deleted }) => deleted === null)) parents.push(object);
    const key = keyOfKnown(verdict.known);
    keys.add(key);
    seen[type].add(object.id);
    noteLinks(run, object);
    if (!verdict.row) continue;
    rows.set(key, verdict.row);
    known.set(object.id, [...candidates.filter((each) => each !== verdict.replaces && keyOfKnown(each) !== key), verdict.known]);
    if (verdict.replaces) await council.rekey(db, verdict.replaces);
    if (verdict.replaces) rows.delete(keyOfKnown(verdict.replaces));
  }
  await council.put(db, type, [...rows.values()]);
  run.written += rows.size;
  if (objects[0]) run.witnesses.set(type, objects[0].id);
  return keys;
}

async function bury(db: Council, run: Run, type: OParlType, tombstones: readonly Tombstone[]): Promise<void> {
  const { council, seen, at, town } = run;
  const known = byId(
    await council.load(
      db,
      type,
      tombstones.map(({ id }) => id),
    ),
  );
  const live: string[] = [];
  const rows: Row[] = [];
  for (const { id, modified = null } of tombstones) {
    seen[type].add(id);
    const rowsOfIt = known.get(id);
    if (rowsOfIt?.some(({ deleted }) => deleted === null)) live.push(id);
    else if (!rowsOfIt) rows.push({ town, id, modified, deleted: modified ?? at, seen: at, ...requiredColumns(type, town, id) });
  }
  await buryWithChildren(db, run, type, live);
  await council.put(db, type, rows);
  run.written += rows.length;
}

async function note(db: Council, run: Run, event: RisEvent): Promise<void> {
  const { town, at } = run;
  if (event.kind === "quarantined") {
    const { url, type, reason } = event;
    run.quarantined.push({ url, type, reason });
    await putIntoQuarantine(db, { town, url, type, reason, seen: at });
  }
  if (event.kind === "complete") {
    run.listed.add(event.type);
    await saveCursor(db, { town, list: event.list, cursor: event.cursor ?? null, completed: at });
  }
  if (event.kind === "incomplete") run.broken.add(event.type);
}

function byId(known: readonly Known[]): Map<string, Known[]> {
  const found = new Map<string, Known[]>();
  for (const each of known) {
    const some = found.get(each.id);
    if (some) some.push(each);
    else found.set(each.id, [each]);
  }
  return found;
}
