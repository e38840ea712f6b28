import createClient, { type Client } from "openapi-fetch";
import { z } from "zod";
import type { paths } from "../../../../openapi/generated/eakte.ts";
import { type Principal, UpstreamError } from "../../../../plugin/ports/errors.ts";
import { type CallState, failure } from "../../../shared/http/failure.ts";
import type { Outbound } from "../../../shared/http.ts";
import { actingFor } from "../acting.ts";
import { system } from "../dms.ts";
import type { FabasoftSettings } from "../settings.ts";
import { type Transport, transport } from "./transport.ts";

/** What every operation takes in its header lines; a type, because openapi-fetch wants an open one. */
type Headers = { userlogin: string; "x-anwendung": string; joboe?: string; jobposition?: string };

/** How one call goes out: the last argument of every operation of the client. */
interface Calling {
  readonly header: Headers;
  readonly fetch: Transport;
}

interface Question<Schema extends z.ZodType> {
  readonly operation: string;
  /** Demands the field that proves success. */
  readonly schema: Schema;
  readonly safe?: boolean;
  readonly ofObject?: boolean;
  /** In place of the body that openapi-fetch would write. */
  readonly form?: { readonly contentType: string; readonly pieces: readonly Uint8Array[] };
  call(client: Client<paths>, calling: Calling): Promise<{ data?: unknown }>;
}

/** The façade, seen by one acting person. */
export interface Session {
  ask<Schema extends z.ZodType>(question: Question<Schema>): Promise<z.infer<Schema>>;
}

/** Nothing comes back, and nothing may: the status 204 is the proof. */
export const noContent = z.undefined();

/** The connection, shared by the sessions of all principals. */
export function connect(settings: FabasoftSettings, http: Outbound): (onBehalfOf: Principal) => Session {
  const authorization = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString("base64")}`;
  const client = createClient<paths>({ baseUrl: settings.url.replace(/\/+$/, ""), headers: { authorization } });
  return (onBehalfOf) => ({
    async ask({ operation, schema, safe = true, ofObject = false, form, call }) {
      const { userlogin, joboe, jobposition } = actingFor(settings, onBehalfOf, operation);
      const header = { userlogin, "x-anwendung": settings.businessApp, ...(joboe && { joboe }), ...(jobposition && { jobposition }) };
      const fetch = transport({ http, operation, safe, ofObject, onBehalfOf, ...(form && { form }) });
      const sent: CallState = { system, operation, safe, sent: true };
      const { data } = await call(client, { header, fetch }).catch((error: unknown) => {
        throw error instanceof UpstreamError ? error : failure(sent, "malformed-response", "transient");
      });
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      throw failure(sent, "ecm-incomplete-reply", "transient", parsed.error.issues[0]?.path.join("."));
    },
  });
}
