import { child, escapeXml, type XmlElement } from "../../shared/xml.ts";
import type { FakeDocument, FakeFolder, FakeObjects } from "./objects.ts";
import { type FakeProperty, fakeTypes } from "./types.ts";
import { workingCopyOf } from "./versions.ts";

/** Values by property id, as a request gives them. */
export function readProperties(properties: XmlElement | undefined): Map<string, string[]> {
  const elements = properties?.children.filter(({ name }) => name.startsWith("property")) ?? [];
  return new Map(
    elements.map(({ attributes, children }) => [
      attributes.propertyDefinitionId ?? "",
      children.filter(({ name }) => name === "value").map(({ text }) => text),
    ]),
  );
}

/** All values of an object, those of the repository included. */
export function valuesOf(object: FakeFolder | FakeDocument, objects: FakeObjects): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>([
    ["cmis:objectId", [object.id]],
    ["cmis:name", [object.name]],
    ["cmis:objectTypeId", [object.type]],
    ["cmis:baseTypeId", [fakeTypes.get(object.type)?.base ?? ""]],
  ]);
  if (!("bytes" in object)) return values.set("cmis:path", [objects.pathOf(object.id) || "/"]);
  const workingCopy = workingCopyOf(objects, object.series);
  for (const [id, held] of Object.entries(object.properties)) values.set(id, held);
  return values
    .set("cmis:secondaryObjectTypeIds", object.secondaryTypes)
    .set("cmis:creationDate", [object.created])
    .set("cmis:createdBy", [object.by])
    .set("cmis:changeToken", [object.changeToken])
    .set("cmis:versionLabel", object.version ? [object.version] : [])
    .set("cmis:versionSeriesId", [object.series])
    .set("cmis:isLatestVersion", [String(object.isLatest)])
    .set("cmis:isVersionSeriesCheckedOut", [String(workingCopy !== undefined)])
    .set("cmis:versionSeriesCheckedOutBy", workingCopy ? [workingCopy.by] : [])
    .set("cmis:versionSeriesCheckedOutId", workingCopy ? [workingCopy.id] : [])
    .set("cmis:contentStreamLength", [String(object.bytes.byteLength)])
    .set("cmis:contentStreamMimeType", [object.mediaType])
    .set("cmis:contentStreamFileName", [object.fileName]);
}

/** The element `properties`, without the ids that the filter leaves out. Empty and `*` leave out none. */
export function writeProperties(
  values: ReadonlyMap<string, readonly string[]>,
  filter: string | undefined,
  tag = "ns2:properties",
): string {
  const wanted = filter && filter !== "*" ? new Set(filter.split(",").map((id) => id.trim())) : undefined;
  const elements = [...values]
    .filter(([id]) => !wanted || wanted.has(id))
    .map(([id, held]) => {
      const element = `ns2:property${elementNames[definition(id)?.type ?? "string"]}`;
      const content = held.map((value) => `<ns2:value>${escapeXml(value)}</ns2:value>`).join("");
      return `<${element} propertyDefinitionId="${id}" localName="${id}" displayName="${id}" queryName="${id}">${content}</${element}>`;
    });
  return `<${tag}>${elements.join("")}</${tag}>`;
}

const elementNames = { string: "String", id: "Id", dateTime: "DateTime", integer: "Integer", boolean: "Boolean" } as const;

export function definition(id: string): FakeProperty | undefined {
  return [...fakeTypes.values()].flatMap(({ properties }) => properties).find((property) => property.id === id);
}

export function textOf(operation: XmlElement, name: string): string | undefined {
  return child(operation, name)?.text;
}
