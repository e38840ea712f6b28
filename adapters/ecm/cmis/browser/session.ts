import { z } from "zod";
import type { AdapterContext } from "../../../../plugin/ports/adapter.ts";
import type { Principal } from "../../../../plugin/ports/errors.ts";
import { type CallState, failure } from "../../../shared/http/failure.ts";
import { type Outbound, type OutboundRequest, outbound, type Reply } from "../../../shared/http.ts";
import { type FormFile, writeForm } from "../../../shared/multipart/form.ts";
import { system } from "../repository.ts";
import type { CmisSettings } from "../settings.ts";
import { type Addresses, addresses } from "./addresses.ts";
import { readJson, refuseFailed } from "./reply.ts";

/** Where a request goes, and what the failure calls it. */
interface Target {
  /** Its name in the specification (§2.2), as in the other binding. */
  readonly operation: string;
  readonly at: keyof Addresses;
  /** Path of the object below the root folder. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
}

interface Change extends Target {
  readonly fields: Iterable<readonly [string, string]>;
  readonly file?: FormFile;
  /** False only where a repetition would make a second document. */
  readonly safe?: boolean;
}

/** The repository, seen by one principal. */
export interface Session {
  ask<Schema extends z.ZodType>(target: Target, schema: Schema): Promise<z.infer<Schema>>;
  change<Schema extends z.ZodType>(change: Change, schema: Schema): Promise<z.infer<Schema>>;
  /** A change whose answer has no content. */
  discard(change: Change): Promise<void>;
  /** The reply as it is, its status unjudged beyond redirects, 429 and 503. */
  fetch(target: Target): Promise<Reply>;
}

const infoSchema = z.object({ repositoryUrl: z.url(), rootFolderUrl: z.url() });

/** The connection, shared by the sessions of all principals. The addresses are asked for once. */
export function connect(settings: CmisSettings, context: AdapterContext): (onBehalfOf: Principal) => Session {
  const { allowedHosts, requestsPerSecond, maxBytes, tls } = settings;
  const http = outbound({
    ...{ system, allowedHosts, requestsPerSecond, maxBytes, tls, log: context.log },
    deadlineMs: settings.deadlineSeconds * 1000,
  });
  let discovering: Promise<Addresses> | undefined;
  const discover = (onBehalfOf: Principal) => {
    discovering ??= discovered(http, settings, onBehalfOf);
    return discovering.catch((error: unknown) => {
      discovering = undefined;
      throw error;
    });
  };
  return (onBehalfOf) => sessionOf(http, settings, onBehalfOf, () => discover(onBehalfOf));
}

async function discovered(http: Outbound, settings: CmisSettings, onBehalfOf: Principal): Promise<Addresses> {
  const call: CallState = { system, operation: "getRepositoryInfo", safe: true, sent: true };
  const request = { method: "GET", url: settings.url, operation: call.operation, onBehalfOf } as const;
  const repositories = checked(z.record(z.string(), z.unknown()), readJson(await http.send(prepared(settings, request)), call), call);
  if (!Object.hasOwn(repositories, settings.repository)) throw failure(call, "ecm-not-found", "permanent", "repository");
  return addresses(settings, checked(infoSchema, repositories[settings.repository], call));
}

function sessionOf(http: Outbound, settings: CmisSettings, onBehalfOf: Principal, discover: () => Promise<Addresses>): Session {
  const send = async (target: Target, rest: Pick<OutboundRequest, "method" | "body" | "headers" | "safe">): Promise<Reply> => {
    const url = new URL((await discover())[target.at]);
    if (target.path) url.pathname = url.pathname.replace(/\/+$/, "") + target.path.split("/").map(encodeURIComponent).join("/");
    for (const [name, value] of Object.entries(target.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
    return http.send(prepared(settings, { ...rest, url: url.href, operation: target.operation, onBehalfOf }));
  };
  const post = (change: Change): Promise<Reply> => {
    const { contentType, pieces } = writeForm(change.fields, change.file);
    return send(change, { method: "POST", body: pieces, headers: { "content-type": contentType }, safe: change.safe ?? true });
  };
  const call = (target: Target, safe: boolean): CallState => ({ system, operation: target.operation, safe, sent: true });
  return {
    fetch: (target) => send(target, { method: "GET" }),
    async ask(target, schema) {
      const reply = await send(target, { method: "GET" });
      return checked(schema, readJson(reply, call(target, true)), call(target, true));
    },
    async change(change, schema) {
      const state = call(change, change.safe ?? true);
      return checked(schema, readJson(await post(change), state), state);
    },
    async discard(change) {
      refuseFailed(await post(change), call(change, true));
    },
  };
}

/** With login; errors come back to be read, except those that say that nothing was accepted. */
function prepared({ login }: CmisSettings, request: OutboundRequest): OutboundRequest {
  const basic = () => Buffer.from(`${login.user}:${login.password}`).toString("base64");
  const authorization = login.token === undefined ? `Basic ${basic()}` : `Bearer ${login.token}`;
  return {
    ...request,
    headers: { ...request.headers, authorization, "accept-encoding": "identity" },
    accept: (status) => status >= 400 && status !== 429 && status !== 503,
  };
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, call: CallState): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw failure(call, "ecm-incomplete-reply", "transient", parsed.error.issues[0]?.path.join("."));
}
