import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import type { PageObject, PageRecogniser, Ris } from "../ports/ris.ts";
import type { Tables } from "../store/tables.ts";
import { idRuleHolds } from "./resolve/id-rule.ts";
import { type Address, addressOf, samePage, samePlace } from "./resolve/place.ts";
import { meetingsAt, type Row, rowsOf, type Told } from "./resolve/rows.ts";

/** What an address shows. `row`: how the item is told apart on the page of its meeting; null on a page of its own. */
export interface Shown {
  readonly key: string;
  readonly row: Omit<Row, "key"> | null;
}

type Here = { readonly town: TownConfig; readonly ris: Ris };

/**
 * Which agenda items does this address in a RIS show? The one item of a page of its own: by the `web` address that the RIS itself gave
 * it, then, for items without one, by the installation's id rule. Where a vendor has no such pages, those items of the meeting's page
 * that have an approved sheet, or with `every` all whose rows can be told apart. When unsure, nothing (design §7).
 */
export async function resolve(
  db: Kysely<Tables>,
  towns: readonly Here[],
  address: Address,
  told: Told & { readonly every?: boolean } = {},
): Promise<Shown[]> {
  const here = towns.filter(({ town }) => hosts(town).has(address.host));
  if (here.length === 0) return [];
  const [key, ...others] = await itemsAt(db, here, address);
  if (key !== undefined) return others.length === 0 ? [{ key, row: null }] : [];
  const meetings = (await Promise.all(here.map((one) => listedAt(db, one, address, told)))).flat();
  const [meeting] = meetings;
  if (meetings.length !== 1 || !meeting) return [];
  const rows = await rowsOf(db, meeting.town, meeting.id, told.every === true);
  return rows.map(({ key: item, number, name }) => ({ key: item, row: { number, name } }));
}

const hosts = (town: TownConfig): Set<string> => new Set(town.embeddingOrigins.map((origin) => new URL(origin).host));

async function itemsAt(db: Kysely<Tables>, here: readonly Here[], address: Address): Promise<string[]> {
  // Mostly a visitor comes by the very address that the RIS gave out, and that has an index.
  const spelled = await db
    .selectFrom("AgendaItem")
    .select("key")
    .where(
      "town",
      "in",
      here.map(({ town }) => town.key),
    )
    .where("web", "in", [`https://${spell(address)}`, `http://${spell(address)}`])
    .where("deleted", "is", null)
    .execute();
  if (spelled.length > 0) return spelled.map(({ key }) => key);
  return (await Promise.all(here.map((one) => resolveIn(db, one, address)))).flat();
}

async function resolveIn(db: Kysely<Tables>, { town, ris: { pages } }: Here, address: Address): Promise<string[]> {
  const page = pages?.recognise(address);
  if (!pages || page?.type !== "AgendaItem" || page.pageId === null) return [];
  const live = db.selectFrom("AgendaItem").select(["key", "id", "web"]).where("town", "=", town.key).where("deleted", "is", null);
  const named = await live.where("web", "like", `%${page.pageId}%`).execute();
  const byWeb = named.filter(({ web }) => web && isPage(pages, page, web, address, town.portals));
  if (byWeb.length > 0) return byWeb.map(({ key }) => key);
  // For items to which the RIS gives no address: the rule from id to page.
  const { pageId } = page;
  if (!(await idRuleHolds(live, pages, "AgendaItem"))) return [];
  const candidates = await live.where("web", "is", null).where("id", "like", `%${pageId}`).execute();
  return candidates.filter(({ id }) => pages.sameObject(id, pageId)).map(({ key }) => key);
}

const isPage = (pages: PageRecogniser, page: PageObject, web: string, address: Address, portals: readonly string[]): boolean =>
  samePage(pages.recognise(addressOf(web)), page) && samePlace(addressOf(web), address, page, portals);

/** The meetings whose agenda is listed at the address, if this vendor's items are rows. */
async function listedAt(
  db: Kysely<Tables>,
  { town, ris: { pages } }: Here,
  address: Address,
  told: Told,
): Promise<{ town: string; id: string }[]> {
  const page = pages?.recognise(address);
  if (!pages || page?.type !== "Meeting" || !page.rows) return [];
  const ids = await meetingsAt(db, town, pages, { page, address, told });
  return ids.map((id) => ({ town: town.key, id }));
}

const spell = ({ host, path, query }: Address): string => `${host}${path}${query}`;
