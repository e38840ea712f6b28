import { CmisFault } from "./fault.ts";
import type { FakeDocument, FakeObjects } from "./objects.ts";
import { fakeTypes } from "./types.ts";

/** Values by property id. */
export type PropertyValues = ReadonlyMap<string, readonly string[]>;

export interface Content {
  readonly mediaType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

interface Filing {
  readonly parent: string;
  readonly properties: PropertyValues;
  readonly content: Content;
  readonly versioning: string | undefined;
  readonly by: string;
}

/** A new document, whichever binding brings it. A CmisFault is its refusal. */
export function fileDocument(objects: FakeObjects, { parent, properties, content, versioning, by }: Filing): FakeDocument {
  const type = fakeTypes.get(properties.get("cmis:objectTypeId")?.[0] ?? "");
  if (type?.base !== "cmis:document") throw new CmisFault("constraint", "The type is not one of documents.");
  const secondaryTypes = properties.get("cmis:secondaryObjectTypeIds") ?? [];
  refuseUnknown(properties, type.id, secondaryTypes);
  if (!type.versionable && versioning && versioning !== "none") throw new CmisFault("constraint", "The type has no versions.");
  const name = properties.get("cmis:name")?.[0] ?? "";
  return objects.addDocument({ parent, name, type: type.id, secondaryTypes, ...content, properties: Object.fromEntries(properties), by });
}

export function makeFolder(objects: FakeObjects, parent: string, properties: PropertyValues): string {
  const [name = ""] = properties.get("cmis:name") ?? [];
  const [type = ""] = properties.get("cmis:objectTypeId") ?? [];
  return objects.addFolder({ parent, name, type }).id;
}

/** Refuses properties that the types do not have, that cannot be set, or whose values do not fit. */
export function refuseUnknown(properties: PropertyValues, typeId: string, secondaryTypes: readonly string[]): void {
  const secondary = secondaryTypes.map((id) => fakeTypes.get(id));
  if (secondary.some((each) => each?.base !== "cmis:secondary")) throw new CmisFault("constraint", "No such secondary type.");
  const types = [fakeTypes.get(typeId), ...secondary];
  const known = new Map(types.flatMap((each) => each?.properties ?? []).map((property) => [property.id, property]));
  for (const [id, values] of properties) {
    const property = known.get(id);
    if (!property || property.readOnly) throw new CmisFault("constraint", `${id} cannot be set.`);
    if (!property.multiple && values.length !== 1) throw new CmisFault("constraint", `${id} takes one value.`);
    if (property.type === "dateTime" && !/^\d{4}-\d\d-\d\dT/.test(values[0] ?? ""))
      throw new CmisFault("invalidArgument", `${id} is no date.`);
    if (property.type === "boolean" && !/^(true|false)$/.test(values[0] ?? ""))
      throw new CmisFault("invalidArgument", `${id} is neither true nor false.`);
  }
}
