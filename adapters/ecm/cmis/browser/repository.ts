import { z } from "zod";
import type { AdapterContext } from "../../../../plugin/ports/adapter.ts";
import type { Principal } from "../../../../plugin/ports/errors.ts";
import { first, type Properties, type Repository } from "../repository.ts";
import type { CmisSettings } from "../settings.ts";
import { readContent } from "./content.ts";
import { actionFields, contentFile } from "./form.ts";
import { objectSchema } from "./objects.ts";
import { connect, type Session } from "./session.ts";

const childrenSchema = z.object({ objects: z.array(z.object({ object: objectSchema })), hasMoreItems: z.boolean() });
const hitsSchema = z.object({ results: z.array(objectSchema) });
const typeSchema = z.object({
  id: z.string().min(1),
  creatable: z.boolean().nullish(),
  versionable: z.boolean().nullish(),
  propertyDefinitions: z.record(z.string(), z.unknown()).nullish(),
});
const actionsSchema = z.object({ canCreateFolder: z.boolean().nullish(), canCreateDocument: z.boolean().nullish() });
const infoSchema = z.object({
  repositoryId: z.string().min(1),
  productName: z.string().nullish(),
  productVersion: z.string().nullish(),
  cmisVersionSupported: z.string().nullish(),
  capabilities: z.looseObject({ capabilityQuery: z.string().nullish() }).nullish(),
});

/** The Browser binding (CMIS 1.1 §5). */
export function openBrowser(settings: CmisSettings, context: AdapterContext): (onBehalfOf: Principal) => Repository {
  const sessions = connect(settings, context);
  return (onBehalfOf) => {
    const session = sessions(onBehalfOf);
    return {
      settings,
      ...describing(session, settings),
      ...reading(session),
      ...creating(session, settings),
      ...versioning(session, settings),
    };
  };
}

type Describing = "getRepositoryInfo" | "getTypeDefinition" | "getAllowableActions";

function describing(session: Session, settings: CmisSettings): Pick<Repository, Describing> {
  return {
    async getRepositoryInfo() {
      const query = { cmisselector: "repositoryInfo" };
      const known = await session.ask({ operation: "getRepositoryInfo", at: "repository", query }, z.record(z.string(), z.unknown()));
      const { productName, productVersion, cmisVersionSupported, capabilities } = infoSchema.parse(known[settings.repository]);
      const product = [productName, productVersion].filter(Boolean).join(" ");
      return { product, version: cmisVersionSupported ?? "?", query: capabilities?.capabilityQuery ?? "?" };
    },
    async getTypeDefinition(typeId) {
      const query = { cmisselector: "typeDefinition", typeId };
      const found = await session.ask({ operation: "getTypeDefinition", at: "repository", query }, typeSchema);
      const properties = new Set(Object.keys(found.propertyDefinitions ?? {}));
      return { creatable: found.creatable !== false, versionable: found.versionable === true, properties };
    },
    async getAllowableActions(objectId) {
      const query = { cmisselector: "allowableActions", objectId };
      const found = await session.ask({ operation: "getAllowableActions", at: "root", query }, actionsSchema);
      return { folders: found.canCreateFolder ?? undefined, documents: found.canCreateDocument ?? undefined };
    },
  };
}

type Reading = "getObject" | "getObjectByPath" | "getObjectOfLatestVersion" | "getChildren" | "query" | "getContentStream";

function reading(session: Session): Pick<Repository, Reading> {
  const object = (operation: string, query: Readonly<Record<string, string>>, path = ""): Promise<Properties> =>
    session.ask({ operation, at: "root", path, query: { cmisselector: "object", succinct: "true", ...query } }, objectSchema);
  const getObject: Repository["getObject"] = (objectId, filter) => object("getObject", { objectId, filter });
  return {
    getObject,
    getObjectByPath: (path, filter) => object("getObjectByPath", { filter }, path === "/" ? "" : path),
    getObjectOfLatestVersion(version, filter) {
      const objectId = first(version, "cmis:objectId") ?? "";
      return object("getObjectOfLatestVersion", { objectId, returnVersion: "latest", filter });
    },
    async getChildren(folderId, page) {
      const query = { cmisselector: "children", succinct: "true", objectId: folderId, ...page };
      const { objects, hasMoreItems } = await session.ask({ operation: "getChildren", at: "root", query }, childrenSchema);
      return { objects: objects.map((each) => each.object), more: hasMoreItems };
    },
    async query(statement, maxItems) {
      const query = { cmisselector: "query", succinct: "true", q: statement, searchAllVersions: "false", maxItems };
      return (await session.ask({ operation: "query", at: "repository", query }, hitsSchema)).results;
    },
    getContentStream: (objectId) => readContent(session, getObject, objectId),
  };
}

/** The id of what was made or changed; without it there is no success. */
const idSchema = objectSchema.transform((object) => first(object, "cmis:objectId") ?? "");

function creating(session: Session, { versioning }: CmisSettings): Pick<Repository, "createFolder" | "createDocument"> {
  return {
    createFolder(objectId, properties) {
      const fields = actionFields("createFolder", properties);
      return session.change({ operation: "createFolder", at: "root", query: { objectId }, fields }, idSchema);
    },
    createDocument(objectId, properties, content) {
      const fields = actionFields("createDocument", properties, { versioningState: versioning });
      const rest = { at: "root", query: { objectId }, fields, file: contentFile(content), safe: false } as const;
      return session.change({ operation: "createDocument", ...rest }, idSchema);
    },
  };
}

type Versioning = "checkOut" | "checkIn" | "cancelCheckOut" | "updateProperties";

function versioning(session: Session, settings: CmisSettings): Pick<Repository, Versioning> {
  return {
    checkOut(objectId) {
      return session.change({ operation: "checkOut", at: "root", query: { objectId }, fields: actionFields("checkOut") }, idSchema);
    },
    checkIn(objectId, properties, content) {
      const fields = actionFields("checkIn", properties, { major: String(settings.versioning !== "minor") });
      const rest = { at: "root", query: { objectId }, fields, file: contentFile(content), safe: false } as const;
      return session.change({ operation: "checkIn", ...rest }, idSchema);
    },
    async cancelCheckOut(objectId) {
      const fields = actionFields("cancelCheckOut");
      await session.discard({ operation: "cancelCheckOut", at: "root", query: { objectId }, fields });
    },
    updateProperties(objectId, changeToken, properties) {
      const fields = actionFields("update", properties, { changeToken });
      return session.change({ operation: "updateProperties", at: "root", query: { objectId }, fields }, idSchema);
    },
  };
}
