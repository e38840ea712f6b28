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

export const samePage = (one: PageObject | null, other: PageObject): boolean =>
  one !== null && one.pageId !== null && one.system === other.system && one.type === other.type && one.pageId === other.pageId;

/** One host may serve several installations side by side, told apart by the folder of the page. */
export const samePlace = (one: Address, other: Address, { system }: PageObject): boolean =>
  one.host === other.host && folder(one.path, system) === folder(other.path, system);

/**
 * RISI names the object in the path, with pages below it. One ALLRIS 4 answers under `/bi/` and `/public/` alike (facts: ris-vendors.md
 * §1, Aachen); under the same prefix they count as one place.
 */
function folder(path: string, system: string): string {
  const lower = path.toLowerCase().replace(/;[^/]*/g, "");
  if (system === "risi") return lower.slice(0, lower.lastIndexOf("/risi/") + 1);
  const above = lower.slice(0, lower.lastIndexOf("/") + 1);
  return system === "allris-4" ? above.replace(/\/(bi|public)\/$/, "/") : above;
}
