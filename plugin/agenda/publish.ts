import type { Figure, Statement } from "../figures/figure.ts";
import type { Outgoing } from "../outbox/context.ts";
import { dataNote, rendered, sourceData } from "../outbox/source-data.ts";
import type { Renderer } from "../ports/renderer.ts";
import type { Attachment } from "../store/attachments.ts";
import type { Rendered } from "../store/deliveries/rendered.ts";
import { printNotice, printSheet } from "./print.ts";
import type { Sheet } from "./sheet.ts";

/** The title under which a sheet is filed: `KIM-Status zu TOP 4 (Integrationsrat, 18.10.2023)`. */
export function sheetTitle(sheet: Sheet): string {
  const [year, month, day] = sheet.meeting.start.slice(0, 10).split("-");
  return `${sheet.title} zu TOP ${sheet.agendaItem.number} (${sheet.meeting.organization}, ${day}.${month}.${year})`;
}

/** What is filed of a sheet. */
export const sheetParts = ["document", "data"] as const;

/** A sheet on its way: a tagged PDF, or the same page as HTML where no Chromium is, and its data; of a withdrawal the notice. */
export function outgoingSheet(
  attachment: Attachment,
  on: {
    readonly renderer: Renderer;
    readonly address: string;
    readonly title: string;
    readonly approved: string | null;
    readonly action: "file" | "withdraw";
  },
): Outgoing {
  const { sheet } = attachment;
  const { renderer, address, title, approved, action } = on;
  return {
    folder: [sheet.town.name, sheet.meeting.organization, sheet.meeting.start.slice(0, 10), `TOP ${sheet.agendaItem.number}`],
    metadata: {
      Kommune: sheet.town.name,
      Gremium: sheet.meeting.organization,
      Sitzung: sheet.meeting.start.slice(0, 10),
      Tagesordnungspunkt: sheet.agendaItem.number,
      Betreff: sheet.agendaItem.name,
      Kennung: sheet.agendaItem.id,
      Freigabe: approved ?? "",
    },
    async render() {
      if (action === "withdraw") return [await printed(renderer, printNotice(attachment, title))];
      const document = await printed(renderer, printSheet(sheet, { address, dataNote: dataNote(title, attachment.id) }));
      return [document, sheetData(attachment, { title, approved }, [document])];
    },
  };
}

/** A page as the file that is sent. */
async function printed(renderer: Renderer, html: string): Promise<Rendered> {
  if (!(await renderer.check()).ok) return rendered("document", Buffer.from(html, "utf8"), "text/html", "html");
  return rendered("document", await renderer.pdf(html), "application/pdf", "pdf");
}

/** The figures and statements of a sheet as data, with the checksums of the files beside them. */
export function sheetData(attachment: Attachment, on: { title: string; approved: string | null }, files: readonly Rendered[]): Rendered {
  const { town, agendaItem, meeting, paper, figures, statements, online } = attachment.sheet;
  const { id, version, reason } = attachment;
  const about = { kind: "sheet", id, ...on, version } as const;
  const sources = sourcesOf([...figures, ...statements]);
  const content = {
    town,
    agendaItem,
    meeting,
    paper,
    reason,
    figures: figures.map(published),
    statements: statements.map(published),
    online,
    sources,
  };
  return sourceData(about, content, files);
}

/** Without what only the house needs: who vouched for a statement, and our key of the town on every row. */
function published(fact: Figure | Statement): object {
  const { town: _town, ...rest } = fact;
  if (!("approvedBy" in rest)) return rest;
  const { approvedBy: _approvedBy, ...statement } = rest;
  return statement;
}

/** Each source once, in the order of the facts. */
function sourcesOf(facts: readonly { readonly source: string; readonly sourceUrl?: string }[]): object[] {
  return [...new Map(facts.map(({ source, sourceUrl }) => [`${source} ${sourceUrl}`, { source, sourceUrl }])).values()];
}
