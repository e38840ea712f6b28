import { z } from "zod";
import type { KimTable } from "../../../plugin/ports/kim.ts";
import { asUtf8 } from "./encoding.ts";
import { failure } from "./failure.ts";
import { type Record, tableOf } from "./table.ts";

const Entry = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The list itself, or an object that bears it as `table`, as `count --json` prints it. */
const List = z.union([z.array(z.unknown()), z.object({ table: z.array(z.unknown()) }).transform(({ table }) => table)]);

/** A JSON list of flat objects whose members are named like the columns. The line of a row is its place in the list, from 1. */
export function jsonTable(bytes: Uint8Array): KimTable {
  const list = List.safeParse(parsed(bytes)).data;
  if (!list) throw failure("json");
  const entries = list.map((one) => Entry.safeParse(one).data);
  const columns = [...new Set(entries.flatMap((entry) => Object.keys(entry ?? {})))];
  return tableOf(columns, () =>
    entries.values().map((entry, index): Record => {
      const line = index + 1;
      return entry ? { line, cells: columns.map((column) => asText(entry[column] ?? null)) } : { line, code: "import.json-row" };
    }),
  );
}

function parsed(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(asUtf8(bytes));
  try {
    return JSON.parse(text);
  } catch {
    throw failure("json");
  }
}

/** As a German spreadsheet would write it: decimal comma, `ja` and `nein`. */
export function asText(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "ja" : "nein";
  // Fifteen digits are what a spreadsheet knows; beyond them stands the noise of binary fractions.
  return typeof value === "number" ? String(Number(value.toPrecision(15))).replace(".", ",") : value;
}
