import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import type { MinutesReader } from "../../../plugin/ports/ris.ts";
import type { OutboundRequest, Reply } from "../../shared/http.ts";
import type { Entry } from "./entry.ts";

/**
 * Fetches the bytes of a File: `downloadUrl` first, as the specification means it for machines; `accessUrl` where that does not answer
 * (facts: oparl.md §3, Magdeburg). Both must lie on an allowed host.
 */
export function minutesReader(
  send: (request: OutboundRequest) => Promise<Reply>,
  entry: (onBehalfOf: Principal) => Promise<Entry>,
): MinutesReader {
  async function load(url: string, onBehalfOf: Principal) {
    const { addresses } = await entry(onBehalfOf);
    const reply = await send({ method: "GET", url: addresses.fetchable(addresses.canonical(url)), operation: "file", onBehalfOf });
    return { mediaType: (reply.headers["content-type"] ?? "application/octet-stream").replace(/\s*;.*$/s, ""), bytes: reply.bytes };
  }

  return {
    async fetch({ accessUrl, downloadUrl }, onBehalfOf) {
      if (!downloadUrl || downloadUrl === accessUrl) return load(accessUrl, onBehalfOf);
      try {
        return await load(downloadUrl, onBehalfOf);
      } catch (error) {
        if (error instanceof UpstreamError && error.kind === "permanent" && error.code !== "too-large") return load(accessUrl, onBehalfOf);
        throw error;
      }
    },
  };
}
