import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { type Principal, UpstreamError } from "../../plugin/ports/errors.ts";
import type { Log } from "../../plugin/ports/log.ts";
import { decode } from "./http/decode.ts";
import { abortFailure, exchange, type RawReply } from "./http/exchange.ts";
import { type CallState, failure, statusFailure, transportFailure } from "./http/failure.ts";
import { allowList, isLoopback } from "./http/hosts.ts";
import { throttle } from "./http/throttle.ts";

export interface OutboundOptions {
  /** Which foreign system, as `port/adapter`; named in every failure. */
  readonly system: string;
  /** `host` (default ports) or `host:port`; anything else is refused with code `host-not-allowed`. */
  readonly allowedHosts: readonly string[];
  /** For one whole call, connecting and reading included; waiting for the throttle is not. */
  readonly deadlineMs: number;
  /** Of a reply, before and after decompression. */
  readonly maxBytes: number;
  /** Per host; default 1. Loopback is never throttled. */
  readonly requestsPerSecond?: number;
  /** Client certificate and own authorities, as `tls.connect` takes them. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string };
  readonly log: Log;
}

export interface OutboundRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In pieces if it is large: none of them is copied. */
  readonly body?: Uint8Array | string | readonly Uint8Array[];
  readonly onBehalfOf: Principal;
  /** Named in failures and in the log: `createDocument`. */
  readonly operation: string;
  readonly signal?: AbortSignal;
  /** Default: GET and HEAD. Set it for a POST that only reads (SOAP queries): what is lost may then be asked again. */
  readonly safe?: boolean;
  /** Statuses outside 2xx to be returned instead of thrown. SOAP faults: `(status) => status === 500`. */
  readonly accept?: (status: number) => boolean;
}

export interface Reply {
  readonly status: number;
  /** By lower-case name; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly bytes: Buffer;
}

export interface Outbound extends AsyncDisposable {
  /**
   * One call. Throws an UpstreamError: `host-not-allowed`, `invalid-request`, `refused`, `host-unknown`, `tls`, `timeout`, `reset`, `aborted`,
   * `too-large`, `malformed-response`, `redirect`, `status-NNN`. Its kind is `ambiguous` when an unsafe request had left and no usable answer came.
   */
  send(request: OutboundRequest): Promise<Reply>;
  /** Calls that were allowed to go out so far. */
  readonly requests: number;
}

/** The one way out of the house (design rule 8): deadline, size cap, no redirects, allowed hosts, and a word on whose behalf. */
export function outbound(options: OutboundOptions): Outbound {
  const isAllowed = allowList(options.allowedHosts);
  const turn = throttle(options.requestsPerSecond ?? 1);
  const agents = dispatchers(options);
  let requests = 0;

  async function send(request: OutboundRequest): Promise<Reply> {
    const safe = request.safe ?? (request.method === "GET" || request.method === "HEAD");
    const call: CallState = { system: options.system, operation: request.operation, safe, sent: false };
    const url = permitted(request.url, isAllowed, call);
    if (request.signal?.aborted) throw abortFailure(request.signal, call);
    await turn(url, request.signal).catch((error) => Promise.reject(request.signal ? abortFailure(request.signal, call) : error));
    requests += 1;
    const deadline = AbortSignal.timeout(options.deadlineMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const started = performance.now();
    try {
      const raw = await exchange(isLoopback(url) ? agents.direct : agents.outside, dispatchOptions(url, request), call, {
        maxBytes: options.maxBytes,
        signal,
      });
      return await finish(raw, request, call, options.maxBytes);
    } catch (error) {
      const failed = transportFailure(error, call);
      const { operation, code, kind } = failed;
      options.log.debug(
        { system: options.system, host: url.host, operation, code, kind, ms: Math.round(performance.now() - started) },
        "outbound call failed",
      );
      throw failed;
    }
  }

  return {
    send,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([agents.direct.destroy(), agents.outside.destroy()]);
    },
  };
}

/** HTTP/1.1 only: one meaning of "sent". Our own deadline rules, so undici's are off. */
function dispatchers(options: OutboundOptions): { direct: Dispatcher; outside: Dispatcher } {
  const connect = { timeout: Math.min(options.deadlineMs, 30_000), ...options.tls };
  const settings = { connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connections: 4 };
  return {
    direct: new Agent(settings),
    outside: new EnvHttpProxyAgent({ ...settings, ...(options.tls && { requestTls: { ...options.tls } }) }),
  };
}

function permitted(address: string, isAllowed: (url: URL) => boolean, call: CallState): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw failure(call, "invalid-request", "permanent", "address");
  if (!isAllowed(url)) throw failure(call, "host-not-allowed", "permanent", url.host);
  return url;
}

function dispatchOptions(url: URL, request: OutboundRequest): Dispatcher.DispatchOptions {
  const pieces = Array.isArray(request.body) ? (request.body as readonly Uint8Array[]) : undefined;
  const headers = {
    ...(pieces && { "content-length": String(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)) }),
    "user-agent": "KIM-im-Rat",
    "accept-encoding": "gzip",
    "on-behalf-of": principal(request.onBehalfOf),
    ...Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
  };
  // undici takes any iterable as a body, which its types do not say.
  const body = (request.body ?? null) as Uint8Array | string | null;
  return { origin: url.origin, path: url.pathname + url.search, method: request.method, headers, body };
}

/** Header-safe, and no more than who: `person:…` or `service:…`. */
function principal(onBehalfOf: Principal): string {
  return onBehalfOf.as === "person" ? `person:${encodeURIComponent(onBehalfOf.id)}` : `service:${encodeURIComponent(onBehalfOf.reason)}`;
}

async function finish(raw: RawReply, request: OutboundRequest, call: CallState, maxBytes: number): Promise<Reply> {
  const { status, headers } = raw;
  if ((status < 200 || status > 299) && !request.accept?.(status)) throw statusFailure(status, call);
  if (status > 299 && status < 400) throw statusFailure(status, call);
  const encoding = headers["content-encoding"];
  const bytes = encoding ? await unpack(raw.body, encoding, maxBytes, call) : raw.body;
  return { status, headers, bytes };
}

function unpack(body: Buffer, encoding: string, maxBytes: number, call: CallState): Promise<Buffer> {
  return decode(body, encoding, maxBytes).catch((error: NodeJS.ErrnoException) => {
    const code = error.code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "malformed-response";
    throw error instanceof UpstreamError ? error : failure(call, code, "permanent");
  });
}
