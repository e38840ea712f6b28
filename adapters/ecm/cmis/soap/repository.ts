import { z } from "zod";
import type { AdapterContext } from "../../../../plugin/ports/adapter.ts";
import type { Principal } from "../../../../plugin/ports/errors.ts";
import { list, scalar, text } from "../../../shared/soap/shapes.ts";
import { first, type Properties, type Repository } from "../repository.ts";
import type { CmisSettings } from "../settings.ts";
import { readContent, writeContent } from "./content.ts";
import { identifiedSchema, writeProperties } from "./properties.ts";
import { connect, type Session } from "./session.ts";

const createdSchema = z.object({ objectId: text });
const objectSchema = z.object({ object: z.object({ properties: identifiedSchema }) });
const hitsSchema = z.object({ objects: z.object({ objects: list(z.object({ properties: identifiedSchema })) }) });
const childrenSchema = z.object({ objects: z.object({ objects: list(objectSchema), hasMoreItems: scalar }) });
const isAllowed = scalar.nullish().transform((said) => (said ? /^(true|1)$/.test(said) : undefined));
const actionsSchema = z.object({ allowableActions: z.object({ canCreateFolder: isAllowed, canCreateDocument: isAllowed }) });
const infoSchema = z.object({
  repositoryInfo: z.object({
    productName: scalar.nullish(),
    productVersion: scalar.nullish(),
    cmisVersionSupported: scalar.nullish(),
    rootFolderId: text,
    capabilities: z.looseObject({ capabilityQuery: scalar.nullish() }).nullish(),
  }),
});
/** Every element `property…Definition` of a type holds the definition of one property. */
const typeSchema = z.object({ type: z.looseObject({ id: text, creatable: scalar.nullish(), versionable: scalar.nullish() }) });
const definitionSchema = z.looseObject({ id: text });

/** The Web Services binding (CMIS 1.1 §6). */
export function openSoap(settings: CmisSettings, context: AdapterContext): (onBehalfOf: Principal) => Repository {
  const sessions = connect(settings, context);
  return (onBehalfOf) => {
    const session = sessions(onBehalfOf);
    return { settings, ...describing(session), ...reading(session), ...creating(session, settings), ...versioning(session, settings) };
  };
}

type Describing = "getRepositoryInfo" | "getTypeDefinition" | "getAllowableActions";

function describing(session: Session): Pick<Repository, Describing> {
  const service = "RepositoryService";
  return {
    async getRepositoryInfo() {
      const { value } = await session.ask({ service, operation: "getRepositoryInfo", schema: infoSchema });
      const { productName, productVersion, cmisVersionSupported, capabilities } = value.repositoryInfo;
      const product = [productName, productVersion].filter(Boolean).join(" ");
      return { product, version: cmisVersionSupported ?? "?", query: capabilities?.capabilityQuery ?? "?" };
    },
    async getTypeDefinition(typeId) {
      const { value } = await session.ask({ service, operation: "getTypeDefinition", parameters: { typeId }, schema: typeSchema });
      const { creatable, versionable } = value.type;
      return { creatable: creatable !== "false", versionable: versionable === "true", properties: new Set(definedProperties(value.type)) };
    },
    async getAllowableActions(objectId) {
      const operation = "getAllowableActions";
      const { value } = await session.ask({ service: "ObjectService", operation, parameters: { objectId }, schema: actionsSchema });
      const { canCreateFolder: folders, canCreateDocument: documents } = value.allowableActions;
      return { folders, documents };
    },
  };
}

function definedProperties(type: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(type)
    .filter(([element]) => /^property\w+Definition$/.test(element))
    .flatMap(([, definitions]) => list(definitionSchema).safeParse(definitions).data ?? [])
    .map(({ id }) => id);
}

type Reading = "getObject" | "getObjectByPath" | "getObjectOfLatestVersion" | "getChildren" | "query" | "getContentStream";

function reading(session: Session): Pick<Repository, Reading> {
  const object = async (operation: string, parameters: Readonly<Record<string, unknown>>): Promise<Properties> =>
    (await session.ask({ service: "ObjectService", operation, parameters, schema: objectSchema })).value.object.properties;
  return {
    getObject: (objectId, filter) => object("getObject", { objectId, filter }),
    getObjectByPath: (path, filter) => object("getObjectByPath", { path, filter }),
    async getObjectOfLatestVersion(version, filter) {
      const operation = "getObjectOfLatestVersion";
      const parameters = { objectId: first(version, "cmis:versionSeriesId") ?? first(version, "cmis:objectId"), major: false, filter };
      const { value } = await session.ask({ service: "VersioningService", operation, parameters, schema: objectSchema });
      return value.object.properties;
    },
    async getChildren(folderId, page) {
      const parameters = { folderId, ...page };
      const { value } = await session.ask({ service: "NavigationService", operation: "getChildren", parameters, schema: childrenSchema });
      return { objects: value.objects.objects.map((each) => each.object.properties), more: value.objects.hasMoreItems === "true" };
    },
    async query(statement, maxItems) {
      const parameters = { statement, searchAllVersions: false, maxItems };
      const { value } = await session.ask({ service: "DiscoveryService", operation: "query", parameters, schema: hitsSchema });
      return value.objects.objects.map(({ properties }) => properties);
    },
    getContentStream: (objectId) => readContent(session, objectId),
  };
}

function creating(session: Session, settings: CmisSettings): Pick<Repository, "createFolder" | "createDocument"> {
  const service = "ObjectService";
  return {
    async createFolder(folderId, properties) {
      const parameters = { properties: writeProperties(properties), folderId };
      return (await session.ask({ service, operation: "createFolder", parameters, schema: createdSchema })).value.objectId;
    },
    async createDocument(folderId, properties, content) {
      const { contentStream, attachments } = writeContent(content);
      const versioningState = settings.versioning;
      const parameters = { properties: writeProperties(properties), folderId, contentStream, versioningState };
      const question = { service, operation: "createDocument", parameters, attachments, schema: createdSchema, safe: false } as const;
      return (await session.ask(question)).value.objectId;
    },
  };
}

type Versioning = "checkOut" | "checkIn" | "cancelCheckOut" | "updateProperties";

function versioning(session: Session, settings: CmisSettings): Pick<Repository, Versioning> {
  const service = "VersioningService";
  return {
    async checkOut(objectId) {
      return (await session.ask({ service, operation: "checkOut", parameters: { objectId }, schema: createdSchema })).value.objectId;
    },
    async checkIn(objectId, properties, content) {
      const { contentStream, attachments } = writeContent(content);
      const parameters = { objectId, major: settings.versioning !== "minor", properties: writeProperties(properties), contentStream };
      const question = { service, operation: "checkIn", parameters, attachments, schema: createdSchema, safe: false } as const;
      return (await session.ask(question)).value.objectId;
    },
    async cancelCheckOut(objectId) {
      await session.ask({ service, operation: "cancelCheckOut", parameters: { objectId }, schema: z.unknown() });
    },
    async updateProperties(objectId, changeToken, properties) {
      const parameters = { objectId, changeToken, properties: writeProperties(properties) };
      const question = { service: "ObjectService", operation: "updateProperties", parameters, schema: createdSchema } as const;
      return (await session.ask(question)).value.objectId;
    },
  };
}
