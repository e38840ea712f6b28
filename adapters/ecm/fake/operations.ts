import { createDocument, createFolder } from "./operations/create.ts";
import { query } from "./operations/discovery.ts";
import type { Handler } from "./operations/handler.ts";
import { getChildren } from "./operations/navigation.ts";
import { getAllowableActions, getContentStream, getObject, getObjectByPath, getProperties } from "./operations/object.ts";
import { getRepositories, getRepositoryInfo, getTypeDefinition } from "./operations/repository.ts";
import { cancelCheckOut, checkIn, checkOut, getObjectOfLatestVersion, updateProperties } from "./operations/versioning.ts";

/** The part of CMIS 1.1 that is simulated, by service. */
export const operations: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  RepositoryService: { getRepositories, getRepositoryInfo, getTypeDefinition },
  NavigationService: { getChildren },
  ObjectService: {
    createDocument,
    createFolder,
    getAllowableActions,
    getContentStream,
    getObject,
    getObjectByPath,
    getProperties,
    updateProperties,
  },
  DiscoveryService: { query },
  VersioningService: { cancelCheckOut, checkIn, checkOut, getObjectOfLatestVersion },
};
