import { decodeBase64 } from "../multipart/base64.ts";
import { MultipartError } from "../multipart/error.ts";
import { contentId, type Part } from "../multipart.ts";
import { xopInclude } from "./values.ts";

/** A multiple of three, so that the pieces of base64 can stand one after the other. */
const slice = 3 * 1_048_576;
/** Shorter text is left to the XML parser. */
const least = 65_536;

/**
 * A SOAP 1.1 message as plain XML: where npm soap has written the reference to an attachment, its bytes stand as base64. The envelope itself
 * stays small for npm soap, which would hold the event loop with it (facts: ecm.md §3, limit 11).
 */
export function writeInline(envelope: string, attachments: readonly Part[]): { contentType: string; pieces: Uint8Array[] } {
  const pieces: Uint8Array[] = [];
  let rest = envelope;
  for (const { id, bytes } of attachments) {
    const reference = xopInclude(id).$xml;
    const at = rest.indexOf(reference);
    if (at < 0) throw new TypeError("attachments in another order than their references");
    pieces.push(Buffer.from(rest.slice(0, at)), ...base64(bytes));
    rest = rest.slice(at + reference.length);
  }
  return { contentType: "text/xml; charset=utf-8", pieces: [...pieces, Buffer.from(rest)] };
}

function* base64(bytes: Uint8Array): Iterable<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += slice) {
    const part = bytes.subarray(at, at + slice);
    yield Buffer.from(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("base64"), "latin1");
  }
}

/**
 * The other way round: base64 between two tags that is longer than an XML parser should see becomes a part, and `cid:` with its id stands in
 * its place. No base64 holds a colon, so the two cannot be mistaken for each other; the id is made here and cannot be foreseen.
 */
export async function liftContent(envelope: Uint8Array): Promise<{ envelope: Buffer; part(address: string): Part | undefined }> {
  const whole = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  const parts = new Map<string, Part>();
  const kept: Buffer[] = [];
  let from = 0;
  for (let open = whole.indexOf(">"); open >= 0; ) {
    const close = whole.indexOf("<", open);
    if (close < 0) break;
    const bytes = close - open > least ? await decoded(whole.subarray(open + 1, close)) : undefined;
    if (bytes) {
      const id = contentId();
      parts.set(`cid:${id}`, { id, mediaType: "application/octet-stream", bytes });
      kept.push(whole.subarray(from, open + 1), Buffer.from(`cid:${id}`));
      from = close;
    }
    open = whole.indexOf(">", close);
  }
  return { envelope: Buffer.concat([...kept, whole.subarray(from)]), part: (address) => parts.get(address) };
}

/** Undefined if it is ordinary text. */
async function decoded(text: Buffer): Promise<Buffer | undefined> {
  return decodeBase64(text).catch((error: unknown) => {
    if (error instanceof MultipartError) return undefined;
    throw error;
  });
}
