import { randomUUID } from "node:crypto";
import { escapeXml, type XmlElement } from "../../../shared/xml.ts";
import { CmisFault } from "../fault.ts";
import type { FakeDocument, FakeFolder, FakeObjects } from "../objects.ts";
import { textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import type { Handler } from "./handler.ts";

export const getObject: Handler = (operation, { objects }) => {
  const properties = writeProperties(valuesOf(objectById(operation, objects), objects), textOf(operation, "filter"));
  return answer("getObject", `<object>${properties}</object>`);
};

export const getProperties: Handler = (operation, { objects }) =>
  answer("getProperties", writeProperties(valuesOf(objectById(operation, objects), objects), textOf(operation, "filter"), "properties"));

export const getObjectByPath: Handler = (operation, { objects }) => {
  const path = textOf(operation, "path") ?? "";
  if (!path.startsWith("/")) throw new CmisFault("invalidArgument", "A path begins with a slash.");
  const wanted = path.split("/").filter(Boolean);
  let found: FakeFolder | FakeDocument | undefined = objects.root;
  for (const segment of wanted) found = found && objects.childrenOf(found.id).find(({ name }) => name === segment);
  if (!found) throw new CmisFault("objectNotFound", "There is nothing at this path.");
  return answer("getObjectByPath", `<object>${writeProperties(valuesOf(found, objects), textOf(operation, "filter"))}</object>`);
};

export const getContentStream: Handler = (operation, { objects }) => {
  const document = objectById(operation, objects);
  if (!("bytes" in document)) throw new CmisFault("constraint", "This object has no content.");
  const { mediaType, fileName, bytes } = document;
  const id = `${randomUUID()}@ecm.invalid`;
  const facts = `<length>${bytes.byteLength}</length><mimeType>${escapeXml(mediaType)}</mimeType><filename>${escapeXml(fileName)}</filename>`;
  const stream = `<stream><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:${id}"/></stream>`;
  return answer("getContentStream", `<contentStream>${facts}${stream}</contentStream>`, [{ id, mediaType, bytes }]);
};

function objectById(operation: XmlElement, objects: FakeObjects): FakeFolder | FakeDocument {
  const id = textOf(operation, "objectId") ?? "";
  const object = objects.documents.get(id) ?? objects.folders.get(id);
  if (!object) throw new CmisFault("objectNotFound", `Object ${id} does not exist.`);
  return object;
}
