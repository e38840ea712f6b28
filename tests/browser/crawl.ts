import request from "supertest";
import type { Role } from "../../plugin/ports/identity.ts";
import { describedOperations } from "../description.ts";

/** A page that somebody can reach by following links, and what tells it from others of its kind. */
export interface Visit {
  readonly operationId: string;
  readonly address: string;
  readonly role: Role | null;
}

const perOperation = 2;
const operations = describedOperations()
  .filter(({ method }) => method === "get")
  .map(({ operationId, path }) => ({ operationId, pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`) }));

const operationOf = (address: string): string | undefined =>
  operations.find(({ pattern }) => pattern.test(address.split(/[?#]/)[0] ?? ""))?.operationId;

const unescaped = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=").replaceAll("&quot;", '"').replaceAll("&#x27;", "'");

/** Where links and forms that only ask lead, on this host. */
function ways(html: string): string[] {
  const links = [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = ""]) => unescaped(href));
  const forms = [...html.matchAll(/<form[^>]*method="get"[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].flatMap(
    ([, action = "", inner = ""]) => {
      const buttons = [...inner.matchAll(/<button[^>]*name="([^"]+)" value="([^"]+)"/g)];
      return buttons.length > 0
        ? buttons.map(([, name = "", value = ""]) => `${action}?${new URLSearchParams({ [name]: unescaped(value) })}`)
        : [action];
    },
  );
  return [...links, ...forms];
}

/** What may be done on a page and what it says in colour: pages that differ in it are different states. */
function signature(html: string): string {
  const found = (pattern: RegExp) =>
    [...new Set([...html.matchAll(pattern)].map(([, one = ""]) => one.replace(/[0-9a-z]{16}/g, "*")))].sort().join(" ");
  return [found(/action="([^"]+)"/g), found(/(kern-(?:alert|badge)--\w+)/g), /<table/.test(html), /<tbody/.test(html)].join("|");
}

/** Walks from the given addresses as that person. @returns one visit per operation and state, at most a few of each operation */
export async function crawl(
  url: string,
  role: Role | null,
  cookie: string,
  from: readonly string[],
): Promise<(Visit & { signature: string })[]> {
  const queue = [...from];
  const seen = new Set(queue);
  const visits = new Map<string, Visit & { signature: string }>();
  const tried = new Map<string, number>();
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const operationId = operationOf(address);
    if (!operationId) continue;
    const times = tried.get(operationId) ?? 0;
    if (times > 12) continue;
    tried.set(operationId, times + 1);
    const { text = "", type, status } = await request(url).get(address).set("cookie", cookie).set("accept", "text/html").redirects(1);
    if (type !== "text/html" || status >= 500) continue;
    const known = `${operationId}|${signature(text)}`;
    if (!visits.has(known)) visits.set(known, { operationId, address, role, signature: known });
    for (const next of ways(text)) if (!seen.has(next)) queue.push(...[next].filter(() => seen.add(next)));
  }
  return [...visits.values()];
}

/** Of all that was reached, each state once, and of each operation a few. */
export function fewOfEach(all: readonly (Visit & { signature: string })[]): Visit[] {
  const once = [...new Map(all.map((one) => [one.signature, one])).values()];
  return [...Map.groupBy(once, ({ operationId }) => operationId).values()].flatMap((group) => group.slice(0, perOperation));
}
