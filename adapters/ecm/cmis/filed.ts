import type { Filed } from "../../../plugin/ports/ecm.ts";
import { first, type Properties, type Repository, unlessMissing } from "./repository.ts";

/** Where a document lies, as its properties say. Repositories without versions leave the version empty. */
export function filedFrom(properties: Properties): Filed {
  const property = (id: string) => first(properties, id) ?? "";
  return { objectId: property("cmis:objectId"), version: property("cmis:versionLabel"), name: property("cmis:name") };
}

/** Asks the repository itself, not its index; null if the object does not exist. */
export async function readFiled(repository: Repository, objectId: string): Promise<Filed | null> {
  const found = await unlessMissing(repository.getObject(objectId, "cmis:objectId,cmis:name,cmis:versionLabel"));
  return found && filedFrom(found);
}

/** Of a document that was just written: that it could not be read does not unmake the writing. */
export async function readWritten(repository: Repository, objectId: string, name: string): Promise<Filed> {
  return (await readFiled(repository, objectId).catch(() => null)) ?? { objectId, version: "", name };
}
