import { table } from "../adapters/kim/table/index.ts";
import type { ImportTown } from "../plugin/figures/import/place.ts";
import type { Profile } from "../plugin/figures/import/profile.ts";
import { importFile } from "../plugin/figures/import.ts";
import type { Clock } from "../plugin/ports/clock.ts";
import { silent } from "../plugin/ports/log.ts";
import type { Store } from "../plugin/ports/store.ts";
import type { Tables } from "../plugin/store/tables.ts";

export const clock: Clock = { now: () => new Date("2026-11-22T10:00:00Z") };
export const koeln: ImportTown = { key: "koeln", name: "Köln", ags: "05315000", areas: [] };
export const gladbeck: ImportTown = { key: "gladbeck", name: "Gladbeck", ags: "05562014", areas: ["05562"] };

const source = table.open({}, { clock, log: silent });

/** What a data office would send for Köln, with nothing wrong in it. */
export const sound: Readonly<Record<string, string>> = {
  AGS: "05315000",
  Indikator: "RES.DULD",
  Stichtag: "30.04.2025",
  Von: "",
  Bis: "",
  Wert: "3.340",
  Einheit: "Personen",
  Status: "endgültig",
  Quelle: "Ausländerbehörde",
  Regelversion: "",
  Verfahren: "round5",
};

/** A CSV of one column set; each row is the sound one but for what it says otherwise. */
export function delivery(...rows: Record<string, string>[]): string {
  const columns = [...new Set([sound, ...rows].flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => ({ ...sound, ...row })[column] ?? ""))]
    .map((cells) => `${cells.join(";")}\n`)
    .join("");
}

/** Imports text or bytes as the data office of Köln. */
export const bringTo =
  (store: Store<Tables>) =>
  (content: string | Uint8Array, options: { town?: ImportTown; dryRun?: boolean; profile?: Profile; name?: string } = {}) => {
    const { town = koeln, name = "lieferung.csv", ...rest } = options;
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    return importFile({ town, file: { name, bytes }, source, store, clock, by: "datenstelle", ...rest });
  };
