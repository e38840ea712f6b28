import { UpstreamError } from "../../../../plugin/ports/errors.ts";
import type { CallState } from "../../../shared/http/failure.ts";
import { mediaType } from "../../../shared/multipart/media-type.ts";
import { first, type Repository, system } from "../repository.ts";
import { refuseFailed } from "./reply.ts";
import type { Session } from "./session.ts";

/**
 * The bytes as the repository holds them. They come bare, so the object is asked first how long it is and of what type: otherwise an empty
 * reply or a sign-in page would pass for the document.
 */
export async function readContent(session: Session, getObject: Repository["getObject"], objectId: string): Promise<Uint8Array> {
  const operation = "getContentStream";
  const object = await getObject(objectId, "cmis:objectId,cmis:contentStreamLength,cmis:contentStreamMimeType");
  const query = { cmisselector: "content", objectId };
  const reply = await session.fetch({ operation, at: "root", query });
  const call: CallState = { system, operation, safe: true, sent: true };
  refuseFailed(reply, call);
  const isPage = (type: string | undefined) => mediaType(type ?? "").type === "text/html";
  const lost = (code: string) => new UpstreamError({ system, operation, kind: "transient", code });
  if (isPage(reply.headers["content-type"]) && !isPage(first(object, "cmis:contentStreamMimeType"))) throw lost("ecm-html");
  const length = first(object, "cmis:contentStreamLength");
  if (length !== undefined && Number(length) >= 0 && Number(length) !== reply.bytes.length) throw lost("ecm-incomplete-reply");
  return reply.bytes;
}
