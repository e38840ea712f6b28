import type { Attachment } from "../store/attachments.ts";
import { render } from "../views.ts";
import { qr } from "./print/qr.ts";
import { sheetView } from "./print/view.ts";
import { printedPart, type Sheet } from "./sheet.ts";

/**
 * The public page of an agenda item with its sheet.
 * @param about `address`: where the page stands, absolute; `base`: the path before /look, "" at the root of the host; `data`: where
 *   the same sheet is as JSON, null to leave that out; `draft`: it is not approved, and the page says so, large, and gives no address;
 *   `standing`: what became of it since, of a sheet that is public
 */
export function publicPage(
  sheet: Sheet,
  about: { address: string; base: string; data: string | null; draft?: boolean; standing?: object },
): string {
  return render("public/agenda-item", { ...nothing, ...sheetView(sheet), ...onPaper(about), ...about, selfContained: false });
}

/** What a page may have beside the sheet. */
const nothing = { draft: false, dataNote: null, standing: null };

/** A draft has no page to lead to. */
const onPaper = ({ address, draft = false }: { address: string; draft?: boolean }) => ({ qr: draft ? null : qr(address) });

/**
 * The same page as one file that refers to nothing outside itself: to be filed as it is, or to be made a PDF of.
 * @param about `dataNote`: which data are filed beside it
 */
export function printSheet(sheet: Sheet, about: { address: string; draft?: boolean; dataNote?: string }): string {
  const view = { ...sheetView(printedPart(sheet)), more: sheetView(sheet).more };
  return render("public/agenda-item", { ...nothing, ...view, ...onPaper(about), ...about, selfContained: true, data: null });
}

/** One page that says that a sheet was withdrawn, when and by whom: the last version of what was filed. It shows none of the figures. */
export function printNotice({ sheet, version, decidedAt, decidedBy }: Attachment, title: string): string {
  const { town, meeting, agendaItem } = sheet;
  const item = { number: agendaItem.number, name: agendaItem.name };
  const about = { town: town.name, organization: meeting.organization, start: meeting.start, item, title, version };
  return render("public/withdrawn", { ...about, withdrawnAt: decidedAt, withdrawnBy: decidedBy });
}

/** Where a section stands: `address` of the public page, absolute, because it stands on another host; `level` of its heading, 2 to 6. */
interface Placed {
  readonly address: string;
  readonly level: number;
  /** Number and name by which the panel finds the item's row, on a page that lists a whole agenda. */
  readonly row?: { readonly number: string; readonly name: string } | null;
  /** Leads staff to the item in the workbench, where they cannot be known. */
  readonly workbench?: string | null;
}

/** The section that the panel puts into the page of the RIS, one below that of the page around it. */
export const panelSection = (sheet: Sheet, about: Placed): string =>
  render("panel/section", { ...sheetView(sheet), row: null, workbench: null, ...about, staff: null });

/** The same with what only staff see (`staff`: what panel/staff.hbs prints); without a sheet, only that. */
export function panelStaffSection(sheet: Sheet | null, about: Placed & { staff: object }): string {
  const placed = { row: null, workbench: null, ...about };
  return sheet ? render("panel/section", { ...sheetView(sheet), ...placed }) : render("panel/staff-section", placed);
}

/** The section of an item without a sheet in a portal for members: nothing but the way to the workbench. */
export const membersSection = (about: { level: number; workbench: string }): string => render("panel/members-section", about);

/**
 * The section as a part of the page that a reverse proxy puts in, for readers without JavaScript and for print.
 * @param about `base`: path on the host of the RIS below which it serves our `/panel` and `/look`
 */
export const panelFragment = (sheet: Sheet, about: Omit<Placed, "row"> & { base: string }): string =>
  ascii(render("panel/fragment", { ...sheetView(sheet), row: null, workbench: null, ...about, staff: null }));

/** The page around may be in any encoding. */
const ascii = (html: string): string => html.replace(/[^\n\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);
