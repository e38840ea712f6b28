import type { Outgoing } from "../outbox/worker.ts";
import type { Renderer } from "../ports/renderer.ts";
import type { Attachment } from "../store/attachments.ts";
import { printSheet } from "./print.ts";
import type { Sheet } from "./sheet.ts";

/** The title under which a sheet is filed: `KIM-Status zu TOP 4 (Integrationsrat, 18.10.2023)`, later versions with their number. */
export function sheetTitle(sheet: Sheet, version: number): string {
  const [year, month, day] = sheet.meeting.start.slice(0, 10).split("-");
  return `${sheet.title} zu TOP ${sheet.agendaItem.number} (${sheet.meeting.organization}, ${day}.${month}.${year})${version > 1 ? `, Fassung ${version}` : ""}`;
}

/** An approved attachment on its way: a tagged PDF, or the same page as HTML where no Chromium is. */
export function outgoingSheet(attachment: Attachment, renderer: Renderer | null, address: string): Outgoing {
  const { sheet } = attachment;
  return {
    folder: [sheet.town.name, sheet.meeting.organization, sheet.meeting.start.slice(0, 10), `TOP ${sheet.agendaItem.number}`],
    metadata: {
      Kommune: sheet.town.name,
      Gremium: sheet.meeting.organization,
      Sitzung: sheet.meeting.start.slice(0, 10),
      Tagesordnungspunkt: sheet.agendaItem.number,
      Betreff: sheet.agendaItem.name,
      Kennung: sheet.agendaItem.id,
      Freigabe: attachment.decidedAt ?? "",
    },
    async render() {
      const html = printSheet(sheet, { address });
      const pdf = renderer && (await renderer.check()).ok ? await renderer.pdf(html) : null;
      return pdf
        ? { bytes: pdf, mediaType: "application/pdf", extension: "pdf" }
        : { bytes: Buffer.from(html, "utf8"), mediaType: "text/html", extension: "html" };
    },
  };
}
