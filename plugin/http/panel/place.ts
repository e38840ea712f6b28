import type { Request } from "express";
import type { Address } from "../../agenda/resolve/place.ts";
import { addressOf } from "../../agenda/resolve/place.ts";
import type { Place } from "./sections.ts";

/** What the panel tells of the page it runs in. */
export function placeOf(request: Pick<Request, "query">): Place {
  const { host = "", path = "", query = "", date, body, level, portal } = request.query as Readonly<Record<string, string>>;
  const told = { ...(date ? { date } : {}), ...(body ? { body } : {}) };
  return { address: { host, path, query }, told, level: Number(level ?? 2), members: portal === "members" };
}

/** Parameters that carry a session or a right: they say nothing about the page. The same stand in panel/panel.js. */
const confidential = /^(jsessionid|phpsessid|aspsessionid\w*|sid|session(id)?|token|ticket|smcred|voselect)$/i;

/** The address of a page of the RIS as a browser or a reverse proxy names it, without what is nobody's business; null if it is none. */
export function pageAddress(url: string): Address | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  for (const name of [...parsed.searchParams.keys()]) if (confidential.test(name)) parsed.searchParams.delete(name);
  parsed.pathname = parsed.pathname.replace(/;[^/]*/g, "");
  return addressOf(parsed.href);
}
