import type { RequestHandler } from "express";
import type { Config } from "../config.ts";
import type { AppContext } from "./context.ts";

/** The origins of the RIS pages of all towns. */
export const risOrigins = ({ towns }: Pick<Config, "towns">): ReadonlySet<string> =>
  new Set([...towns.values()].flatMap(({ embeddingOrigins }) => embeddingOrigins.map((url) => new URL(url).origin)));

/**
 * Lets the RIS pages of the configured towns load the panel and its section, and no other page. With credentials, but a browser
 * sends our cookie only from the same site (SameSite=Lax), and what is done with it `routes/panel.ts` decides.
 */
export function embedding(context: Pick<AppContext, "config">): RequestHandler {
  const allowed = risOrigins(context.config);
  return (request, response, next) => {
    const origin = request.get("origin");
    response.vary("Origin");
    if (origin && allowed.has(origin)) response.set({ "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" });
    next();
  };
}
