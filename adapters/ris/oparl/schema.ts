import { z } from "zod";
import { type OParlType, oparlTypes } from "../../../plugin/ports/ris.ts";
import { cleanDay, cleanFlag, cleanLink, cleanList, cleanMediaType, cleanMoment, cleanNumber, cleanText } from "./values.ts";
import { attributes, type Kind } from "./vocabulary.ts";

export type Fields = Record<string, string | number | boolean | readonly string[]>;

export interface Understood {
  readonly id: string;
  readonly created?: string;
  readonly modified?: string;
  readonly deleted: boolean;
  readonly fields: Fields;
  /** Names of attributes that made no sense and were left out; the object stays. */
  readonly dropped: readonly string[];
}

const readers: Readonly<Record<Kind, (value: unknown) => Fields[string] | null | undefined>> = {
  text: cleanText,
  texts: (value) => cleanList(value, cleanText),
  flag: cleanFlag,
  number: cleanNumber,
  moment: cleanMoment,
  day: cleanDay,
  media: cleanMediaType,
  id: cleanLink,
  ids: (value) => cleanList(value, cleanLink),
};

/** Strict: without an id there is no object. Every other attribute is read on its own, so that a bad one harms nothing else. */
const identity = z.object({
  id: z
    .string()
    .trim()
    .regex(/^https?:\/\/\S+$/),
});

/** One JSON object as far as it can be understood; undefined when it has no usable id. */
export function understand(type: OParlType, json: Readonly<Record<string, unknown>>): Understood | undefined {
  const { data } = identity.safeParse(json);
  if (!data) return undefined;
  const dropped: string[] = [];
  const read = (name: string, kind: Kind) => {
    const value = json[name];
    if (value === undefined || value === null) return undefined;
    const clean = readers[kind](value);
    if (clean === null) dropped.push(name);
    return clean ?? undefined;
  };
  const fields: Fields = {};
  const kinds = attributes[type];
  for (const name in kinds) {
    const clean = read(name, kinds[name] as Kind);
    if (clean !== undefined) fields[name] = clean;
  }
  const created = read("created", "moment") as string | undefined;
  const modified = read("modified", "moment") as string | undefined;
  const deleted = read("deleted", "flag") === true;
  return { id: data.id, ...(created && { created }), ...(modified && { modified }), deleted, fields, dropped };
}

/** `type` of an object by the end of its namespace address, whatever its case; ALLRIS (Bonn 2026) puts it into `Type`. */
export function typeOf(json: Readonly<Record<string, unknown>>): OParlType | undefined {
  return named(json.type) ?? named(json.Type);
}

function named(type: unknown): OParlType | undefined {
  if (typeof type !== "string") return undefined;
  return byName.get(type.slice(type.lastIndexOf("/") + 1).toLowerCase());
}

const byName = new Map(oparlTypes.map((type) => [type.toLowerCase(), type]));
