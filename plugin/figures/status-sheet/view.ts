import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { formatDate, formatReference, formatValue, protectedSign } from "../format.ts";
import type { Section, StatusSheet } from "../status-sheet.ts";
import { methods, type NamedSource, numberIn, type Sign, signs, sources } from "../table/notes.ts";
import { type StatementView, statementView } from "../table/statement.ts";
import { areaText, methodText, statusText } from "../table/wording.ts";
import type { Entry } from "./entry.ts";

interface Row {
  readonly label: string;
  /** Part of the line above it. */
  readonly part: boolean;
  readonly value: string;
  /** What a sign in its place stands for; null for a number or words. */
  readonly meaning: string | null;
  /** Its own Stichtag or period; empty where nothing was reported. */
  readonly reference: string;
  /** Number of its source in the list below; null where there is none. */
  readonly source: number | null;
  readonly old: string | null;
  readonly remark: string;
}

/** A status sheet as templates/public/status/sheet.hbs prints it. Every word in it is final. */
export interface StatusView {
  readonly title: string;
  readonly area: string;
  readonly asOf: string;
  readonly groups: readonly { readonly heading: string; readonly whose: string; readonly rows: readonly Row[] }[];
  readonly meetings: { readonly held: readonly string[]; readonly planned: readonly string[]; readonly remark: string };
  readonly sections: readonly { readonly heading: string; readonly statements: readonly StatementView[] }[];
  /** What is missing, a line each. */
  readonly missing: readonly string[];
  readonly sources: readonly NamedSource[];
  readonly methods: readonly string[];
  readonly signs: readonly Sign[];
  readonly example: boolean;
}

/** The view model of a status sheet; pure. */
export function statusView(sheet: StatusSheet): StatusView {
  const lines = [...sheet.blocks.flatMap(({ entries }) => entries), ...sheet.entries];
  const { held, planned } = sheet.meetings;
  const shown = [...lines.flatMap(({ figure }) => figure ?? []), ...held, ...planned];
  const statements = sheet.statements.flatMap((section) => section.statements);
  const named = sources([...shown, ...statements]);
  const town = { ...sheet.town, ags: sheet.area.ags, name: sheet.area.name };
  const rows = (entries: readonly Entry[], area: string) => entries.map((one) => rowOf(one, area, sheet, numberIn(named)));
  const groups = sheet.blocks.map(({ baustein, area, entries }) => ({
    heading: say(`status.baustein.${baustein}`),
    whose: areaText(area, town),
    rows: rows(entries, area.ags),
  }));
  groups.push({ heading: say("status.cases"), whose: areaText(sheet.area, town), rows: rows(sheet.entries, sheet.area.ags) });
  return {
    ...{ title: say("status.title", { area: sheet.area.name }), area: sheet.area.name, asOf: sheet.asOf, groups },
    meetings: { held: held.map(dayOf), planned: planned.map(dayOf), remark: meetingRemark([...held, ...planned], numberIn(named)) },
    sections: sheet.statements.map((one) => ({
      heading: say(`status.section.${one.section}`),
      statements: one.statements.map((statement) => statementView(statement, sheet.asOf)),
    })),
    missing: missing(sheet),
    ...{ sources: named, methods: methods(shown) },
    signs: signs(
      shown,
      shown.map(({ value }) => value ?? protectedSign),
    ),
    example: [...shown, ...statements].some(({ example }) => example),
  };
}

const dayOf = ({ reference }: Figure): string => formatReference(reference);

function rowOf(one: Entry, area: string, sheet: StatusSheet, sourceNumber: (figure: Figure) => number): Row {
  const { figure, later } = one;
  const common = { label: one.label, part: one.part !== null, old: one.old };
  if (!figure) {
    const remark = later ? say("status.later", { reference: formatReference(later.reference) }) : "";
    return { ...common, value: say("print.meaning.absent"), meaning: null, reference: "", source: null, remark };
  }
  const other = figure.area.ags === area ? "" : areaText(figure.area, { ...sheet.town, ags: sheet.area.ags, name: sheet.area.name });
  const said = [
    figure.example ? say("print.example") : "",
    other,
    statusText(figure),
    methodText(figure),
    one.word ?? "",
    figure.note ?? "",
  ];
  return {
    ...common,
    value: printed(figure),
    meaning: figure.value === null ? say("print.meaning.secret") : null,
    reference: formatReference(figure.reference),
    source: sourceNumber(figure),
    remark: said.filter(Boolean).join("; "),
  };
}

/** A term is read by its end, everything else by its value. */
function printed(figure: Figure): string {
  const { indicator, reference } = figure;
  if (indicator !== "KIM.TERM" || reference.kind !== "period") return formatValue(figure);
  return say("status.term", { day: formatDate(reference.to), months: formatValue(figure) });
}

function meetingRemark(dates: readonly Figure[], sourceNumber: (figure: Figure) => number): string {
  const numbers = [...new Set(dates.map(sourceNumber))].map((number) => say("print.source-number", { number }));
  return [...(dates.some(({ example }) => example) ? [say("print.example")] : []), ...numbers].join("; ");
}

function missing({ blocks, entries, meetings, statements }: StatusSheet): string[] {
  const absent = (all: readonly Entry[]) => all.filter(({ figure }) => figure === null).map(({ label }) => label);
  const of = (heading: string, labels: readonly string[]) =>
    labels.length > 0 ? [say("status.missing", { heading, labels: labels.join(", ") })] : [];
  const unsaid = statements.filter((section) => section.statements.length === 0).map(({ section }) => sectionName(section));
  return [
    ...blocks.flatMap(({ baustein, area, entries: own }) =>
      of(say("status.of", { heading: say(`status.baustein.${baustein}`), area: area.name }), absent(own)),
    ),
    ...of(say("status.cases"), absent(entries)),
    ...(meetings.held.length === 0 ? [say("status.missing", { heading: say("status.meetings"), labels: say("status.dates") })] : []),
    ...of(say("status.statements"), unsaid),
  ];
}

const sectionName = (section: Section): string => say(`status.section.${section}`);
