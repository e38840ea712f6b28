import { randomUUID } from "node:crypto";
import { escapeXml } from "../../../shared/xml.ts";
import type { WireReply } from "../reply.ts";
import { type Description, namespace } from "./description.ts";
import type { Given, GivenFile, Outcome } from "./operation.ts";
import { DmsRefusal } from "./status.ts";

const prefix = "LHMBAI_15_1700_";
const tag = (name: string, content: string) => `<${name}>${content}</${name}>`;
const record = (type: string, fields: Readonly<Record<string, string>>) =>
  tag(
    `${prefix}${type}`,
    Object.entries(fields)
      .map(([name, value]) => tag(`${prefix}${name}`, escapeXml(value)))
      .join(""),
  );

/** The answer, with HTTP 200 whatever its status: plain, or as MTOM where the request was. */
export function envelope(
  { sequences }: Description,
  operation: string,
  outcome: Outcome | DmsRefusal,
  given: Given,
  asMtom: boolean,
): WireReply {
  const isRefusal = outcome instanceof DmsRefusal;
  const status = isRefusal ? outcome.status : outcome.hint ? 6 : 0;
  const fields: Record<string, string> = { status: tag("status", String(status)) };
  if (isRefusal) fields.errormessage = tag("errormessage", escapeXml(outcome.message));
  const attachment = isRefusal ? undefined : outcome.file;
  const id = `${randomUUID()}@e-akte.invalid`;
  if (!isRefusal) {
    for (const [name, value] of Object.entries(outcome.text ?? {})) fields[name] = tag(name, escapeXml(value));
    for (const [name, type] of [
      ["giobjecttype", "GIObjectType"],
      ["gimetadatatype", "GIMetadataType"],
    ] as const) {
      const members = outcome[name]?.map((each) => record(type, each)) ?? [];
      if (members.length > 0) fields[name] = tag(name, members.join(""));
    }
    if (attachment) fields.giattachmenttype = attachmentElement(attachment, asMtom ? id : undefined);
  }
  if (given.text.businessapp) fields.businessapp = tag("businessapp", escapeXml(given.text.businessapp));
  const content = (sequences.get(`${operation}Response`) ?? []).map(({ name }) => fields[name] ?? "").join("");
  const body = `<${operation}Response xmlns="${namespace}">${content}</${operation}Response>`;
  return asMtom ? multipart(wrapped(body), attachment ? { id, bytes: attachment.bytes } : undefined) : plain(200, wrapped(body));
}

function attachmentElement({ name, extension, bytes }: GivenFile, id: string | undefined): string {
  const include = `<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:${id}"/>`;
  const content = id ? include : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const facts = { filename: escapeXml(name), fileextension: escapeXml(extension), filecontent: content };
  return tag(
    "giattachmenttype",
    Object.entries(facts)
      .map(([key, value]) => tag(`${prefix}${key}`, value))
      .join(""),
  );
}

const wrapped = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const plain = (status: number, text: string): WireReply => ({
  status,
  contentType: "text/xml; charset=utf-8",
  pieces: [Buffer.from(text)],
});

function multipart(text: string, attachment: { id: string; bytes: Uint8Array } | undefined): WireReply {
  const boundary = `uuid:${randomUUID()}`;
  const part = (id: string, type: string) =>
    `--${boundary}\r\nContent-Id: <${id}>\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
  const root = "root@e-akte.invalid";
  const pieces: Uint8Array[] = [Buffer.from(part(root, 'application/xop+xml; charset=UTF-8; type="text/xml"') + text)];
  if (attachment) pieces.push(Buffer.from(`\r\n${part(attachment.id, "application/octet-stream")}`), attachment.bytes);
  pieces.push(Buffer.from(`\r\n--${boundary}--`));
  const contentType = `multipart/related; start="<${root}>"; type="application/xop+xml"; boundary="${boundary}"; start-info="text/xml"`;
  return { status: 200, contentType, pieces };
}

export function fault(code: string, message: string): WireReply {
  return plain(500, wrapped(`<s:Fault><faultcode>s:${code}</faultcode><faultstring>${escapeXml(message)}</faultstring></s:Fault>`));
}
