import type { Kysely } from "kysely";
import type { TownConfig } from "../../config.ts";
import type { PageObject, PageRecogniser } from "../../ports/ris.ts";
import type { Tables } from "../../store/tables.ts";
import { idRuleHolds } from "./id-rule.ts";
import { type Address, addressOf, samePage, samePlace } from "./place.ts";

/** What the panel read on the page itself: the day as `YYYY-MM-DD`, and the name of the body. */
export interface Told {
  readonly date?: string;
  readonly body?: string;
}

/**
 * The meeting whose agenda is listed at this address: by its `web`, by the id rule, or, where the address says nothing that lasts, by
 * day and body, if only one meeting fits (design §7). Ids of all that fit; more than one means that nobody knows.
 */
export async function meetingsAt(
  db: Kysely<Tables>,
  { key: town, portals }: Pick<TownConfig, "key" | "portals">,
  pages: PageRecogniser,
  { page, address, told }: { page: PageObject; address: Address; told: Told },
): Promise<string[]> {
  const { pageId } = page;
  const live = db.selectFrom("Meeting").select(["id", "web"]).where("town", "=", town).where("deleted", "is", null);
  if (pageId === null) return byDayAndBody(db, town, told);
  const named = await live.where("web", "like", `%${pageId}%`).execute();
  const byWeb = named.filter(
    ({ web }) => web && samePage(pages.recognise(addressOf(web)), page) && samePlace(addressOf(web), address, page, portals),
  );
  if (byWeb.length > 0) return byWeb.map(({ id }) => id);
  if (!(await idRuleHolds(live, pages, "Meeting"))) return [];
  const candidates = await live.where("web", "is", null).where("id", "like", `%${pageId}`).execute();
  return candidates.map(({ id }) => id).filter((id) => pages.sameObject(id, pageId));
}

async function byDayAndBody(db: Kysely<Tables>, town: string, { date, body }: Told): Promise<string[]> {
  if (!date || !body) return [];
  const meetings = await db
    .selectFrom("Meeting")
    .leftJoin("Organization", (join) =>
      join.onRef("Organization.town", "=", "Meeting.town").onRef("Organization.id", "=", "Meeting.organization"),
    )
    .select(["Meeting.id", "Meeting.name", "Organization.name as organization"])
    .where("Meeting.town", "=", town)
    .where("Meeting.deleted", "is", null)
    // OParl gives the local time with its offset: the day stands in front.
    .where("Meeting.start", "like", `${date}T%`)
    .execute();
  return meetings
    .filter(({ name, organization }) => [name, organization].some((one) => one && plain(one) === plain(body)))
    .map(({ id }) => id);
}

const plain = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();

export interface Row {
  readonly key: string;
  readonly number: string;
  readonly name: string;
}

/** The public items of a meeting with an approved sheet, or `every` one, whose rows can be told apart: a number said twice tells nothing. */
export async function rowsOf(db: Kysely<Tables>, town: string, meeting: string, every: boolean): Promise<Row[]> {
  const items = await db
    .selectFrom("AgendaItem as item")
    .leftJoin("Attachment", (join) =>
      join
        .onRef("Attachment.town", "=", "item.town")
        .onRef("Attachment.agendaItem", "=", "item.id")
        .on("Attachment.decision", "=", "approved"),
    )
    .select(["item.key", "item.number", "item.name", "item.public", "Attachment.id as attachment"])
    .where("item.town", "=", town)
    .where("item.meeting", "=", meeting)
    .where("item.deleted", "is", null)
    .execute();
  const alone = (number: string) => new Set(items.filter((item) => item.number === number).map(({ key }) => key)).size === 1;
  const rows = items.flatMap(({ key, number, name, public: open, attachment }) =>
    (every || attachment) && open !== 0 && number && name && alone(number) ? [{ key, number, name }] : [],
  );
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}
