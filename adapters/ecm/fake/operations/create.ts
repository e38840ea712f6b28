import { child, type XmlElement } from "../../../shared/xml.ts";
import { CmisFault } from "../fault.ts";
import { type Content, fileDocument, makeFolder } from "../filing.ts";
import { readProperties, textOf } from "../properties.ts";
import { answer } from "../reply.ts";
import type { Handler, OperationContext } from "./handler.ts";

export const createFolder: Handler = (operation, { objects }) => {
  const id = makeFolder(objects, textOf(operation, "folderId") ?? "", readProperties(child(operation, "properties")));
  return answer("createFolder", `<objectId>${id}</objectId>`);
};

export const createDocument: Handler = (operation, context) => {
  const { id } = fileDocument(context.objects, {
    parent: textOf(operation, "folderId") ?? "",
    properties: readProperties(child(operation, "properties")),
    content: contentOf(child(operation, "contentStream"), context),
    versioning: textOf(operation, "versioningState"),
    by: context.user,
  });
  return answer("createDocument", `<objectId>${id}</objectId>`);
};

/** A content stream of a request, attached or as base64. */
export function contentOf(stream: XmlElement | undefined, context: OperationContext): Content {
  const inline = child(stream, "stream");
  const include = child(inline, "Include");
  const bytes = include ? context.part(include.attributes.href ?? "")?.bytes : Buffer.from(inline?.text ?? "", "base64");
  if (!bytes) throw new CmisFault("invalidArgument", "The content is missing.");
  const announced = child(stream, "length")?.text;
  if (announced !== undefined && Number(announced) !== bytes.byteLength) throw new CmisFault("constraint", "The content is incomplete.");
  const mediaType = child(stream, "mimeType")?.text ?? "application/octet-stream";
  return { mediaType, fileName: child(stream, "filename")?.text ?? "", bytes };
}
