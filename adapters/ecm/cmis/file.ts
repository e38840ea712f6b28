import { z } from "zod";
import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { contentId } from "../../shared/multipart.ts";
import { permittedName } from "../../shared/names.ts";
import { text } from "../../shared/soap/shapes.ts";
import { xopInclude } from "../../shared/soap/values.ts";
import { writeDescription } from "./description.ts";
import { readFiled } from "./filed.ts";
import { ensureFolder, folderPath } from "./folders.ts";
import { type CmisProperties, put } from "./properties.ts";
import type { Session } from "./session.ts";

const createdSchema = z.object({ objectId: text });

/**
 * Files a document. All that happens before createDocument may be repeated, so only the answer to createDocument itself can be lost
 * (`ambiguous`). Name and version are asked for afterwards; that they could not be read does not unmake the filing.
 */
export async function file(session: Session, document: EcmDocument): Promise<Filed> {
  const folderId = await ensureFolder(session, folderPath(session, document.folder));
  const name = permittedName(document.title, document.extension);
  const id = contentId();
  const created = await session.ask({
    service: "ObjectService",
    operation: "createDocument",
    parameters: {
      properties: propertiesOf(session, document, name),
      folderId,
      contentStream: { length: document.bytes.byteLength, mimeType: document.mediaType, filename: name, stream: xopInclude(id) },
      versioningState: session.settings.versioning,
    },
    attachments: [{ id, mediaType: document.mediaType, bytes: document.bytes }],
    schema: createdSchema,
    safe: false,
  });
  const { objectId } = created.value;
  return (await readFiled(session, objectId).catch(() => null)) ?? { objectId, version: "", name };
}

function propertiesOf({ settings }: Session, document: EcmDocument, name: string): CmisProperties {
  const properties: CmisProperties = {};
  put(properties, "id", "cmis:objectTypeId", settings.documentType);
  if (settings.secondaryTypes.length > 0) put(properties, "id", "cmis:secondaryObjectTypeIds", ...settings.secondaryTypes);
  put(properties, "string", "cmis:name", name);
  if (settings.titleProperty) put(properties, "string", settings.titleProperty, document.title);
  if (settings.referenceProperty) put(properties, "string", settings.referenceProperty, document.reference);
  const described: Record<string, string> = {};
  for (const [key, value] of Object.entries(document.metadata)) {
    const target = settings.metadataProperties[key];
    if (typeof target === "object") put(properties, target.type, target.property, value);
    else if (target) put(properties, "string", target, value);
    else described[key] = value;
  }
  if (!settings.titleProperty || !settings.referenceProperty || Object.keys(described).length > 0) {
    put(properties, "string", "cmis:description", writeDescription({ ...document, metadata: described }));
  }
  return properties;
}
