import { say } from "../../messages.ts";
import type { FigureDraft, FigureVersion } from "../../store/figures.ts";
import type { StatementDraft, StatementVersion } from "../../store/statements.ts";
import { formatDate, formatNumber, formatReference } from "../format.ts";
import { indicator } from "../indicators.ts";
import { topics } from "../topics.ts";
import { sameNumber } from "./number.ts";

/** One column of a fact that is not as it was, as people read it. Only of what was taken, so it is protected. */
export interface Change {
  readonly column: string;
  readonly old: string;
  readonly new: string;
}

type Show<Draft> = readonly (readonly [column: string, of: (draft: Draft) => string])[];

const figureColumns: Show<FigureDraft> = [
  ["Wert", ({ value, indicator: id }) => formatNumber(value, indicator(id).unit)],
  ["Status", ({ status }) => say(`print.status.${status}`)],
  ["Verfahren", ({ protection }) => say(`protection.${protection}`)],
  ["Quelle", ({ source }) => source],
  ["Quelle-URL", ({ sourceUrl = "" }) => sourceUrl],
  ["Stelle", ({ office = "" }) => office],
  ["Quellsystem", ({ system = "" }) => system],
  ["Abgerufen am", ({ extracted = "" }) => extracted],
  ["Hinweis", ({ note = "" }) => note],
  ["Beispiel", ({ example }) => (example ? "ja" : "nein")],
];

const statementColumns: Show<StatementDraft> = [
  ["Thema", ({ topic }) => topics.find(({ id }) => id === topic)?.label ?? topic],
  ["Text", ({ text }) => text],
  ["Stand", ({ asOf }) => formatDate(asOf)],
  ["Quelle", ({ source }) => source],
  ["Quelle-URL", ({ sourceUrl = "" }) => sourceUrl],
  ["Dienststelle", ({ office }) => office],
  ["Gültig bis", ({ validUntil }) => (validUntil === undefined ? "" : formatDate(validUntil))],
  ["Freigegeben von", ({ approvedBy }) => approvedBy],
  ["Beispiel", ({ example }) => (example ? "ja" : "nein")],
];

/** What differs between two versions of a figure; 3.5 and 3.50 do not. */
export function figureChanges(old: FigureDraft, draft: FigureDraft): Change[] {
  return changes(figureColumns, old, draft).filter(({ column }) => column !== "Wert" || !sameNumber(old.value, draft.value));
}

/** What differs between two versions of a statement. */
export const statementChanges = (old: StatementDraft, draft: StatementDraft): Change[] => changes(statementColumns, old, draft);

function changes<Draft>(columns: Show<Draft>, old: Draft, draft: Draft): Change[] {
  return columns.flatMap(([column, of]) => (of(old) === of(draft) ? [] : [{ column, old: of(old), new: of(draft) }]));
}

/** The versions of one figure, newest first, each with what it changed in the one before. */
export const changesBetween = (versions: readonly FigureVersion[]) =>
  versions
    .map((one, index) => {
      const before = versions[index - 1];
      return { ...one, changes: before ? figureChanges(before.draft, one.draft) : [] };
    })
    .toReversed();

/** The same for a statement. */
export const statementChangesBetween = (versions: readonly StatementVersion[]) =>
  versions
    .map((one, index) => {
      const before = versions[index - 1];
      return { ...one, changes: before ? statementChanges(before.statement, one.statement) : [] };
    })
    .toReversed();

/** What a figure is about, without its value: `Personen mit Duldung, Geschlecht weiblich, Köln, 30.04.2025`. */
export function nameFigure({
  indicator: id,
  dimensions,
  area,
  reference,
}: Pick<FigureDraft, "indicator" | "dimensions" | "area" | "reference">) {
  const classes = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`);
  return [indicator(id).label, ...classes, area.name, formatReference(reference)].join(", ");
}

/** What a statement is about: its topic and its first words. */
export function nameStatement({ topic, text }: Pick<StatementDraft, "topic" | "text">): string {
  const label = topics.find(({ id }) => id === topic)?.label ?? topic;
  return `${label}: ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`;
}
