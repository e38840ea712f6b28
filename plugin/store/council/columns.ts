import { hash } from "node:crypto";
import type { OParlType, RisObject } from "../../ports/ris.ts";

export type Value = string | number | null;
type Column = (object: RisObject, town: string) => Value;

const text =
  (name: string): Column =>
  ({ fields }) => {
    const value = fields[name];
    return value === undefined ? null : typeof value === "object" ? JSON.stringify(value) : String(value);
  };

/** 1, 0, or null when the RIS does not say. */
const flag =
  (name: string): Column =>
  ({ fields }) =>
    typeof fields[name] === "boolean" ? Number(fields[name]) : null;

const texts = (...names: string[]): Record<string, Column> => Object.fromEntries(names.map((name) => [name, text(name)]));

/** What each table has beside the columns that all have; lists are JSON text. */
export const ownColumns: Readonly<Record<OParlType, Readonly<Record<string, Column>>>> = {
  System: texts("name"),
  Body: texts("name"),
  LegislativeTerm: texts("name"),
  Organization: texts("name"),
  Person: texts("name"),
  Membership: {},
  Meeting: { ...texts("name", "start", "end", "organization", "resultsProtocol", "web"), cancelled: flag("cancelled") },
  AgendaItem: {
    ...texts("name", "meeting", "number", "consultation", "result", "web"),
    public: flag("public"),
    key: ({ id }, town) => publicKey(town, id),
  },
  Paper: texts("name", "reference", "paperType", "date", "mainFile", "web"),
  Consultation: { ...texts("paper", "meeting", "organization"), agendaItem: agendaItemOf },
  File: texts("name", "fileName", "mimeType", "accessUrl", "downloadUrl", "text"),
  Location: {},
};

/** Column of the primary key beside `town` and `id`. */
export const extraKey: Readonly<Partial<Record<OParlType, "agendaItem">>> = { Consultation: "agendaItem" };

/** The item a consultation belongs to; empty when not said, because it is part of the key. */
export function agendaItemOf({ fields }: Pick<RisObject, "fields">): string {
  return typeof fields.agendaItem === "string" ? fields.agendaItem : "";
}

/** Columns that may never be empty, for the row of an object of which nothing else is known. */
export function requiredColumns(type: OParlType, town: string, id: string): Readonly<Record<string, Value>> {
  return type === "AgendaItem" ? { key: publicKey(town, id) } : type === "Consultation" ? { agendaItem: "" } : {};
}

/** Our short public name of an agenda item: 16 characters of a–z and 2–7, the same in every run. */
function publicKey(town: string, id: string): string {
  const digest = hash("sha256", `${town}\n${id}`, "buffer");
  let key = "";
  for (let bit = 0; bit < 80; bit += 5) key += alphabet[(digest.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31];
  return key;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
