import type { PageObject, PageRecogniser } from "../../../plugin/ports/ris.ts";

interface Rule {
  readonly system: string;
  readonly type: PageObject["type"];
  /** Matched against the end of the path: some towns serve their RIS below a city's own path. */
  readonly path: RegExp;
  /** Name of the id parameter, compared without regard to case; absent: the id is the group `id` of the path, or there is none that lasts. */
  readonly parameter?: string;
  readonly rows?: true;
}

/**
 * Which address shows which object (facts: ris-vendors.md §2). SD.NET RIM and more! rubin have no page per agenda item, only `rows` of
 * the meeting's page; the parameter `__` of SD.NET RIM is opaque and may change, so that it is no id.
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
  { system: "rubin", type: "Meeting", path: /\/meeting(\.php)?$/i, parameter: "id", rows: true },
  { system: "rubin", type: "Paper", path: /\/submission(\.php)?$/i, parameter: "id" },
  { system: "sdnet", type: "Meeting", path: /\/tops\/?$/i, rows: true },
  { system: "risi", type: "AgendaItem", path: /\/risi\/sitzung\/top\/(?<id>\d+)(\/(entscheidung|veroeffentlichung))?\/?$/i },
  { system: "risi", type: "Meeting", path: /\/risi\/sitzung\/detail\/(?<id>\d+)(\/tagesordnung(\/oeffentlich)?)?\/?$/i },
  { system: "risi", type: "Paper", path: /\/risi\/(sitzungsvorlage|antrag)\/detail\/(?<id>\d+)\/?$/i },
];

/** Recognises the pages of the systems that publish OParl, and those of RISI, which other tools translate into OParl. Session ids and all other parameters are ignored. */
export const pages: PageRecogniser = {
  recognise({ path, query }) {
    const bare = path.replace(/;[^/?#]*/g, "");
    for (const { system, type, path: pattern, parameter, rows } of rules) {
      const found = pattern.exec(bare);
      if (!found) continue;
      const pageId = parameter === undefined ? (found.groups?.id ?? null) : only(query, parameter);
      if (pageId === null && parameter !== undefined) return null;
      return { system, type, pageId, ...(rows ? { rows } : {}) };
    }
    return null;
  },
  // The number stands at the end of the id, as a path segment or as a parameter: …/agendaitems/528520, …?id=2002135.
  sameObject: (id, pageId) => id.endsWith(pageId) && /[/=]/.test(id.at(-1 - pageId.length) ?? ""),
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
