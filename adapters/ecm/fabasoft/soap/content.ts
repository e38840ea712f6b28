import { z } from "zod";
import { UpstreamError } from "../../../../plugin/ports/errors.ts";
import { decodeBase64 } from "../../../shared/multipart/base64.ts";
import { system } from "../dms.ts";
import type { Session } from "./session.ts";

const include = z.object({ Include: z.object({ attributes: z.object({ href: z.string().min(1) }) }) });
const schema = z.looseObject({
  giattachmenttype: z.looseObject({ LHMBAI_15_1700_filecontent: z.union([include, z.string(), z.null()]).optional() }),
});

/** The bytes of a Schriftstück: attached (MTOM), lifted out of the envelope, or short base64 in it. Empty content is an empty element. */
export async function readContent({ ask }: Session, id: string): Promise<Uint8Array> {
  const operation = "ReadContentObjectGI";
  const { value, part } = await ask({ operation, parameters: { objaddress: id }, schema, ofObject: true, evenCancelled: true });
  const content = value.giattachmenttype.LHMBAI_15_1700_filecontent;
  const incomplete = () => new UpstreamError({ system, operation, kind: "transient", code: "ecm-incomplete-reply", detail: "filecontent" });
  if (typeof content === "string" && !content.startsWith("cid:"))
    return decodeBase64(Buffer.from(content)).catch(() => Promise.reject(incomplete()));
  if (content === null) return new Uint8Array(0);
  if (content === undefined) throw incomplete();
  const attachment = part(typeof content === "string" ? content : content.Include.attributes.href);
  if (!attachment) throw incomplete();
  return attachment.bytes;
}
