import { render } from "../http/views.ts";
import { sheetView } from "./print/view.ts";
import type { Sheet } from "./sheet.ts";

/**
 * The public page of an agenda item with its sheet.
 * @param about `address`: where the page stands, absolute; `draft`: the sheet is not approved, and the page says so, large.
 */
export function publicPage(sheet: Sheet, about: { address?: string; draft?: boolean }): string {
  return render("public/agenda-item", { ...sheetView(sheet), ...frame(about), selfContained: false });
}

/** The same page as one file that refers to nothing outside itself: to be filed as it is, or to be made a PDF of. */
export function printSheet(sheet: Sheet, about: { address?: string; draft?: boolean }): string {
  return render("public/agenda-item", { ...sheetView(sheet), ...frame(about), selfContained: true });
}

/**
 * The section that the panel puts into the page of the RIS. Links are absolute, because it stands on another host.
 * @param about `key`: the item's public key; `headingLevel`: 2 to 6, one below that of the page
 */
export function panelSection(sheet: Sheet, about: { key: string; address: string; headingLevel: number }): string {
  return render("panel/section", { ...sheetView(sheet), ...about });
}

/** The path before /look follows from the page's own address, because the service may stand below a path such as /kim. */
function frame({ address, draft }: { address?: string; draft?: boolean }) {
  const base = address === undefined ? "" : new URL(address).pathname.replace(/\/public\/.*$/, "");
  return { address: address ?? null, base, draft: draft ?? false };
}
