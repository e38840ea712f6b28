import { randomUUID } from "node:crypto";
import { escapeXml } from "../../../shared/xml.ts";
import { CmisFault } from "../fault.ts";
import { textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import { allowedActions } from "../rights.ts";
import { objectAt, objectById } from "../search.ts";
import type { Handler } from "./handler.ts";

export const getObject: Handler = (operation, { objects }) => {
  const properties = writeProperties(
    valuesOf(objectById(objects, textOf(operation, "objectId") ?? ""), objects),
    textOf(operation, "filter"),
  );
  return answer("getObject", `<object>${properties}</object>`);
};

export const getProperties: Handler = (operation, { objects }) =>
  answer(
    "getProperties",
    writeProperties(valuesOf(objectById(objects, textOf(operation, "objectId") ?? ""), objects), textOf(operation, "filter"), "properties"),
  );

export const getObjectByPath: Handler = (operation, { objects }) => {
  const path = textOf(operation, "path") ?? "";
  if (!path.startsWith("/")) throw new CmisFault("invalidArgument", "A path begins with a slash.");
  const properties = writeProperties(valuesOf(objectAt(objects, path), objects), textOf(operation, "filter"));
  return answer("getObjectByPath", `<object>${properties}</object>`);
};

export const getAllowableActions: Handler = (operation, { objects, rights }) => {
  const actions = Object.entries(allowedActions(objectById(objects, textOf(operation, "objectId") ?? ""), rights));
  const written = actions.map(([action, isAllowed]) => `<ns2:${action}>${isAllowed}</ns2:${action}>`);
  return answer("getAllowableActions", `<allowableActions>${written.join("")}</allowableActions>`);
};

export const getContentStream: Handler = (operation, { objects }) => {
  const document = objectById(objects, textOf(operation, "objectId") ?? "");
  if (!("bytes" in document)) throw new CmisFault("constraint", "This object has no content.");
  const { mediaType, fileName, bytes } = document;
  const id = `${randomUUID()}@ecm.invalid`;
  const facts = `<length>${bytes.byteLength}</length><mimeType>${escapeXml(mediaType)}</mimeType><filename>${escapeXml(fileName)}</filename>`;
  const stream = `<stream><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:${id}"/></stream>`;
  return answer("getContentStream", `<contentStream>${facts}${stream}</contentStream>`, [{ id, mediaType, bytes }]);
};
