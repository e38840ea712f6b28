import { z } from "zod";
import type { Filed } from "../../../plugin/ports/ecm.ts";
import { propertiesSchema } from "./properties.ts";
import { type Session, unlessMissing } from "./session.ts";

const objectSchema = z.object({ object: z.object({ properties: propertiesSchema }) });

/** Where a document lies, as its properties say; undefined without an id. Repositories without versions leave the version empty. */
export function filedFrom(properties: ReadonlyMap<string, string>): Filed | undefined {
  const objectId = properties.get("cmis:objectId");
  return objectId ? { objectId, version: properties.get("cmis:versionLabel") ?? "", name: properties.get("cmis:name") ?? "" } : undefined;
}

/** Asks the repository itself, not its index; null if the object does not exist. */
export async function readFiled(session: Session, objectId: string): Promise<Filed | null> {
  const parameters = { objectId, filter: "cmis:objectId,cmis:name,cmis:versionLabel" };
  const found = await unlessMissing(session.ask({ service: "ObjectService", operation: "getObject", parameters, schema: objectSchema }));
  return (found && filedFrom(found.value.object.properties)) ?? null;
}
