import { createClientAsync, type IHttpClient } from "soap";
import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import { type CallState, failure } from "../http/failure.ts";
import type { Outbound } from "../http.ts";
import { type Part, writeRelated } from "../multipart.ts";
import { writeInline } from "./inline.ts";
import { type ReplyRules, readReply, type SoapMessage } from "./reply.ts";
import { soapValue } from "./values.ts";

interface SoapCall {
  readonly operation: string;
  /** Parameters by name, in any order. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly Part[];
  /** It changes nothing, or doing it twice is the same as once: what is lost may be asked again. */
  readonly safe: boolean;
  readonly onBehalfOf: Principal;
}

interface SoapAnswer {
  /** The element in the body as npm soap reads it; to be checked with a schema. */
  readonly value: unknown;
  part(address: string): Part | undefined;
}

export interface SoapService {
  /** One call of one operation. Throws an UpstreamError and nothing else. */
  call(request: SoapCall): Promise<SoapAnswer>;
}

export interface SoapServiceOptions extends ReplyRules {
  readonly system: string;
  /** Path of the WSDL, beside which lies what it imports, or what fetches the text of one that imports nothing. */
  readonly wsdl: string | (() => Promise<string>);
  readonly service: string;
  readonly port: string;
  readonly endpoint: string;
  readonly http: Outbound;
  /** WS-Security, for services that want it. */
  readonly security?: { toXML(): string };
  /** Of every request, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How attachments travel: beside the envelope (MTOM, every request is then multipart), or in it as base64. */
  readonly attachments?: "mtom" | "inline";
}

type Method = (parameters: unknown, done: (error: unknown, value: unknown) => void, options: { exchange: Exchange }) => void;
/** Sends one envelope and brings back the other. */
type Exchange = (url: string, envelope: string, action: string) => Promise<SoapMessage>;
type Port = Readonly<Record<string, Method>>;
type Described = Readonly<Record<string, { readonly input: Readonly<Record<string, unknown>> }>>;

/**
 * One service of a WSDL through npm soap, which writes envelopes from the WSDL and reads them; HTTP and MTOM are ours, because its own
 * reader of MTOM blocks and can end the process (facts: ecm.md §3, limits 1–4, 7, 8). One client per service: a client is shared state.
 */
export function soapService(options: SoapServiceOptions): SoapService {
  let opening: Promise<{ port: Port; described: Described }> | undefined;

  return {
    async call(request) {
      const call: CallState = { system: options.system, operation: request.operation, safe: request.safe, sent: false };
      opening ??= open(options);
      const { port, described } = await opening.catch((error: unknown) => {
        opening = undefined;
        throw error instanceof UpstreamError ? error : failure(call, "soap-wsdl", "permanent");
      });
      const method = port[request.operation];
      const order = Object.keys(described[request.operation]?.input ?? {});
      if (!method) throw failure(call, "soap-wsdl", "permanent", request.operation);
      const parameters = ordered(request.parameters, order, call);
      let message: SoapMessage | undefined;
      const exchange: Exchange = async (url, envelope, action) => {
        message = await send(options, request, call, { url, envelope, action });
        return message;
      };
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      method(soapValue(parameters), (error, value) => (error ? reject(error) : resolve(value)), { exchange });
      const value = await promise.catch((error: unknown) => {
        throw error instanceof UpstreamError ? error : failure(call, "malformed-response", "transient");
      });
      return { value, part: (address) => message?.part(address) };
    },
  };
}

async function open(options: SoapServiceOptions): Promise<{ port: Port; described: Described }> {
  const wsdl = typeof options.wsdl === "string" ? options.wsdl : declared(await options.wsdl());
  const client = await createClientAsync(wsdl, { httpClient: transport, endpoint: options.endpoint, disableCache: true });
  if (options.security) client.setSecurity(options.security);
  const port = (client as unknown as Record<string, Record<string, Port>>)[options.service]?.[options.port];
  const described = (client.describe() as Record<string, Record<string, Described>>)[options.service]?.[options.port];
  if (!port || !described) throw new Error(`the WSDL has no ${options.service}.${options.port}`);
  return { port, described };
}

/** npm soap takes what begins with an XML declaration for the WSDL itself and anything else for a path. */
function declared(wsdl: string): string {
  const text = wsdl.replace(/^[\s\uFEFF]+/, "");
  return text.startsWith("<?xml") ? text : `<?xml version="1.0"?>${text}`;
}

/** What npm soap calls instead of its own client. A WSDL that imports from the network is refused: it would be read without an `exchange`. */
const transport: IHttpClient = {
  request(url, envelope, done, headers = {}, options) {
    const exchange = (options as { exchange?: Exchange } | undefined)?.exchange;
    const sending = exchange ? exchange(url, envelope, String(headers.SOAPAction ?? '""')) : Promise.reject(new Error("network"));
    return sending.then((message) => done(null, { status: 200, headers: {} }, message.envelope)).catch(done) as never;
  },
};

async function send(
  options: SoapServiceOptions,
  request: SoapCall,
  call: CallState,
  { url, envelope, action }: { url: string; envelope: string; action: string },
): Promise<SoapMessage> {
  const write = options.attachments === "inline" ? writeInline : writeRelated;
  const { contentType, pieces } = write(envelope, request.attachments ?? []);
  const { operation, safe, onBehalfOf } = request;
  const reply = await options.http.send({
    ...{ method: "POST", url, body: pieces, operation, safe, onBehalfOf },
    headers: {
      ...{ "content-type": contentType, soapaction: action, accept: "multipart/related, text/xml", "accept-encoding": "identity" },
      ...options.headers,
    },
    accept: (status) => status === 500 || status === 400,
  });
  call.sent = true;
  return readReply(reply, call, options);
}

/** In the order of the WSDL, whatever order the caller has: zeep refuses any other (facts: ecm.md §3, limit 6). */
function ordered(parameters: Readonly<Record<string, unknown>>, order: readonly string[], call: CallState): Record<string, unknown> {
  const names = order.map((name) => name.replace(/\[\]$/, ""));
  // A server may drop silently what it does not know, so nothing is sent that its own WSDL does not name.
  const unknown = Object.keys(parameters).find((name) => parameters[name] !== undefined && !names.includes(name));
  if (unknown) throw failure(call, "soap-wsdl", "permanent", `${call.operation}.${unknown}`);
  return Object.fromEntries(names.filter((name) => name in parameters).map((name) => [name, parameters[name]]));
}
