import { z } from "zod";
import type { Filed } from "../../../plugin/ports/ecm.ts";
import { identifiedSchema } from "./properties.ts";
import { type Session, unlessMissing } from "./session.ts";

const objectSchema = z.object({ object: z.object({ properties: identifiedSchema }) });

/** Where a document lies, as its properties say. Repositories without versions leave the version empty. */
export function filedFrom(properties: ReadonlyMap<string, string>): Filed {
  const property = (id: string) => properties.get(id) ?? "";
  return { objectId: property("cmis:objectId"), version: property("cmis:versionLabel"), name: property("cmis:name") };
}

/** Asks the repository itself, not its index; null if the object does not exist. */
export async function readFiled(session: Session, objectId: string): Promise<Filed | null> {
  const parameters = { objectId, filter: "cmis:objectId,cmis:name,cmis:versionLabel" };
  const found = await unlessMissing(session.ask({ service: "ObjectService", operation: "getObject", parameters, schema: objectSchema }));
  return found && filedFrom(found.value.object.properties);
}
