import type { RequestHandler } from "express";
import type { AppContext } from "./context.ts";

/** Lets the RIS pages of the configured towns load the panel and its section, and no other page. Never with credentials. */
export function embedding(context: Pick<AppContext, "config">): RequestHandler {
  const allowed = new Set(
    [...context.config.towns.values()].flatMap(({ embeddingOrigins }) => embeddingOrigins.map((url) => new URL(url).origin)),
  );
  return (request, response, next) => {
    const origin = request.get("origin");
    response.vary("Origin");
    if (origin && allowed.has(origin)) response.set("Access-Control-Allow-Origin", origin);
    next();
  };
}
