import type { Kysely, SelectQueryBuilder } from "kysely";
import type { TownConfig } from "../config.ts";
import type { PageObject, PageRecogniser, Ris } from "../ports/ris.ts";
import type { Tables } from "../store/tables.ts";

export interface Address {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

const probes = 20;

/**
 * Which agenda item does this address in a RIS show? Its public key, or null unless exactly one item fits: first by the
 * `web` address that the RIS itself gave the item, then, for items without one, by the installation's id rule, which is
 * trusted only if it holds for twenty items whose address is known (design §7). When unsure, nothing is shown.
 */
export async function resolve(
  db: Kysely<Tables>,
  towns: readonly { town: TownConfig; ris: Ris }[],
  address: Address,
): Promise<string | null> {
  const here = towns.filter(({ town }) => hosts(town).has(address.host));
  if (here.length === 0) return null;
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
  const keys = spelled.length > 0 ? spelled.map(({ key }) => key) : await Promise.all(here.map((one) => resolveIn(db, one, address)));
  const distinct = keys.flat();
  return distinct.length === 1 ? (distinct[0] ?? null) : null;
}

const hosts = (town: TownConfig): Set<string> => new Set(town.embeddingOrigins.map((origin) => new URL(origin).host));

async function resolveIn(db: Kysely<Tables>, { town, ris }: { town: TownConfig; ris: Ris }, address: Address): Promise<string[]> {
  const { pages } = ris;
  const page = pages?.recognise(address);
  if (!pages || page?.type !== "AgendaItem") return [];
  const live = db.selectFrom("AgendaItem").select(["key", "id", "web"]).where("town", "=", town.key).where("deleted", "is", null);
  const named = await live.where("web", "like", `%${page.pageId}%`).execute();
  const byWeb = named.filter(({ web }) => web && samePage(pages.recognise(addressOf(web)), page) && samePlace(addressOf(web), address));
  return byWeb.length > 0 ? byWeb.map(({ key }) => key) : byIdRule(live, pages, page);
}

const spell = ({ host, path, query }: Address): string => `${host}${path}${query}`;

/** For items to which the RIS gives no address: the rule from id to page, if it holds wherever it can be tried. */
async function byIdRule(live: LiveItems, pages: PageRecogniser, page: PageObject): Promise<string[]> {
  const withWeb = await live.where("web", "is not", null).limit(probes).execute();
  const rule = withWeb.map(({ id, web }) => {
    const known = web ? pages.recognise(addressOf(web)) : null;
    return known?.type === "AgendaItem" && pages.sameObject(id, known);
  });
  if (rule.length < probes || rule.includes(false)) return [];
  const candidates = await live.where("web", "is", null).where("id", "like", `%${page.pageId}`).execute();
  return candidates.filter(({ id }) => pages.sameObject(id, page)).map(({ key }) => key);
}

type LiveItems = SelectQueryBuilder<Tables, "AgendaItem", { key: string; id: string; web: string | null }>;

const samePage = (one: PageObject | null, other: PageObject): boolean =>
  one !== null && one.system === other.system && one.type === other.type && one.pageId === other.pageId;

/** One host may serve several installations side by side, told apart by the folder of the page. */
const samePlace = (one: Address, other: Address): boolean => one.host === other.host && folder(one.path) === folder(other.path);

const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1).toLowerCase();

function addressOf(url: string): Address {
  const parsed = URL.parse(url);
  return { host: parsed?.host ?? "", path: parsed?.pathname ?? "", query: parsed?.search ?? "" };
}
