import { z } from "zod";
import type { Filed } from "../../../plugin/ports/ecm.ts";
import { type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";
import { list, scalar } from "../../shared/soap/shapes.ts";
import { referenceIn } from "./description.ts";
import { filedFrom, readFiled } from "./filed.ts";
import { findFolder } from "./folders.ts";
import { identifiedSchema } from "./properties.ts";
import { type Session, system } from "./session.ts";

const pageSize = 100;
const mostPages = 500;

const hitsSchema = z.object({ objects: z.object({ objects: list(z.object({ properties: identifiedSchema })) }) });
const childrenSchema = z.object({
  objects: z.object({ objects: list(z.object({ object: z.object({ properties: identifiedSchema }) })), hasMoreItems: scalar }),
});

/**
 * Looks for a document by our reference: first in the index, where the reference has a property of its own, then among the children of the
 * folder. An index may lag behind, so only the folder itself can say that a document is absent.
 */
export async function find(session: Session, reference: string, path: string): Promise<Filed | null> {
  const indexed = session.settings.referenceProperty ? await findByQuery(session, session.settings.referenceProperty, reference) : null;
  if (indexed) return indexed;
  const folderId = await findFolder(session, path);
  return folderId ? findAmongChildren(session, reference, folderId) : null;
}

/** Also finds what staff have moved to another folder since. Null when the repository does not take the query. */
async function findByQuery(session: Session, property: string, reference: string): Promise<Filed | null> {
  const table = session.settings.referenceTable ?? session.settings.documentType;
  const statement = `SELECT cmis:objectId FROM ${table} WHERE ${property} = '${reference.replace(/[\\']/g, "\\$&")}'`;
  const parameters = { statement, searchAllVersions: false, maxItems: 2 };
  const hits = await session.ask({ service: "DiscoveryService", operation: "query", parameters, schema: hitsSchema }).catch(nullIfRefused);
  const objectId = hits?.value.objects.objects[0]?.properties.get("cmis:objectId");
  return objectId ? readFiled(session, objectId) : null;
}

function nullIfRefused(error: unknown): null {
  if (error instanceof UpstreamError && /^ecm-(not-supported|invalid-argument|constraint)$/.test(error.code)) return null;
  throw error;
}

async function findAmongChildren(session: Session, reference: string, folderId: string): Promise<Filed | null> {
  const { referenceProperty } = session.settings;
  // Properties of secondary types cannot be named in a filter the same way everywhere: then all are asked for.
  const filter = referenceProperty ? undefined : "cmis:objectId,cmis:name,cmis:versionLabel,cmis:description";
  // A server may give less than a page, and says that there is more: then the next page begins where this one ended.
  for (let skipCount = 0, page = 0; page < mostPages; page += 1) {
    const parameters = { folderId, filter, maxItems: pageSize, skipCount };
    const { value } = await session.ask({ service: "NavigationService", operation: "getChildren", parameters, schema: childrenSchema });
    for (const { object } of value.objects.objects) {
      const held = referenceProperty
        ? object.properties.get(referenceProperty)
        : referenceIn(object.properties.get("cmis:description") ?? "");
      if (held === reference) return filedFrom(object.properties);
    }
    if (value.objects.hasMoreItems !== "true") return null;
    if (value.objects.objects.length === 0) throw unclear("ecm-incomplete-reply", "transient");
    skipCount += value.objects.objects.length;
  }
  throw unclear("ecm-folder-too-large", "permanent");
}

function unclear(code: string, kind: FailureKind): UpstreamError {
  return new UpstreamError({ system, operation: "getChildren", kind, code });
}
