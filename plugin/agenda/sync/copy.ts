import { hash } from "node:crypto";
import type { RisObject } from "../../ports/ris.ts";
import { agendaItemOf, ownColumns } from "../../store/council/columns.ts";
import type { Known, Row } from "../../store/council.ts";

export interface Verdict {
  /** What is known of the object after this copy; its key included. */
  readonly known: Known;
  /** To be written; absent when the copy brings nothing new. */
  readonly row?: Row;
  /** The consultation stood under no item before; that row goes. */
  readonly replaces?: Known;
}

/**
 * Compares one served copy with what is known of the object. Two kinds of copy have a fingerprint each: embedded ones lack the
 * back-references that others have. Files and places may be embedded in several parents: the first one speaks for them.
 */
export function judge(object: RisObject, candidates: readonly Known[], town: string, seen: string): Verdict {
  const fingerprint = hash("sha256", object.raw);
  const { same, replaces } = object.type === "Consultation" ? sameConsultation(object, candidates, fingerprint) : { same: candidates[0] };
  const before = same ?? replaces;
  if (before && isSpokenFor(object, before)) return { known: before };
  const place = placeOf(object, before);
  const known: Known = {
    id: object.id,
    ...place,
    deleted: null,
    hash: fingerprint,
    embedded: object.parent ? fingerprint : (before?.embedded ?? null),
    ...(object.type === "Consultation" && { agendaItem: same?.agendaItem ?? agendaItemOf(object) }),
  };
  if (same && isUnchanged(object, same, fingerprint) && same.parent === place.parent && same.position === place.position)
    return { known: same };
  return { known, row: rowOf(object, known, town, seen), ...(replaces && { replaces }) };
}

function isUnchanged(object: RisObject, { deleted, hash, embedded }: Known, fingerprint: string): boolean {
  return deleted === null && (object.parent ? embedded : hash) === fingerprint;
}

function isSpokenFor({ type, parent }: RisObject, before: Known): boolean {
  if (!parent || before.deleted !== null || before.parent === null) return false;
  return (type === "File" || type === "Location") && before.parent !== parent.id;
}

/** A copy of its own says nothing about where the object is embedded. */
function placeOf({ parent, fields }: RisObject, before: Known | undefined): Pick<Known, "parent" | "position"> {
  if (parent) return { parent: parent.id, position: parent.position };
  if (before?.parent) return { parent: before.parent, position: before.position };
  return { parent: null, position: typeof fields.order === "number" ? fields.order : null };
}

/**
 * One id may stand for several consultations, one per agenda item (facts: oparl.md §3, Somacos); another server names the item only in
 * the copy of its own and not in the embedded one (ALLRIS 4).
 */
function sameConsultation(object: RisObject, candidates: readonly Known[], fingerprint: string): { same?: Known; replaces?: Known } {
  const item = agendaItemOf(object);
  const exact = candidates.find((known) => known.agendaItem === item);
  if (exact?.deleted === null) return { same: exact };
  const live = candidates.filter((known) => known.deleted === null);
  if (item === "") {
    const twin =
      live.find((known) => known.embedded === fingerprint) ?? (live.length === 1 && live[0]?.embedded === null ? live[0] : undefined);
    if (object.parent && twin) return { same: twin };
  } else {
    const bare = live.find((known) => known.agendaItem === "");
    if (bare) return { replaces: bare };
  }
  return exact ? { same: exact } : {};
}

function rowOf(object: RisObject, known: Known, town: string, seen: string): Row {
  const { created = null, modified = null, raw } = object;
  const row: Record<string, string | number | null> = { town, created, modified, raw, seen };
  const columns = ownColumns[object.type];
  for (const name in columns) row[name] = columns[name]?.(object, town) ?? null;
  return Object.assign(row, known);
}
