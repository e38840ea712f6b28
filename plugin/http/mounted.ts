import type { Request, RequestHandler } from "express";

/** A link of ours in our own markup: third-party text never holds a quotation mark that is not escaped. */
const link = /(\s(?:href|src|action|formaction)=")(\/(?!\/)[^"]*)/g;

/**
 * Serves everything below the path of `baseUrl` (`https://ris.example/kim`), so that it can stand beside a RIS on its host: addresses
 * that come with the path lose it, whether or not the proxy took it away, and links and redirects that leave get it. Sections for pages
 * of the RIS stay as they are, because their links are not relative to us. At the root of a host this does nothing.
 */
export function mounted(baseUrl: string): RequestHandler {
  const base = new URL(baseUrl).pathname.replace(/\/+$/, "");
  if (base === "") return (_request, _response, next) => next();
  const within = (path: string): boolean => path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`);
  const outside = (path: string): string => (/^\/(?!\/)/.test(path) && !within(path) ? `${base}${path}` : path);
  return (request, response, next) => {
    if (within(request.url)) request.url = inside(request.url, base);
    request.originalUrl = request.url;
    cutReferer(request, base, within);
    const location = response.location.bind(response);
    response.location = (url) => location(outside(url));
    if (!request.url.startsWith("/panel/")) {
      const send = response.send.bind(response);
      const html = () => /^text\/html\b/.test(String(response.get("Content-Type")));
      const whole = (text: string) => text.replace(link, (_found, name: string, path: string) => `${name}${outside(path)}`);
      response.send = (body) => send(typeof body === "string" && html() ? whole(body) : body);
    }
    next();
  };
}

function inside(url: string, base: string): string {
  const rest = url.slice(base.length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** The page of ours that a form was sent from. A page of the RIS beside us is left as it is. */
function cutReferer(request: Request, base: string, within: (path: string) => boolean): void {
  const from = URL.parse(request.headers.referer ?? "");
  if (from && within(from.pathname)) request.headers.referer = `${from.origin}${inside(`${from.pathname}${from.search}`, base)}`;
}

/** HEAD is answered like GET, without the body that Node leaves out by itself: the description names only GET. */
export const headAsGet: RequestHandler = (request, _response, next) => {
  if (request.method === "HEAD") request.method = "GET";
  next();
};
