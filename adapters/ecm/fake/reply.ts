import { randomUUID } from "node:crypto";
import { escapeXml } from "../../shared/xml.ts";
import { type CmisFault, stackTrace } from "./fault.ts";

/** A reply as it goes over the wire. */
export interface WireReply {
  readonly status: number;
  readonly contentType: string;
  readonly pieces: readonly Uint8Array[];
}

export interface Stream {
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const soap = "http://schemas.xmlsoap.org/soap/envelope/";
const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";
const core = "http://docs.oasis-open.org/ns/cmis/core/200908/";

/** A multipart reply in the manner of OpenCMIS: a boundary with a colon, a `start` with an asterisk, chunked. */
function multipart(status: number, envelope: string, streams: readonly Stream[] = []): WireReply {
  const uuid = randomUUID();
  const part = (id: string, type: string) =>
    `--uuid:${uuid}\r\nContent-Id: <${id}>\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
  const root = `rootpart*${uuid}@ecm.invalid`;
  const pieces: Uint8Array[] = [Buffer.from(part(root, 'application/xop+xml;charset=UTF-8;type="text/xml"') + envelope)];
  for (const { id, mediaType, bytes } of streams) pieces.push(Buffer.from(`\r\n${part(id, mediaType)}`), bytes);
  pieces.push(Buffer.from(`\r\n--uuid:${uuid}--`));
  const contentType = `multipart/related;start="<${root}>";type="application/xop+xml";boundary="uuid:${uuid}";start-info="text/xml"`;
  return { status, contentType, pieces };
}

/** The answer to an operation; `content` is what stands inside its element. */
export function answer(operation: string, content: string, streams: readonly Stream[] = []): WireReply {
  const body = `<${operation}Response xmlns="${messaging}" xmlns:ns2="${core}">${content}</${operation}Response>`;
  return multipart(200, envelope(body), streams);
}

/** A fault with its whole stack trace, as real servers send it. */
export function faultReply(fault: CmisFault): WireReply {
  const message = escapeXml(fault.message);
  const trace = `<stacktrace xmlns="urn:example:ecm:exception">${escapeXml(stackTrace(fault.type, fault.message))}</stacktrace>`;
  const detail = `<cmisFault xmlns="${messaging}"><type>${fault.type}</type><code>0</code><message>${message}</message>${trace}</cmisFault>`;
  const security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  const isSecurity = !["Server", "Client"].includes(fault.code);
  const code = isSecurity ? `<faultcode xmlns:w="${security}">w:${fault.code}</faultcode>` : `<faultcode>S:${fault.code}</faultcode>`;
  const detailed = isSecurity ? "" : `<detail>${detail}</detail>`;
  return multipart(500, envelope(`<S:Fault>${code}<faultstring>${message}</faultstring>${detailed}</S:Fault>`));
}

/** What a request without MTOM gets: plain XML, no multipart. */
export function notMtom(): WireReply {
  const message = "The request is not MTOM encoded.";
  const detail = `<detail><cmisFault xmlns="${messaging}"><type>runtime</type><code>0</code><message>${message}</message></cmisFault></detail>`;
  const fault = `<S:Fault><faultcode>S:Client</faultcode><faultstring>${message}</faultstring>${detail}</S:Fault>`;
  return { status: 500, contentType: "text/xml;charset=utf-8", pieces: [Buffer.from(envelope(fault))] };
}

function envelope(body: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="${soap}"><S:Body>${body}</S:Body></S:Envelope>`;
}
