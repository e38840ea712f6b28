import type { Filed } from "../../../plugin/ports/ecm.ts";
import { type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";
import { referenceIn } from "./description.ts";
import { filedFrom, readFiled } from "./filed.ts";
import { findFolder } from "./folders.ts";
import { first, type Properties, type Repository, system } from "./repository.ts";

const pageSize = 100;
const mostPages = 500;

/**
 * Looks for a document by our reference: first in the index, where the reference has a property of its own, then among the children of the
 * folder. An index may lag behind, so only the folder itself can say that a document is absent.
 */
export async function find(repository: Repository, reference: string, path: string): Promise<Filed | null> {
  const { referenceProperty } = repository.settings;
  const indexed = referenceProperty ? await findByQuery(repository, referenceProperty, reference) : null;
  if (indexed) return indexed;
  const folderId = await findFolder(repository, path);
  return folderId ? findAmongChildren(repository, reference, folderId) : null;
}

/** Also finds what staff have moved to another folder since. Null when the repository does not take the query. */
async function findByQuery(repository: Repository, property: string, reference: string): Promise<Filed | null> {
  const table = repository.settings.referenceTable ?? repository.settings.documentType;
  const statement = `SELECT cmis:objectId FROM ${table} WHERE ${property} = '${reference.replace(/[\\']/g, "\\$&")}'`;
  const [hit] = (await repository.query(statement, 2).catch(nullIfRefused)) ?? [];
  const objectId = hit && first(hit, "cmis:objectId");
  return objectId ? readFiled(repository, objectId) : null;
}

function nullIfRefused(error: unknown): null {
  if (error instanceof UpstreamError && /^ecm-(not-supported|invalid-argument|constraint)$/.test(error.code)) return null;
  throw error;
}

async function findAmongChildren(repository: Repository, reference: string, folderId: string): Promise<Filed | null> {
  // Properties of secondary types cannot be named in a filter the same way everywhere: then all are asked for.
  const filter = repository.settings.referenceProperty ? {} : { filter: "cmis:objectId,cmis:name,cmis:versionLabel,cmis:description" };
  // A server may give less than a page, and says that there is more: then the next page begins where this one ended.
  for (let skipCount = 0, page = 0; page < mostPages; page += 1) {
    const { objects, more } = await repository.getChildren(folderId, { ...filter, maxItems: pageSize, skipCount });
    const found = objects.find((properties) => referenceOf(repository, properties) === reference);
    if (found) return filedFrom(found);
    if (!more) return null;
    if (objects.length === 0) throw unclear("ecm-incomplete-reply", "transient");
    skipCount += objects.length;
  }
  throw unclear("ecm-folder-too-large", "permanent");
}

function referenceOf({ settings }: Repository, properties: Properties): string | undefined {
  if (settings.referenceProperty) return first(properties, settings.referenceProperty);
  return referenceIn(first(properties, "cmis:description") ?? "");
}

function unclear(code: string, kind: FailureKind): UpstreamError {
  return new UpstreamError({ system, operation: "getChildren", kind, code });
}
