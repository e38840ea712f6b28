import { child } from "../../../shared/xml.ts";
import { readProperties, textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import * as versions from "../versions.ts";
import { contentOf } from "./create.ts";
import type { Handler } from "./handler.ts";

export const checkOut: Handler = (operation, { objects, user }) => {
  const id = versions.checkOut(objects, textOf(operation, "objectId") ?? "", user);
  return answer("checkOut", `<objectId>${id}</objectId><contentCopied>true</contentCopied>`);
};

export const cancelCheckOut: Handler = (operation, { objects }) => {
  versions.cancelCheckOut(objects, textOf(operation, "objectId") ?? "");
  return answer("cancelCheckOut", "");
};

export const checkIn: Handler = (operation, context) => {
  const stream = child(operation, "contentStream");
  const { id } = versions.checkIn(context.objects, {
    workingCopyId: textOf(operation, "objectId") ?? "",
    properties: readProperties(child(operation, "properties")),
    content: stream && contentOf(stream, context),
    major: textOf(operation, "major") !== "false",
    by: context.user,
  });
  return answer("checkIn", `<objectId>${id}</objectId>`);
};

export const updateProperties: Handler = (operation, { objects }) => {
  const properties = readProperties(child(operation, "properties"));
  const token = textOf(operation, "changeToken");
  const { id, changeToken } = versions.update(objects, textOf(operation, "objectId") ?? "", token, properties);
  return answer("updateProperties", `<objectId>${id}</objectId><changeToken>${changeToken}</changeToken>`);
};

export const getObjectOfLatestVersion: Handler = (operation, { objects }) => {
  const document = versions.latestVersion(objects, textOf(operation, "objectId") ?? "");
  const properties = writeProperties(valuesOf(document, objects), textOf(operation, "filter"));
  return answer("getObjectOfLatestVersion", `<object>${properties}</object>`);
};
