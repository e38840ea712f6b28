import { z } from "zod";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedFolder } from "../../shared/names.ts";
import { text } from "../../shared/soap/shapes.ts";
import { type CmisProperties, identifiedSchema, put } from "./properties.ts";
import { type Session, system, unlessMissing } from "./session.ts";

const objectSchema = z.object({ object: z.object({ properties: identifiedSchema }) });
const createdSchema = z.object({ objectId: text });

/** The path of a case below the root of the settings, each segment as a name that repositories take. */
export function folderPath(session: Session, folder: readonly string[]): string {
  const root = session.settings.root.replace(/\/+$/, "");
  return `${root}/${folder.map((segment) => permittedFolder(segment)).join("/")}`.replace(/(?<=.)\/$/, "");
}

/** The id of the folder at a path, or null if there is none. */
export async function findFolder(session: Session, path: string): Promise<string | null> {
  const operation = "getObjectByPath";
  const parameters = { path, filter: "cmis:objectId" };
  const found = await unlessMissing(session.ask({ service: "ObjectService", operation, parameters, schema: objectSchema }));
  return found?.value.object.properties.get("cmis:objectId") ?? null;
}

/** The id of the folder at a path; what is missing of it is made. Two that make it at the same time end up with the same folder. */
export async function ensureFolder(session: Session, path: string): Promise<string> {
  const found = await findFolder(session, path);
  if (found) return found;
  const end = path.lastIndexOf("/");
  if (path === "/") throw new UpstreamError({ system, operation: "getObjectByPath", kind: "permanent", code: "ecm-not-found" });
  const parent = await ensureFolder(session, path.slice(0, end) || "/");
  return createFolder(session, parent, path.slice(end + 1)).catch(async (error: unknown) => {
    const isTaken = error instanceof UpstreamError && error.code === "name-taken";
    const other = isTaken ? await findFolder(session, path) : null;
    if (other) return other;
    throw error;
  });
}

async function createFolder(session: Session, parent: string, name: string): Promise<string> {
  const properties: CmisProperties = {};
  put(properties, "id", "cmis:objectTypeId", session.settings.folderType);
  put(properties, "string", "cmis:name", name);
  const parameters = { properties, folderId: parent };
  const created = await session.ask({ service: "ObjectService", operation: "createFolder", parameters, schema: createdSchema });
  return created.value.objectId;
}
