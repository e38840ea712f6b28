import type { PageRecogniser } from "../../ports/ris.ts";
import { addressOf } from "./place.ts";

const probes = 20;

/** Objects of one type that are not deleted. */
interface Live {
  where(
    column: "web",
    operator: "is not",
    value: null,
  ): { limit(rows: number): { execute(): Promise<{ id: string; web: string | null }[]> } };
}

/** Whether ids end in the number of the page wherever that can be tried: on twenty objects whose address is known, or not at all (design §7). */
export async function idRuleHolds(live: Live, pages: PageRecogniser, type: "AgendaItem" | "Meeting"): Promise<boolean> {
  const known = await live.where("web", "is not", null).limit(probes).execute();
  const rule = known.map(({ id, web }) => {
    const page = web ? pages.recognise(addressOf(web)) : null;
    return page?.type === type && page.pageId !== null && pages.sameObject(id, page.pageId);
  });
  return rule.length >= probes && !rule.includes(false);
}
