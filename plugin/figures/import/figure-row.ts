import type { KimRow } from "../../ports/kim.ts";
import type { FigureDraft } from "../../store/figures.ts";
import type { Figure } from "../figure.ts";
import { findIndicator, type Indicator, singularOf } from "../indicators.ts";
import { canonical } from "./canonical.ts";
import { type Cells, cellsOf, optionalText, optionalUrl, requiredText, yes } from "./cells.ts";
import { readDimensions } from "./classes.ts";
import type { Header } from "./header.ts";
import { parseNumber } from "./number.ts";
import { readOrigin } from "./origin.ts";
import { type ImportTown, readArea } from "./place.ts";
import { readPopulation } from "./population.ts";
import { readProtection } from "./protection.ts";
import { readReference } from "./reference.ts";
import type { Read } from "./row.ts";

const statuses: ReadonlyMap<string, Figure["status"]> = new Map([
  ["p", "provisional"],
  ["provisional", "provisional"],
  ["vorlaeufig", "provisional"],
  ["final", "final"],
  ["endgueltig", "final"],
  ["r", "revised"],
  ["revised", "revised"],
  ["berichtigt", "revised"],
]);

/** One row of the figure form as a figure, or everything that is wrong with it. */
export function readFigureRow(row: KimRow, header: Header, { town, today }: { town: ImportTown; today: string }): Read<FigureDraft> {
  const cells = cellsOf(row, header);
  const indicator = findIndicator(cells.text("Indikator").toUpperCase());
  if (!indicator) {
    cells.refuse("Indikator", "import.indicator");
    return { findings: cells.findings };
  }
  const area = readArea(cells, town);
  const reference = readReference(cells, indicator, today);
  const worded = { ...readWords(cells, indicator), ...readOrigin(cells, today) };
  const dimensions = readDimensions(cells, indicator);
  const guarded = readValue(cells, indicator);
  if (!area || !reference || !guarded || cells.findings.length > 0) return { findings: cells.findings };
  return { draft: { town: town.key, indicator: indicator.id, area, reference, dimensions, ...worded, ...guarded } };
}

/** Everything that is said about the value in words. */
function readWords(cells: Cells, indicator: Indicator) {
  const units = [indicator.unit, singularOf(indicator.unit), indicator.kind].map(unit);
  if (!units.includes(unit(cells.text("Einheit")))) cells.refuse("Einheit", "import.unit", { unit: indicator.unit });
  const status = statuses.get(canonical(cells.text("Status")));
  if (!status) cells.refuse("Status", "import.status");
  const ruleVersion = optionalText(cells, "Regelversion", 300);
  if (indicator.ruleVersion && ruleVersion === undefined) cells.refuse("Regelversion", "import.rule-version");
  const sourceUrl = optionalUrl(cells, "Quelle-URL");
  const note = optionalText(cells, "Hinweis", 500);
  return {
    status: status ?? "provisional",
    source: requiredText(cells, "Quelle", 300),
    example: yes(cells, "Beispiel"),
    ...(ruleVersion === undefined ? {} : { ruleVersion }),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(note === undefined ? {} : { note }),
  } as const;
}

/** The value with its protection; undefined after a finding. */
function readValue(cells: Cells, indicator: Indicator): Pick<FigureDraft, "value" | "protection" | "backed"> | undefined {
  const text = cells.text("Wert");
  const read = text.toLowerCase() === "g" ? { value: null } : parseNumber(text, indicator.kind);
  if ("code" in read) {
    cells.refuse("Wert", read.code);
    return undefined;
  }
  const hasUrl = cells.text("Quelle-URL") !== "";
  const guarded = readProtection(indicator, { value: read.value, procedure: cells.text("Verfahren"), hasUrl });
  if ("code" in guarded) {
    cells.refuse(guarded.column, guarded.code);
    return undefined;
  }
  const value = { value: read.value, protection: guarded.protection };
  const backed = readPopulation(cells, indicator, value);
  return { ...value, ...(backed ? { backed } : {}) };
}

/** `€` has no letters, so it is its own spelling. */
const unit = (text: string): string => (text.trim() === "€" ? "euro" : canonical(text));
