import type { OParlType, RisObject } from "../../ports/ris.ts";
import type { Council } from "../../store/council/statements.ts";
import type { Known } from "../../store/council.ts";
import type { Run } from "./run.ts";

interface Child {
  readonly type: OParlType;
  /** Indexed column of the child that names its parent. */
  readonly column: string;
  /** Attribute of the parent that lists all of them. Absent for files, which stand in several attributes that are left out when empty. */
  readonly attribute?: string;
}

/** What lives in a parent and goes with it. Places do not: a hall stays where it is. */
const children: Readonly<Partial<Record<OParlType, readonly Child[]>>> = {
  Body: [{ type: "LegislativeTerm", column: "parent", attribute: "legislativeTerm" }],
  Person: [{ type: "Membership", column: "parent", attribute: "membership" }],
  Meeting: [
    { type: "AgendaItem", column: "meeting", attribute: "agendaItem" },
    { type: "File", column: "parent" },
  ],
  AgendaItem: [{ type: "File", column: "parent" }],
  Paper: [
    { type: "Consultation", column: "paper", attribute: "consultation" },
    { type: "File", column: "parent" },
  ],
};

/**
 * Compares what re-read parents embed now with what they embedded before. In 1.0 agenda items and consultations vanish without a tombstone
 * (specification 2-08): missing from the list that their parent does give, they are no longer public. Where the parent says nothing of
 * them at all, and for files, that is only a doubt, to be settled by asking for the object itself.
 */
export async function diffEmbedded(
  db: Council,
  run: Run,
  parents: readonly RisObject[],
  present: ReadonlyMap<OParlType, ReadonlySet<string>>,
): Promise<void> {
  for (const [type, kinds] of Object.entries(children) as [OParlType, readonly Child[]][]) {
    const byParent = new Map(parents.filter((parent) => parent.type === type).map((parent) => [parent.id, parent]));
    for (const child of kinds) {
      const stored = await run.council.childrenOf(db, child.type, child.column, [...byParent.keys()]);
      const missing = stored.filter((known) => byParent.has(known.parent ?? "") && !present.get(child.type)?.has(keyOfKnown(known)));
      await settle(db, run, child, missing, byParent, present);
    }
  }
}

async function settle(
  db: Council,
  run: Run,
  child: Child,
  missing: readonly Known[],
  byParent: ReadonlyMap<string, RisObject>,
  present: ReadonlyMap<OParlType, ReadonlySet<string>>,
): Promise<void> {
  const gone: string[] = [];
  for (const known of missing) {
    const parent = byParent.get(known.parent ?? "");
    const isListed = child.attribute !== undefined && typeof parent?.fields[child.attribute] === "object";
    if (!isListed) run.doubts[child.type].add(known.id);
    else if (child.type === "Consultation" && isUnderOtherItem(known, present)) await run.council.rekey(db, known);
    else gone.push(known.id);
  }
  await buryWithChildren(db, run, child.type, gone);
}

/** The consultation itself is still there, under another agenda item: postponed, not deleted. */
function isUnderOtherItem(known: Known, present: ReadonlyMap<OParlType, ReadonlySet<string>>): boolean {
  for (const key of present.get("Consultation") ?? []) if (key.startsWith(`${known.id} `)) return true;
  return false;
}

/** No longer public, and with it what was embedded in it. Emptied at once (design rule 5). */
export async function buryWithChildren(db: Council, run: Run, type: OParlType, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await run.council.bury(db, type, ids, run.at);
  run.written += ids.length;
  const buried = new Set(ids);
  for (const child of children[type] ?? []) {
    const stored = await run.council.childrenOf(db, child.type, child.column, ids);
    await buryWithChildren(
      db,
      run,
      child.type,
      stored.filter((known) => buried.has(known.parent ?? "")).map((known) => known.id),
    );
  }
}

/** What tells one row from another within a type. A consultation's id alone does not. */
export function keyOf(id: string, agendaItem: string): string {
  return `${id} ${agendaItem}`;
}

export function keyOfKnown({ id, agendaItem = "" }: Known): string {
  return keyOf(id, agendaItem);
}
