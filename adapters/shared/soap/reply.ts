import type { UpstreamError } from "../../../plugin/ports/errors.ts";
import { type CallState, failure, statusFailure } from "../http/failure.ts";
import type { Reply } from "../http.ts";
import { MultipartError } from "../multipart/error.ts";
import { mediaType } from "../multipart/media-type.ts";
import { type Part, readRelated } from "../multipart.ts";
import { child, decodeXml, parseXml, type XmlElement, XmlError } from "../xml.ts";
import { liftContent } from "./inline.ts";

/** A SOAP 1.1 fault, without its words: those may hold names and stack traces. */
export interface SoapFault {
  readonly status: number;
  /** `Client`, `Server`, or a code of WS-Security; without prefix. */
  readonly code: string;
  readonly detail: XmlElement | undefined;
}

export interface SoapMessage {
  /** The envelope as text. */
  readonly envelope: string;
  /** The attachment that a `cid:` address names. */
  part(address: string): Part | undefined;
}

export interface ReplyRules {
  /** Of the element in the body: npm soap would take any. */
  readonly namespace: string;
  /** What a fault of this system means. */
  readonly explain: (fault: SoapFault, call: CallState) => UpstreamError;
  readonly maxEnvelopeBytes?: number;
  /** Take long base64 out of the envelope before it is parsed: `cid:…` stands in its place, as if it had been attached. */
  readonly lift?: boolean;
}

const soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
const xmlTypes = new Set(["text/xml", "application/xml", "application/soap+xml", "application/xop+xml"]);

/**
 * Makes sure that a reply is the answer to this operation, before npm soap sees it. An empty reply, an HTML page or anything unreadable
 * says nothing about whether the request was carried out. Throws an UpstreamError and nothing else.
 */
export async function readReply(reply: Reply, call: CallState, rules: ReplyRules): Promise<SoapMessage> {
  const isError = reply.status > 299;
  const unusable = (code: string, detail?: string) =>
    isError ? statusFailure(reply.status, call) : failure(call, code, "transient", detail);
  if (reply.bytes.length === 0) throw unusable("soap-empty");
  const { type } = mediaType(reply.headers["content-type"] ?? "");
  if (type === "text/html") throw unusable("soap-html");
  const message = await open(type, reply, rules).catch((error: unknown) => {
    if (error instanceof MultipartError || error instanceof XmlError) throw unusable("malformed-response", `${error.name} ${error.code}`);
    throw unusable("malformed-response");
  });
  const body = message.root.namespace === soap11 && message.root.name === "Envelope" ? child(message.root, "Body") : undefined;
  if (body?.namespace !== soap11) throw unusable("malformed-response", "envelope");
  const [answer] = body.children;
  if (!answer) throw unusable("soap-empty", "body");
  if (answer.name === "Fault" && answer.namespace === soap11) throw rules.explain(faultOf(answer, reply.status), call);
  if (answer.name !== `${call.operation}Response` || answer.namespace !== rules.namespace) throw unusable("malformed-response", "body");
  if (isError) throw statusFailure(reply.status, call);
  return message;
}

async function open(type: string, reply: Reply, rules: ReplyRules): Promise<SoapMessage & { root: XmlElement }> {
  const maxBytes = rules.maxEnvelopeBytes;
  const limits = maxBytes === undefined ? {} : { maxBytes, maxRootBytes: maxBytes };
  const related = xmlTypes.has(type) ? undefined : await readRelated(reply.headers["content-type"] ?? "", reply.bytes, limits);
  const bytes = related ? related.root.bytes : reply.bytes;
  const lifted = rules.lift ? await liftContent(bytes) : undefined;
  const envelope = decodeXml(lifted?.envelope ?? bytes);
  return { envelope, root: parseXml(envelope, limits), part: (address) => lifted?.part(address) ?? related?.part(address) };
}

function faultOf(fault: XmlElement, status: number): SoapFault {
  const code = child(fault, "faultcode")?.text.trim() ?? "";
  return { status, code: code.slice(code.indexOf(":") + 1), detail: child(fault, "detail") };
}
