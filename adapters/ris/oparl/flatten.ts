import type { OParlType, RisEvent, RisObject } from "../../../plugin/ports/ris.ts";
import { type Fields, typeOf, understand } from "./schema.ts";
import { attributes, backReference, embedded } from "./vocabulary.ts";

type Json = Readonly<Record<string, unknown>>;

interface Place {
  /** The type promised at this place; what the object says of itself goes before it. */
  readonly type: OParlType;
  /** Named in the quarantine when the object has no id of its own. */
  readonly where: string;
  readonly parent?: NonNullable<RisObject["parent"]>;
}

/**
 * One object as served becomes events: itself, then everything embedded in it, at any depth. Ids are written in their one canonical
 * spelling. An attribute of embedded objects lists the ids that stood there; when part of it could not be read it is left out,
 * so that nobody takes the rest for the whole. Returns the id of a live object.
 */
export function flatten(json: unknown, place: Place, canonical: (id: string) => string, events: RisEvent[]): string | undefined {
  if (!isObject(json)) return reject(place.where, place.type, "not-an-object", events);
  const type = typeOf(json) ?? place.type;
  const { rest, children } = unfold(type, json);
  const object = understand(type, rest);
  if (!object) return reject(place.where, type, "no-id", events);
  const id = canonical(object.id);
  if (object.deleted) {
    events.push({ kind: "tombstone", type: place.type, id, ...(object.modified && { modified: object.modified }) });
    return undefined;
  }
  for (const name of object.dropped) reject(`${id}#${name}`, type, "bad-attribute", events);
  const { fields, created, modified } = object;
  mend(type, fields, canonical);
  if (place.parent) Object.assign(fields, back(type, place.parent));
  const stamps = { ...(created && { created }), ...(modified && { modified }) };
  events.push({
    kind: "object",
    object: { type, id, ...(place.parent && { parent: place.parent }), ...stamps, fields, raw: JSON.stringify(rest) },
  });
  for (const [name, value] of children) embed(fields, name, value, { type, id }, canonical, events);
  return id;
}

/** Parts an object from what is embedded in it; links by address stay. */
function unfold(type: OParlType, json: Json): { rest: Json; children: readonly (readonly [string, unknown])[] } {
  const children: [string, unknown][] = [];
  for (const name in embedded[type]) {
    const value = json[name];
    if (Array.isArray(value) ? value.some(isObject) : isObject(value)) children.push([name, value]);
  }
  if (children.length === 0) return { rest: json, children };
  const names = new Set(children.map(([name]) => name));
  return { rest: Object.fromEntries(Object.entries(json).filter(([name]) => !names.has(name))), children };
}

function embed(
  fields: Fields,
  name: string,
  value: unknown,
  parent: { type: OParlType; id: string },
  canonical: (id: string) => string,
  events: RisEvent[],
): void {
  const type = embedded[parent.type][name] ?? parent.type;
  const elements = Array.isArray(value) ? value : [value];
  const positions = ranks(elements);
  const before = events.length;
  const ids = elements.flatMap((element, index) => {
    if (typeof element === "string") return [canonical(element)];
    if (element === null) return [];
    const place = { type, where: `${parent.id}#${name}/${index}`, parent: { ...parent, position: positions[index] ?? index } };
    return flatten(element, place, canonical, events) ?? [];
  });
  const whole = !events.slice(before).some((event) => event.kind === "quarantined" && event.reason !== "bad-attribute");
  if (attributes[parent.type][name] === "id") {
    if (ids[0]) fields[name] = ids[0];
  } else if (whole) fields[name] = ids;
}

/**
 * Places in the set: by `order` where every element says one, else as served. Orders start at 0, 1 or 100001 and repeat
 * (facts: oparl.md §3), so they are taken for a sequence, never for a number.
 */
function ranks(elements: readonly unknown[]): number[] {
  const orders = elements.map((element) => (isObject(element) ? Number.parseInt(String(element.order), 10) : Number.NaN));
  const ranked = elements.map((_element, index) => index);
  if (orders.some(Number.isNaN)) return ranked;
  ranked.sort((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || a - b);
  const positions: number[] = [];
  ranked.forEach((index, rank) => {
    positions[index] = rank;
  });
  return positions;
}

/** Ids in their one spelling. */
function mend(type: OParlType, fields: Fields, canonical: (id: string) => string): void {
  const kinds = attributes[type];
  for (const name in fields) {
    const kind = kinds[name];
    if (kind === "id") fields[name] = canonical(fields[name] as string);
    else if (kind === "ids") fields[name] = (fields[name] as readonly string[]).map(canonical);
  }
  // 00:00 of the same day is how "unknown" is written (facts: oparl.md §3, Somacos and more! rubin).
  if (type === "Meeting" && fields.end && fields.start && fields.end < fields.start) delete fields.end;
}

function back(type: OParlType, parent: { type: OParlType; id: string }): Fields {
  const name = backReference[type]?.[parent.type];
  return name ? { [name]: parent.id } : {};
}

function reject(url: string, type: OParlType, reason: string, events: RisEvent[]): undefined {
  events.push({ kind: "quarantined", url, type, reason });
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
