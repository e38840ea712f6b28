import { z } from "zod";
import { type Principal, UpstreamError } from "../../../../plugin/ports/errors.ts";
import { type CallState, failure, statusFailure } from "../../../shared/http/failure.ts";
import type { Outbound, OutboundRequest, Reply } from "../../../shared/http.ts";
import { system } from "../dms.ts";
import { statusError } from "../status.ts";

export type Transport = (request: Request) => Promise<Response>;

interface TransportOptions {
  readonly http: Outbound;
  readonly operation: string;
  readonly safe: boolean;
  readonly ofObject: boolean;
  readonly onBehalfOf: Principal;
  readonly form?: { readonly contentType: string; readonly pieces: readonly Uint8Array[] };
}

/** The body of a 400 (facts: ecm.md §2); the description declares it for some operations, the façade sends it for all. The text is not kept. */
const refusalSchema = z.object({ fehlerQuelle: z.enum(["DMS", "INTERN"]), status: z.number().int() });

/** What openapi-fetch calls instead of the platform's fetch: our own way out, which throws an UpstreamError for all that is no success. */
export function transport({ http, operation, safe, ofObject, onBehalfOf, form }: TransportOptions): Transport {
  return async (request) => {
    const body = form?.pieces ?? (request.body ? new Uint8Array(await request.arrayBuffer()) : undefined);
    const headers = { ...Object.fromEntries(request.headers), accept: "application/json" };
    const reply = await http.send({
      ...{ method: request.method as OutboundRequest["method"], url: request.url, operation, safe, onBehalfOf },
      ...(body && { body }),
      headers: form ? { ...headers, "content-type": form.contentType } : headers,
      accept: (status) => status === 400,
    });
    const call: CallState = { system, operation, safe, sent: true };
    if (reply.status === 400) throw refusal(reply, call, ofObject);
    if (reply.status === 204) return new Response(null, { status: 204 });
    if (reply.bytes.length === 0) throw failure(call, "soap-empty", "transient");
    const [type = ""] = (reply.headers["content-type"] ?? "").toLowerCase().split(";");
    if (type === "text/html") throw failure(call, "soap-html", "transient");
    return new Response(new Uint8Array(reply.bytes.buffer as ArrayBuffer, reply.bytes.byteOffset, reply.bytes.byteLength), {
      headers: { "content-type": "application/json" },
    });
  };
}

function refusal(reply: Reply, call: CallState, ofObject: boolean): UpstreamError {
  const parsed = refusalSchema.safeParse(jsonOf(reply));
  if (!parsed.success) return statusFailure(400, call);
  const { fehlerQuelle, status } = parsed.data;
  const { operation, safe } = call;
  if (fehlerQuelle === "DMS") return statusError(status, { operation, safe, ofObject });
  // The façade's own numbers: it could not ask the DMS, or lost its answer.
  return new UpstreamError({
    system,
    operation,
    kind: safe ? "transient" : "ambiguous",
    code: "fabasoft-facade",
    detail: `status ${status}`,
  });
}

function jsonOf({ bytes }: Reply): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
