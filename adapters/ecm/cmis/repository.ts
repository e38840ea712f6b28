import { UpstreamError } from "../../../plugin/ports/errors.ts";
import type { CmisSettings } from "./settings.ts";

/** Named in every failure, whatever the binding. */
export const system = "ecm/cmis";

export type PropertyType = "string" | "id" | "dateTime" | "uri" | "html" | "boolean";

/** A property to be set; a dateTime as ISO 8601. */
export interface Property {
  readonly id: string;
  readonly type: PropertyType;
  readonly values: readonly string[];
  /** Multi-valued, however many it has. */
  readonly multiple?: true;
}

/** Properties of an object by id, every value as text. A property without a value is not among them. */
export type Properties = ReadonlyMap<string, readonly string[]>;

export interface Content {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface TypeDefinition {
  readonly creatable: boolean;
  readonly versionable: boolean;
  readonly properties: ReadonlySet<string>;
}

/** What may be made in a folder (CMIS 1.1, canCreateFolder and canCreateDocument); undefined = not said. */
export interface CreationRights {
  readonly folders: boolean | undefined;
  readonly documents: boolean | undefined;
}

/**
 * The operations of CMIS 1.1 that the driver uses, by their names in the specification (§2.2), as one principal does them. Each binding writes
 * and reads them its own way; failures are UpstreamErrors, `ecm-not-found` where the repository itself says that the object does not exist.
 * Only createDocument and checkIn can be `ambiguous`: everything else may be repeated.
 */
export interface Repository {
  readonly settings: CmisSettings;
  getRepositoryInfo(): Promise<{ product: string; version: string; query: string }>;
  getTypeDefinition(typeId: string): Promise<TypeDefinition>;
  getObject(objectId: string, filter: string): Promise<Properties>;
  getAllowableActions(folderId: string): Promise<CreationRights>;
  getObjectByPath(path: string, filter: string): Promise<Properties>;
  getObjectOfLatestVersion(version: Properties, filter: string): Promise<Properties>;
  getChildren(
    folderId: string,
    page: { filter?: string; maxItems: number; skipCount: number },
  ): Promise<{ objects: Properties[]; more: boolean }>;
  query(statement: string, maxItems: number): Promise<Properties[]>;
  /** Id of the new folder. */
  createFolder(folderId: string, properties: readonly Property[]): Promise<string>;
  /** Id of the new document. */
  createDocument(folderId: string, properties: readonly Property[], content: Content): Promise<string>;
  getContentStream(objectId: string): Promise<Uint8Array>;
  /** Id of the private working copy. */
  checkOut(objectId: string): Promise<string>;
  /** Id of the new version. */
  checkIn(workingCopyId: string, properties: readonly Property[], content: Content): Promise<string>;
  cancelCheckOut(workingCopyId: string): Promise<void>;
  /** Id of the object afterwards; some repositories make a new version of it. */
  updateProperties(objectId: string, changeToken: string | undefined, properties: readonly Property[]): Promise<string>;
}

/** The first value of a property. */
export function first(properties: Properties, id: string): string | undefined {
  return properties.get(id)?.[0];
}

/** Null instead of the failure that says that the object does not exist. */
export async function unlessMissing<Value>(asking: Promise<Value>): Promise<Value | null> {
  return asking.catch((error: unknown) => {
    if (error instanceof UpstreamError && error.code === "ecm-not-found") return null;
    throw error;
  });
}

/** The value of a property as both bindings take it: a day becomes midnight UTC. */
export function isoDate(value: string): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}
