import type { Attachment } from "../store/attachments.ts";
import { render } from "../views.ts";
import { sheetView } from "./print/view.ts";
import type { Sheet } from "./sheet.ts";

/**
 * The public page of an agenda item with its sheet.
 * @param about `address`: where the page stands, absolute; `base`: the path before /look, "" at the root of the host; `data`: where
 *   the same sheet is as JSON, null to leave that out; `draft`: it is not approved, and the page says so, large, and gives no address.
 */
export function publicPage(sheet: Sheet, about: { address: string; base: string; data: string | null; draft?: boolean }): string {
  return render("public/agenda-item", { draft: false, dataNote: null, ...sheetView(sheet), ...about, selfContained: false });
}

/**
 * The same page as one file that refers to nothing outside itself: to be filed as it is, or to be made a PDF of.
 * @param about `dataNote`: which data are filed beside it
 */
export function printSheet(sheet: Sheet, about: { address: string; draft?: boolean; dataNote?: string }): string {
  return render("public/agenda-item", { draft: false, dataNote: null, ...sheetView(sheet), ...about, selfContained: true, data: null });
}

/** One page that says that a sheet was withdrawn, when and by whom: the last version of what was filed. It shows none of the figures. */
export function printNotice({ sheet, version, decidedAt, decidedBy }: Attachment, title: string): string {
  const { town, meeting, agendaItem } = sheet;
  const item = { number: agendaItem.number, name: agendaItem.name };
  const about = { town: town.name, organization: meeting.organization, start: meeting.start, item, title, version };
  return render("public/withdrawn", { ...about, withdrawnAt: decidedAt, withdrawnBy: decidedBy });
}

/**
 * The section that the panel puts into the page of the RIS. Its link is absolute, because it stands on another host.
 * @param about `address` of the public page; `level` of the section's heading: 2 to 6, one below that of the page around it; `row`: number
 *   and name by which the panel finds the item's row, on a page that lists a whole agenda
 */
export function panelSection(
  sheet: Sheet,
  about: { address: string; level: number; row?: { number: string; name: string } | null },
): string {
  return render("panel/section", { ...sheetView(sheet), row: null, ...about });
}
