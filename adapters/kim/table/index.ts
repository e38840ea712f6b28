import { z } from "zod";
import { type Adapter, SettingsError } from "../../../plugin/ports/adapter.ts";
import type { KimSource, KimTable } from "../../../plugin/ports/kim.ts";
import { csvTable } from "./csv.ts";
import { failure } from "./failure.ts";
import { jsonTable } from "./json.ts";
import { xlsxTable } from "./xlsx.ts";

const Settings = z.strictObject({ maxMegabytes: z.number().positive().max(100).default(32) });

/** Tables as KIM offices deliver them: CSV with semicolons, XLSX, JSON. Syntax only; what a row may say is decided by the import. */
export const table: Adapter<KimSource> = {
  descriptor: {
    id: "kim/table",
    title: "Tabellen (CSV, Excel, JSON)",
    versions: "CSV nach RFC 4180, XLSX (ISO/IEC 29500), JSON (RFC 8259)",
    wire: "file",
    direction: "read",
  },
  open(settings) {
    const parsed = Settings.safeParse(settings ?? {});
    if (!parsed.success) throw new SettingsError("maxMegabytes", "Zahl größer als 0 und höchstens 100 angeben");
    const most = parsed.data.maxMegabytes * 1024 * 1024;
    return {
      async open({ bytes }) {
        if (bytes.length > most) throw failure("too-large");
        if (bytes.length === 0) throw failure("empty-file");
        return readerOf(bytes)(bytes);
      },
    };
  },
};

/** By content, because names lie: an XLSX is a ZIP, old Excel files and PDFs have their own first bytes. */
function readerOf(bytes: Uint8Array): (bytes: Uint8Array) => KimTable | Promise<KimTable> {
  const first = Buffer.from(bytes.subarray(0, 8)).toString("latin1");
  if (first.startsWith("PK\u0003\u0004")) return xlsxTable;
  if (first.startsWith("\u00d0\u00cf\u0011\u00e0")) throw failure("xls");
  if (first.startsWith("%PDF")) throw failure("no-table");
  return /^(ï»¿)?\s*[[{]/.test(first) ? jsonTable : csvTable;
}
