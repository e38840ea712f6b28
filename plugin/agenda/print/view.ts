import type { Figure, Protection, Statement } from "../../figures/figure.ts";
import { protectedSign } from "../../figures/format.ts";
import { lastDay, oldStatementText } from "../../figures/fresh.ts";
import { noteOf } from "../../figures/import/sums.ts";
import { mismatches } from "../../figures/parts.ts";
import { grids } from "../../figures/table/grids.ts";
import { type TableView, tableView } from "../../figures/table/table.ts";
import { webAddress } from "../../figures/table/wording.ts";
import { topics } from "../../figures/topics.ts";
import { say } from "../../messages.ts";
import { dayOf } from "../../views/dates.ts";
import type { Sheet } from "../sheet.ts";

interface StatementView {
  readonly topic: string;
  readonly paragraphs: readonly string[];
  readonly asOf: string;
  readonly source: string;
  readonly url: string | null;
  readonly office: string;
  readonly validUntil: string | null;
  /** `veraltet: …`; null while it is fresh. */
  readonly old: string | null;
  readonly example: boolean;
}

/** A sheet as its templates print it; absent is null, because templates refuse what is missing. */
export interface SheetView {
  readonly title: string;
  readonly town: string;
  readonly organization: string;
  readonly start: string;
  readonly item: { readonly number: string; readonly name: string; readonly web: string | null };
  readonly paper: { readonly name: string; readonly reference: string; readonly paperType: string } | null;
  readonly tables: readonly TableView[];
  readonly statements: readonly StatementView[];
  /** The newest day that anything on the sheet speaks of, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly sources: readonly { readonly name: string; readonly url: string | null }[];
  readonly methods: readonly string[];
  readonly signs: readonly { readonly sign: string; readonly meaning: string }[];
  readonly example: boolean;
}

/** The view model of a sheet. Only the sheet goes in: what was approved is what is shown (design rule 6). */
export function sheetView(sheet: Sheet): SheetView {
  const { figures, statements, agendaItem, paper } = sheet;
  const named = sources([...figures, ...statements]);
  const sourceNumber = ({ source, sourceUrl }: Figure) =>
    named.findIndex(({ name, url }) => name === source && url === webAddress(sourceUrl)) + 1;
  // On the day of the sitting, so that a sheet says the same for as long as it stands.
  const day = dayOf(sheet.meeting.start);
  const options = { town: sheet.town, sourceNumber, day, form: "auto", least: 3, changes: false } as const;
  const tables = grids(figures).map((grid, index) => tableView(grid, { ...options, id: `kim-${index + 1}` }));
  return {
    ...{ title: sheet.title, town: sheet.town.name, organization: sheet.meeting.organization, start: sheet.meeting.start },
    item: { number: agendaItem.number, name: agendaItem.name, web: webAddress(agendaItem.web) },
    paper: paper ?? null,
    tables,
    statements: statements.map((statement) => statementView(statement, day)),
    asOf:
      [...figures.map(({ reference }) => lastDay(reference)), ...statements.map(({ asOf }) => asOf)].sort().at(-1) ??
      sheet.meeting.start.slice(0, 10),
    sources: named,
    methods: methods(figures),
    signs: signs(figures, tables),
    example: [...figures, ...statements].some(({ example }) => example),
  };
}

/** The name of the person who approved a statement stays inside: the office answers to the public, not an employee. */
export function statementView(statement: Statement, day: string): StatementView {
  return {
    topic: topics.find(({ id }) => id === statement.topic)?.label ?? statement.topic,
    paragraphs: statement.text
      .split(/\n+/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean),
    ...{ asOf: statement.asOf, source: statement.source, url: webAddress(statement.sourceUrl), office: statement.office },
    validUntil: statement.validUntil ?? null,
    old: oldStatementText(statement, day),
    example: statement.example,
  };
}

function sources(facts: readonly { readonly source: string; readonly sourceUrl?: string }[]): SheetView["sources"] {
  const distinct = new Map<string, SheetView["sources"][number]>();
  for (const { source, sourceUrl } of facts) {
    const url = webAddress(sourceUrl);
    distinct.set(`${source} ${url}`, { name: source, url });
  }
  return [...distinct.values()];
}

const inOrder: readonly Protection[] = ["round5", "suppress", "published", "none"];

/** How the figures were protected, in whole sentences, and what must not be concluded from them. */
function methods(figures: readonly Figure[]): string[] {
  const used = inOrder.filter((method) => figures.some(({ protection }) => protection === method));
  const rounded = used.includes("round5") ? [say("print.rounding")] : [];
  // Rounding has its own sentence above; everything else was published like this and is not repaired.
  const unequal = mismatches(figures).filter(({ rounded: explained }) => !explained);
  return [
    ...used.map((method) => say(`print.protection.${method}`)),
    ...rounded,
    ...unequal.map(noteOf).map(({ code, values }) => say(code, values)),
  ];
}

function signs(figures: readonly Figure[], tables: readonly TableView[]): SheetView["signs"] {
  const shown = new Set(tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))));
  const roundedToZero = figures.some(({ value, protection }) => protection === "round5" && Number(value) === 0 && value !== null);
  return [
    ...(shown.has(protectedSign) ? [{ sign: protectedSign, meaning: say("print.meaning.secret") }] : []),
    ...(shown.has(say("print.sign.absent")) ? [{ sign: say("print.sign.absent"), meaning: say("print.meaning.absent") }] : []),
    ...(roundedToZero ? [{ sign: "0", meaning: say("print.meaning.zero") }] : []),
  ];
}
