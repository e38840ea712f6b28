import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import type { OutboundRequest, Reply } from "../../shared/http.ts";
import type { Entry } from "./entry.ts";
import { decodeJson } from "./json.ts";

export type Verdict = "there" | "gone" | "unknown";

/**
 * Whether one object is still public. Only 401, 404, 410 and a tombstone say `gone`; a login page, another object under the same address
 * or silence prove nothing.
 */
export function prober(send: (request: OutboundRequest) => Promise<Reply>, entry: (onBehalfOf: Principal) => Promise<Entry>) {
  return async (id: string, onBehalfOf: Principal): Promise<Verdict> => {
    try {
      const { canonical, fetchable } = (await entry(onBehalfOf)).addresses;
      const accept = (status: number) => status === 401 || status === 404 || status === 410;
      const headers = { accept: "application/json" };
      const reply = await send({ method: "GET", url: fetchable(id), headers, operation: "probe", onBehalfOf, accept });
      return accept(reply.status) ? "gone" : verdict(reply.bytes, canonical(id), canonical);
    } catch (error) {
      if (error instanceof UpstreamError) return "unknown";
      throw error;
    }
  };
}

function verdict(bytes: Uint8Array, id: string, canonical: (id: string) => string): Verdict {
  const decoded = decodeJson(bytes);
  const json = "value" in decoded ? decoded.value : null;
  if (typeof json !== "object" || json === null || !("id" in json) || typeof json.id !== "string" || canonical(json.id) !== id)
    return "unknown";
  return "deleted" in json && json.deleted === true ? "gone" : "there";
}
