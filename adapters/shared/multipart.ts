import { randomUUID } from "node:crypto";
import { decodeBase64 } from "./multipart/base64.ts";
import { findDelimiters } from "./multipart/delimiters.ts";
import { MultipartError } from "./multipart/error.ts";
import { readHeaders } from "./multipart/headers.ts";
import { mediaType } from "./multipart/media-type.ts";

/** One part of a multipart/related message (RFC 2387). */
export interface Part {
  /** Content-ID without its angle brackets; empty if the part has none. */
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Related {
  /** The part named by the `start` parameter, else the first. */
  readonly root: Part;
  /** The part that a `cid:` address names (RFC 2392). */
  part(address: string): Part | undefined;
}

export interface RelatedLimits {
  readonly maxParts?: number;
  /** Of the root part, which is parsed whole. */
  readonly maxRootBytes?: number;
}

/** An id for an attachment, made of letters, digits, hyphens and one `@`, and so safe in a header and in an address. */
export function contentId(): string {
  return `${randomUUID()}@kim-im-rat`;
}

/**
 * A SOAP 1.1 message with attachments as MTOM (XOP): the content type, and the message in pieces, so that no attachment is copied.
 * Parts carry no names: a title in a header line would be a way to write further lines.
 */
export function writeRelated(envelope: string, attachments: readonly Part[]): { contentType: string; pieces: Uint8Array[] } {
  const boundary = `kim-${randomUUID()}`;
  const root = contentId();
  const open = (id: string, type: string, encoding: string) =>
    Buffer.from(
      `--${boundary}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-ID: <${id}>\r\n\r\n`,
      "latin1",
    );
  const pieces: Uint8Array[] = [open(root, 'application/xop+xml; charset=UTF-8; type="text/xml"', "8bit"), Buffer.from(envelope)];
  for (const { id, mediaType, bytes } of attachments) {
    if (!/^[\w.-]+@[\w.-]+$/.test(id)) throw new TypeError("content id");
    pieces.push(Buffer.from("\r\n"), open(id, safeMediaType(mediaType), "binary"), bytes);
  }
  pieces.push(Buffer.from(`\r\n--${boundary}--\r\n`, "latin1"));
  const contentType = `multipart/related; type="application/xop+xml"; start="<${root}>"; start-info="text/xml"; boundary="${boundary}"`;
  return { contentType, pieces };
}

/**
 * Reads a multipart/related message. Parts are views of `body`, except where base64 had to be undone. Takes linear time and never
 * holds the event loop for long. Rejects with a MultipartError and nothing else.
 */
export async function readRelated(contentType: string, body: Buffer, limits: RelatedLimits = {}): Promise<Related> {
  const { type, parameters } = mediaType(contentType);
  const boundary = parameters.boundary?.trimEnd() ?? "";
  if (!type.startsWith("multipart/") || boundary === "") throw new MultipartError("not-multipart", type || "no content type");
  if (boundary.length > 200 || /\p{Cc}/u.test(boundary)) throw new MultipartError("malformed", "boundary");
  const delimiters = await findDelimiters(body, boundary, limits.maxParts ?? 16);
  const parts: Part[] = [];
  for (const [index, { after, closing }] of delimiters.entries()) {
    const next = delimiters[index + 1];
    if (!closing && next) parts.push(await readPart(body.subarray(after, Math.max(after, next.before))));
  }
  const root = parameters.start ? parts.find(({ id }) => id === bareId(parameters.start)) : parts[0];
  if (!root) throw new MultipartError("malformed", "no root part");
  if (root.bytes.byteLength > (limits.maxRootBytes ?? 1_048_576)) throw new MultipartError("too-large", "root part");
  return { root, part: (address) => parts.find(({ id }) => id !== "" && id === addressedId(address)) };
}

async function readPart(raw: Buffer): Promise<Part> {
  const { headers, contentAt } = readHeaders(raw);
  const content = raw.subarray(contentAt);
  const encoding = (headers["content-transfer-encoding"] ?? "binary").toLowerCase();
  if (!["7bit", "8bit", "binary", "base64"].includes(encoding)) throw new MultipartError("encoding", "transfer encoding");
  const bytes = encoding === "base64" ? await decodeBase64(content) : content;
  return { id: bareId(headers["content-id"]), mediaType: headers["content-type"] ?? "text/plain", bytes };
}

function bareId(id: string | undefined): string {
  return (id ?? "").trim().replace(/^<(.*)>$/, "$1");
}

/** Addresses are percent-encoded, ids are not; some servers encode neither. */
function addressedId(address: string): string {
  const id = address.replace(/^cid:/i, "");
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** A media type comes from outside; one that is not plainly written must not reach a header line. */
function safeMediaType(type: string): string {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?charset=[\w-]+)?$/.test(type) ? type : "application/octet-stream";
}
