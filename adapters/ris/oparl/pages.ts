import type { PageObject, PageRecogniser } from "../../../plugin/ports/ris.ts";

interface Rule {
  readonly system: string;
  readonly type: PageObject["type"];
  /** Matched against the end of the path: some towns serve their RIS below a city's own path. */
  readonly path: RegExp;
  /** Name of the id parameter; compared without regard to case. */
  readonly parameter: string;
}

/**
 * Which address shows which object (facts: ris-vendors.md §2). Systems without a page per agenda item (SD.NET RIM, more! rubin) have
 * no line here: there a row of the meeting page has to be recognised, which an address cannot do.
 */
const rules: readonly Rule[] = [
  { system: "sessionnet", type: "AgendaItem", path: /\/to0050\.(asp|php)$/i, parameter: "__ktonr" },
  { system: "sessionnet", type: "Meeting", path: /\/(si0057|si0056|si0050|to0040)\.(asp|php)$/i, parameter: "__ksinr" },
  { system: "sessionnet", type: "Paper", path: /\/vo0050\.(asp|php)$/i, parameter: "__kvonr" },
  { system: "sessionnet", type: "Paper", path: /\/ag0050\.(asp|php)$/i, parameter: "__kagnr" },
  { system: "allris-3", type: "AgendaItem", path: /\/to020\.asp$/i, parameter: "TOLFDNR" },
  { system: "allris-3", type: "Meeting", path: /\/to010\.asp$/i, parameter: "SILFDNR" },
  { system: "allris-3", type: "Paper", path: /\/vo020\.asp$/i, parameter: "VOLFDNR" },
  { system: "allris-4", type: "AgendaItem", path: /\/to020$/i, parameter: "TOLFDNR" },
  { system: "allris-4", type: "Meeting", path: /\/to010$/i, parameter: "SILFDNR" },
  { system: "allris-4", type: "Paper", path: /\/vo020$/i, parameter: "VOLFDNR" },
];

/** Recognises the pages of the systems that publish OParl. Session ids and all other parameters are ignored. */
export const pages: PageRecogniser = {
  recognise({ path, query }) {
    const bare = path.replace(/;[^/?#]*/g, "");
    const rule = rules.find((each) => each.path.test(bare));
    if (!rule) return null;
    const pageId = only(query, rule.parameter);
    return pageId === null ? null : { system: rule.system, type: rule.type, pageId };
  },
  // The number stands at the end of the id, as a path segment or as a parameter: …/agendaitems/528520, …?id=2002135.
  sameObject: (id, { pageId }) => id.endsWith(pageId) && /[/=]/.test(id.at(-1 - pageId.length) ?? ""),
};

/** The one numeric value of a parameter; null when it is missing, not a number, or said twice differently. */
function only(query: string, parameter: string): string | null {
  const values = new Set<string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (name.toLowerCase() === parameter.toLowerCase()) values.add(value.replace(/;.*$/s, ""));
  }
  const [value] = values;
  return values.size === 1 && value !== undefined && /^\d+$/.test(value) ? value : null;
}
