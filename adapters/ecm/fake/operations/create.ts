import { child, type XmlElement } from "../../../shared/xml.ts";
import { CmisFault } from "../fault.ts";
import { readProperties, textOf } from "../properties.ts";
import { answer } from "../reply.ts";
import { type FakeType, fakeTypes } from "../types.ts";
import type { Handler, OperationContext } from "./handler.ts";

export const createFolder: Handler = (operation, { objects }) => {
  const properties = readProperties(child(operation, "properties"));
  const [name = ""] = properties.get("cmis:name") ?? [];
  const [type = ""] = properties.get("cmis:objectTypeId") ?? [];
  const { id } = objects.addFolder({ parent: textOf(operation, "folderId") ?? "", name, type });
  return answer("createFolder", `<objectId>${id}</objectId>`);
};

export const createDocument: Handler = (operation, context) => {
  const properties = readProperties(child(operation, "properties"));
  const type = fakeTypes.get(properties.get("cmis:objectTypeId")?.[0] ?? "");
  if (type?.base !== "cmis:document") throw new CmisFault("constraint", "The type is not one of documents.");
  const secondaryTypes = properties.get("cmis:secondaryObjectTypeIds") ?? [];
  refuseUnknown(properties, type, secondaryTypes);
  const versioning = textOf(operation, "versioningState");
  if (!type.versionable && versioning && versioning !== "none") throw new CmisFault("constraint", "The type has no versions.");
  const stream = child(operation, "contentStream");
  const { id } = context.objects.addDocument({
    ...{ parent: textOf(operation, "folderId") ?? "", name: properties.get("cmis:name")?.[0] ?? "", type: type.id, secondaryTypes },
    ...{ mediaType: child(stream, "mimeType")?.text ?? "application/octet-stream", fileName: child(stream, "filename")?.text ?? "" },
    ...{ bytes: contentOf(stream, context), properties: Object.fromEntries(properties), by: context.user },
  });
  return answer("createDocument", `<objectId>${id}</objectId>`);
};

function refuseUnknown(properties: ReadonlyMap<string, string[]>, type: FakeType, secondaryTypes: readonly string[]): void {
  const secondary = secondaryTypes.map((id) => fakeTypes.get(id));
  if (secondary.some((each) => each?.base !== "cmis:secondary")) throw new CmisFault("constraint", "No such secondary type.");
  const known = new Map([type, ...secondary].flatMap((each) => each?.properties ?? []).map((property) => [property.id, property]));
  for (const [id, values] of properties) {
    const property = known.get(id);
    if (!property || property.readOnly) throw new CmisFault("constraint", `${id} cannot be set.`);
    if (!property.multiple && values.length !== 1) throw new CmisFault("constraint", `${id} takes one value.`);
    if (property.type === "dateTime" && !/^\d{4}-\d\d-\d\dT/.test(values[0] ?? ""))
      throw new CmisFault("invalidArgument", `${id} is no date.`);
  }
}

function contentOf(stream: XmlElement | undefined, context: OperationContext): Uint8Array {
  const inline = child(stream, "stream");
  const include = child(inline, "Include");
  const bytes = include ? context.part(include.attributes.href ?? "")?.bytes : Buffer.from(inline?.text ?? "", "base64");
  if (!bytes) throw new CmisFault("invalidArgument", "The content is missing.");
  const announced = child(stream, "length")?.text;
  if (announced !== undefined && Number(announced) !== bytes.byteLength) throw new CmisFault("constraint", "The content is incomplete.");
  return bytes;
}
