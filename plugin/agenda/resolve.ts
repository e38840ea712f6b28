import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import type { PageObject, Ris } from "../ports/ris.ts";
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
  const found = await Promise.all(
    towns.filter(({ town }) => hosts(town).has(address.host)).map(({ town, ris }) => resolveIn(db, town, ris, address)),
  );
  const keys = found.flat();
  return keys.length === 1 ? (keys[0] ?? null) : null;
}

const hosts = (town: TownConfig): Set<string> => new Set(town.embeddingOrigins.map((origin) => new URL(origin).host));

async function resolveIn(db: Kysely<Tables>, town: TownConfig, ris: Ris, address: Address): Promise<string[]> {
  const { pages } = ris;
  const page = pages?.recognise(address);
  if (!pages || page?.type !== "AgendaItem") return [];
  const live = db.selectFrom("AgendaItem").select(["key", "id", "web"]).where("town", "=", town.key).where("deleted", "is", null);
  const named = await live.where("web", "like", `%${page.pageId}%`).execute();
  const byWeb = named.filter(({ web }) => web && samePage(pages.recognise(addressOf(web)), page) && samePlace(addressOf(web), address));
  if (byWeb.length > 0) return byWeb.map(({ key }) => key);
  const withWeb = await live.where("web", "is not", null).limit(probes).execute();
  const rule = withWeb.map(({ id, web }) => {
    const known = web ? pages.recognise(addressOf(web)) : null;
    return known?.type === "AgendaItem" && pages.sameObject(id, known);
  });
  if (rule.length < probes || rule.includes(false)) return [];
  const candidates = await live.where("web", "is", null).where("id", "like", `%${page.pageId}`).execute();
  return candidates.filter(({ id }) => pages.sameObject(id, page)).map(({ key }) => key);
}

const samePage = (one: PageObject | null, other: PageObject): boolean =>
  one !== null && one.system === other.system && one.type === other.type && one.pageId === other.pageId;

/** One host may serve several installations side by side, told apart by the folder of the page. */
const samePlace = (one: Address, other: Address): boolean => one.host === other.host && folder(one.path) === folder(other.path);

const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1).toLowerCase();

function addressOf(url: string): Address {
  const parsed = URL.parse(url);
  return { host: parsed?.host ?? "", path: parsed?.pathname ?? "", query: parsed?.search ?? "" };
}
