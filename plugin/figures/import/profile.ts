import { z } from "zod";
import { canonical } from "./canonical.ts";
import { columnsOf } from "./header.ts";

/** How days are written in a delivery; `JJJJ` is a year, `JJ` one of this century. */
export const dateForms = ["TT.MM.JJJJ", "JJJJ-MM-TT", "TT.MM.JJ", "TT/MM/JJJJ", "MM/TT/JJJJ", "JJJJMMTT"] as const;

const Text = z.string().min(1).max(300);
const Columns = z.record(z.string(), Text);

/** How the tables of one office or program differ from our form. `columns` and the like are keyed by our headings. */
export const Profile = z
  .strictObject({
    /** As the import page offers it. */
    name: Text.describe("Name des Profils auf der Seite zum Einlesen"),
    form: z.enum(["figures", "statements"]).default("figures").describe("Zahlen (figures) oder Aussagen (statements)"),
    columns: Columns.default({}).describe("Unsere Spalte → Überschrift in der Lieferung"),
    fixed: z.record(z.string(), z.string().max(300)).default({}).describe("Unsere Spalte → Wert, der für jede Zeile gilt"),
    values: z.record(z.string(), Columns).default({}).describe("Unsere Spalte → Wert in der Lieferung → unser Wert"),
    dates: z.enum(dateForms).optional().describe("Schreibweise der Tage"),
    decimals: z.enum([",", "."]).default(",").describe("Dezimalzeichen"),
    wide: z.record(Text, Columns).optional().describe("Überschrift einer Wertespalte → feste Werte für ihre Zahlen, mindestens Indikator"),
    ignore: z.array(Text).default([]).describe("Überschriften, die nicht gebraucht werden"),
  })
  .superRefine((profile, context) => {
    const known = new Map(columnsOf(profile.form).map((column) => [canonical(column), column]));
    const fault = (path: readonly string[], message: string) => void context.addIssue({ code: "custom", path: [...path], message });
    for (const key of ["columns", "fixed", "values"] as const) {
      for (const column of Object.keys(profile[key])) {
        if (!known.has(canonical(column))) fault([key, column], "Diese Spalte gibt es bei uns nicht.");
        if (key === "fixed" && column in profile.columns)
          fault([key, column], "Die Spalte steht auch unter columns. Bitte eine Angabe entfernen.");
      }
    }
    for (const [heading, fixed] of Object.entries(profile.wide ?? {})) {
      if (profile.form === "statements") fault(["wide"], "Aussagen stehen eine je Zeile. Bitte entfernen.");
      if (!("Indikator" in fixed)) fault(["wide", heading, "Indikator"], "Bitte den Indikator dieser Wertespalte angeben.");
      for (const column of Object.keys(fixed))
        if (!known.has(canonical(column))) fault(["wide", heading, column], "Diese Spalte gibt es bei uns nicht.");
    }
    if (profile.wide && "Wert" in profile.columns) fault(["columns", "Wert"], "Bei mehreren Wertespalten (wide) bitte entfernen.");
  });

/** How the tables of one office or program are read. */
export type Profile = z.infer<typeof Profile>;
