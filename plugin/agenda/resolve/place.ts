import type { PageObject } from "../../ports/ris.ts";

/** An address in a RIS as the panel sends it: path and query as the browser spells them. */
export interface Address {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

export function addressOf(url: string): Address {
  const parsed = URL.parse(url);
  return { host: parsed?.host ?? "", path: parsed?.pathname ?? "", query: parsed?.search ?? "" };
}

/** ALLRIS keeps its numbers from version 3 to 4. */
export const samePage = (one: PageObject | null, other: PageObject): boolean =>
  one !== null && one.pageId !== null && vendor(one) === vendor(other) && one.type === other.type && one.pageId === other.pageId;

const vendor = ({ system }: PageObject): string => system.replace(/-\d+$/, "");

/**
 * Whether two pages are of one installation, because numbers mean nothing beyond it: one host and folder, told apart because a host may
 * serve several side by side; or both in `portals`, folders of one installation by the word of the configuration.
 */
export const samePlace = (one: Address, other: Address, { system }: PageObject, portals: readonly string[]): boolean =>
  (one.host === other.host && folder(one.path, system) === folder(other.path, system)) ||
  [one, other].every((address) => portals.some((portal) => isIn(address, addressOf(portal), system)));

const isIn = (address: Address, portal: Address, system: string): boolean =>
  address.host === portal.host && above(address.path, system) === portal.path.toLowerCase();

/**
 * RISI names the object in the path, with pages below it. One ALLRIS 4 answers under `/bi/` and `/public/` alike (facts: ris-vendors.md
 * §1, Aachen); under the same prefix they count as one place.
 */
function folder(path: string, system: string): string {
  return system === "allris-4" ? above(path, system).replace(/\/(bi|public)\/$/, "/") : above(path, system);
}

function above(path: string, system: string): string {
  const lower = path.toLowerCase().replace(/;[^/]*/g, "");
  return lower.slice(0, system === "risi" ? lower.lastIndexOf("/risi/") + 1 : lower.lastIndexOf("/") + 1);
}
