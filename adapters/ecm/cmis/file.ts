import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { permittedName } from "../../shared/names.ts";
import { readWritten } from "./filed.ts";
import { ensureFolder, folderPath } from "./folders.ts";
import { factsOf } from "./properties.ts";
import type { Property, Repository } from "./repository.ts";

/**
 * Files a document. All that happens before createDocument may be repeated, so only the answer to createDocument itself can be lost
 * (`ambiguous`). Name and version are asked for afterwards; that they could not be read does not unmake the filing.
 */
export async function file(repository: Repository, document: EcmDocument): Promise<Filed> {
  const { settings } = repository;
  const folderId = await ensureFolder(repository, folderPath(settings, document.folder));
  const name = permittedName(document.title, document.extension);
  const properties: Property[] = [
    { id: "cmis:objectTypeId", type: "id", values: [settings.documentType] },
    { id: "cmis:name", type: "string", values: [name] },
  ];
  if (settings.secondaryTypes.length > 0)
    properties.push({ id: "cmis:secondaryObjectTypeIds", type: "id", values: settings.secondaryTypes });
  properties.push(...factsOf(settings, document));
  const objectId = await repository.createDocument(folderId, properties, { ...document, name });
  return readWritten(repository, objectId, name);
}
