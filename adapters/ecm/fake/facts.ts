import { CmisFault } from "./fault.ts";
import type { Index } from "./search.ts";
import { fakeTypes } from "./types.ts";

const name = "Simuliertes ECM";

/** What the repository says of itself, by the names of CMIS 1.1 §2.2.2.2, in the order of its schema. */
export function repositoryFacts(repositoryId: string, rootFolderId: string, index: Index) {
  return {
    ...{ repositoryId, repositoryName: name, repositoryDescription: "Für Vorführung und Tests", vendorName: "KIM im Rat" },
    ...{ productName: name, productVersion: "1", rootFolderId },
    capabilities: {
      ...{ capabilityACL: "none", capabilityAllVersionsSearchable: false, capabilityChanges: "none" },
      ...{ capabilityContentStreamUpdatability: "none", capabilityGetDescendants: false, capabilityGetFolderTree: false },
      ...{ capabilityOrderBy: "none", capabilityMultifiling: false, capabilityPWCSearchable: false, capabilityPWCUpdatable: false },
      ...{ capabilityQuery: index === "none" ? "none" : "metadataonly", capabilityRenditions: "none", capabilityUnfiling: false },
      ...{ capabilityVersionSpecificFiling: false, capabilityJoin: "none" },
    },
    cmisVersionSupported: "1.1",
  };
}

/** A type as JSON has it (CMIS 1.1 §5.2.11); a `objectNotFound` if there is none. */
export function typeFacts(typeId: string): object {
  const type = fakeTypes.get(typeId);
  if (!type) throw new CmisFault("objectNotFound", "The type does not exist.");
  const isFiled = type.base !== "cmis:secondary";
  const definitions = type.properties.map(({ id, type: kind, multiple, queryable, readOnly }) => [
    id,
    {
      ...{
        id,
        localName: id,
        displayName: id,
        queryName: id,
        propertyType: kind.toLowerCase(),
        cardinality: multiple ? "multi" : "single",
      },
      ...{
        updatability: readOnly ? "readonly" : "readwrite",
        required: id === "cmis:name",
        queryable: queryable ?? false,
        orderable: false,
      },
    },
  ]);
  return {
    ...{ id: type.id, localName: type.id, queryName: type.id, displayName: type.title, baseId: type.base },
    ...{ creatable: isFiled, fileable: isFiled, queryable: true, versionable: type.versionable ?? false },
    propertyDefinitions: Object.fromEntries(definitions),
  };
}
