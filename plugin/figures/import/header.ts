import { Refusal } from "../../refusal.ts";
import { dimensions } from "../indicators.ts";
import { canonical } from "./canonical.ts";

/** The two forms of a delivered table (design: command line, "counted and imported tables share one CSV"). */
const forms = {
  figures: {
    required: ["AGS", "Indikator", "Stichtag", "Von", "Bis", "Wert", "Einheit", "Status", "Quelle", "Regelversion", "Verfahren"],
    optional: ["Stelle", "Quellsystem", "Abgerufen am", "Grundgesamtheit", "Quelle-URL", "Hinweis", "Beispiel", ...dimensions.keys()],
  },
  statements: {
    required: ["AGS", "Thema", "Text", "Stand", "Quelle", "Dienststelle", "Gültig bis", "Freigegeben von"],
    optional: ["Quelle-URL", "Beispiel"],
  },
} as const;

type FormName = keyof typeof forms;

/** Columns that a form must have, even if they stay empty. */
export const requiredOf = (form: FormName): readonly string[] => forms[form].required;

/** Every column that a form may have. */
export const columnsOf = (form: FormName): readonly string[] => [...forms[form].required, ...forms[form].optional];

export interface Header {
  readonly form: FormName;
  /** Our name of a column → its heading in the file. */
  readonly headings: ReadonlyMap<string, string>;
}

/**
 * Finds out which form a table has. Throws a Refusal (422) that names the missing columns, or the place of a column that
 * belongs to neither form: its rows would be mixed up without it. A strange heading is never repeated, because in a file
 * without a head it is the first row.
 */
export function readHeader(columns: readonly string[]): Header {
  const given = new Map(columns.map((heading, index) => [canonical(heading), { heading, position: index + 1 }]));
  const form = nearest(given);
  const { required, optional } = forms[form];
  const missing = required.filter((name) => !given.has(canonical(name)));
  if (missing.length === required.length) throw new Refusal("import.header-unknown", { status: 422, field: "file" });
  if (missing.length > 0)
    throw new Refusal("import.header-missing", { values: { missing: missing.join(", ") }, status: 422, field: "file" });
  const known = [...required, ...optional];
  const names = new Set(known.map(canonical));
  const strange = [...given].find(([name]) => !names.has(name));
  if (strange) throw new Refusal("import.header-strange", { values: { position: strange[1].position }, status: 422, field: "file" });
  if (given.size < columns.length) throw new Refusal("import.column-twice", { status: 422, field: "file" });
  const headings = known.flatMap((name): [string, string][] => {
    const found = given.get(canonical(name));
    return found ? [[name, found.heading]] : [];
  });
  return { form, headings: new Map(headings) };
}

/** The form of which more columns are there; a file with neither gets the sentence that shows both. */
function nearest(given: ReadonlyMap<string, unknown>): FormName {
  const hits = (form: FormName): number => forms[form].required.filter((name) => given.has(canonical(name))).length;
  return hits("statements") > hits("figures") ? "statements" : "figures";
}
