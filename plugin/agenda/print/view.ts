import type { Figure } from "../../figures/figure.ts";
import { lastDay } from "../../figures/fresh.ts";
import { grids } from "../../figures/table/grids.ts";
import { methods, type NamedSource, numberIn, type Sign, signs, sources } from "../../figures/table/notes.ts";
import { type StatementView, statementView } from "../../figures/table/statement.ts";
import { type TableView, tableView } from "../../figures/table/table.ts";
import { webAddress } from "../../figures/table/wording.ts";
import { say } from "../../messages.ts";
import { dayOf } from "../../views/dates.ts";
import type { Sheet } from "../sheet.ts";

/** A sheet as its templates print it; absent is null, because templates refuse what is missing. */
export interface SheetView {
  readonly title: string;
  readonly town: string;
  readonly organization: string;
  readonly start: string;
  readonly item: { readonly number: string; readonly name: string; readonly web: string | null };
  readonly paper: { readonly name: string; readonly reference: string; readonly paperType: string } | null;
  /** `online`: not printed. */
  readonly tables: readonly (TableView & { readonly online: boolean })[];
  readonly statements: readonly (StatementView & { readonly online: boolean })[];
  /** Whether anything is not printed. */
  readonly more: boolean;
  /** The newest day that anything on the sheet speaks of, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly sources: readonly NamedSource[];
  /** For the foot of a page: the only source, or where they are listed. */
  readonly sourcesShort: string;
  readonly methods: readonly string[];
  readonly signs: readonly Sign[];
  readonly example: boolean;
}

/** The view model of a sheet. Only the sheet goes in: what was approved is what is shown (design rule 6). */
export function sheetView(sheet: Sheet): SheetView {
  const { figures, statements, agendaItem, paper } = sheet;
  const named = sources([...figures, ...statements]);
  const sourceNumber = numberIn(named);
  // On the day of the sitting, so that a sheet says the same for as long as it stands.
  const day = dayOf(sheet.meeting.start);
  const options = { town: sheet.town, sourceNumber, day, form: "auto", least: 3, changes: false } as const;
  const online = new Set(sheet.online ?? []);
  const tables = runs(figures, online)
    .flatMap((run) => grids(run.figures).map((grid) => ({ grid, online: run.online })))
    .map((one, index) => ({ ...tableView(one.grid, { ...options, id: `kim-${index + 1}` }), online: one.online }));
  return {
    ...{ title: sheet.title, town: sheet.town.name, organization: sheet.meeting.organization, start: sheet.meeting.start },
    item: { number: agendaItem.number, name: agendaItem.name, web: webAddress(agendaItem.web) },
    paper: paper ?? null,
    tables,
    statements: statements.map((statement) => ({ ...statementView(statement, day), online: online.has(statement.id) })),
    more: online.size > 0,
    asOf:
      [...figures.map(({ reference }) => lastDay(reference)), ...statements.map(({ asOf }) => asOf)].sort().at(-1) ??
      sheet.meeting.start.slice(0, 10),
    sources: named,
    sourcesShort: shortSource(named),
    methods: methods(figures),
    signs: signs(
      figures,
      tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))),
    ),
    example: [...figures, ...statements].some(({ example }) => example),
  };
}

/** As much as fits beside the number of a page. */
const mostLetters = 70;

function shortSource([first, second]: readonly NamedSource[]): string {
  if (!first || second || first.name.length > mostLetters) return say("print.foot-sources");
  return say("print.foot-source", { source: first.name });
}

/** Figures in their order, cut where printed ones and others meet: no table holds both. */
function runs(figures: readonly Figure[], online: ReadonlySet<string>): { online: boolean; figures: Figure[] }[] {
  const all: { online: boolean; figures: Figure[] }[] = [];
  for (const figure of figures) {
    const last = all.at(-1);
    if (last && last.online === online.has(figure.id)) last.figures.push(figure);
    else all.push({ online: online.has(figure.id), figures: [figure] });
  }
  return all;
}
