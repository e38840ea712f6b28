import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import type { OutboundRequest, Reply } from "../../shared/http.ts";
import { decodeJson } from "./json.ts";

/** The descriptor's id, named in every failure. */
export const system = "ris/oparl";

/** What came of asking for one address. Never thrown: most of it is a finding, not a stop. */
export type Answer =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly reason: string; readonly text: string }
  | { readonly kind: "failed"; readonly failure: UpstreamError };

/** Asks for JSON at an address that can be fetched. */
export type Ask = (url: string, operation: string) => Promise<Answer>;

export function asking(
  send: (request: OutboundRequest) => Promise<Reply>,
  options: { readonly onBehalfOf: Principal; readonly signal?: AbortSignal },
): Ask {
  return async (url, operation) => {
    try {
      const headers = { accept: "application/json" };
      const reply = await send({ method: "GET", url, headers, operation, ...options });
      const decoded = decodeJson(reply.bytes);
      if ("value" in decoded) return { kind: "value", value: decoded.value };
      return { kind: "unreadable", reason: decoded.unreadable, text: decoded.text };
    } catch (error) {
      if (error instanceof UpstreamError) return { kind: "failed", failure: error };
      throw error;
    }
  };
}

/** 401 and 403 say "not for you", 404, 405 and 410 "not here": asking again does not help, and nothing is lost by going on. */
export function isNotOffered(failure: UpstreamError): boolean {
  return ["status-401", "status-403", "status-404", "status-410"].includes(failure.code) || failure.detail === "HTTP 405";
}
