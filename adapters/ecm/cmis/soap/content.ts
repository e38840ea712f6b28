import { z } from "zod";
import { UpstreamError } from "../../../../plugin/ports/errors.ts";
import { decodeBase64 } from "../../../shared/multipart/base64.ts";
import { contentId, type Part } from "../../../shared/multipart.ts";
import { xopInclude } from "../../../shared/soap/values.ts";
import { type Content, system } from "../repository.ts";
import type { Session } from "./session.ts";

const include = z.object({ Include: z.object({ attributes: z.object({ href: z.string().min(1) }) }) });
const streamSchema = z.object({ contentStream: z.object({ stream: z.union([include, z.string(), z.null()]).optional() }) });

/** The bytes as the repository holds them: an attachment, or base64 where a server puts short content into the message itself. */
export async function readContent(session: Session, objectId: string): Promise<Uint8Array> {
  const operation = "getContentStream";
  const { value, part } = await session.ask({ service: "ObjectService", operation, parameters: { objectId }, schema: streamSchema });
  const { stream } = value.contentStream;
  const incomplete = () => new UpstreamError({ system, operation, kind: "transient", code: "ecm-incomplete-reply", detail: "stream" });
  if (typeof stream !== "object" || stream === null)
    return decodeBase64(Buffer.from(stream ?? "")).catch(() => Promise.reject(incomplete()));
  const attachment = part(stream.Include.attributes.href);
  if (!attachment) throw incomplete();
  return attachment.bytes;
}

/** A content stream as parameter, and its bytes as attachment, however short. */
export function writeContent({ name, mediaType, bytes }: Content): { contentStream: object; attachments: readonly Part[] } {
  const id = contentId();
  return {
    contentStream: { length: bytes.byteLength, mimeType: mediaType, filename: name, stream: xopInclude(id) },
    attachments: [{ id, mediaType, bytes }],
  };
}
