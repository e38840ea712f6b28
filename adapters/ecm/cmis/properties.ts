import type { EcmDocument } from "../../../plugin/ports/ecm.ts";
import { writeDescription } from "./description.ts";
import type { Property, PropertyType } from "./repository.ts";
import type { CmisSettings } from "./settings.ts";

/** What is kept of a document beside its content, where the settings say; whatever has no property of its own stands in cmis:description. */
export function factsOf(settings: CmisSettings, document: EcmDocument): Property[] {
  const properties: Property[] = [];
  const put = (id: string, value: string, type: PropertyType = "string") => properties.push({ id, type, values: [value] });
  if (settings.titleProperty) put(settings.titleProperty, document.title);
  if (settings.referenceProperty) put(settings.referenceProperty, document.reference);
  const described: Record<string, string> = {};
  for (const [key, value] of Object.entries(document.metadata)) {
    const target = settings.metadataProperties[key];
    if (typeof target === "object") put(target.property, value, target.type);
    else if (target) put(target, value);
    else described[key] = value;
  }
  if (!settings.titleProperty || !settings.referenceProperty || Object.keys(described).length > 0) {
    put("cmis:description", writeDescription({ ...document, metadata: described }));
  }
  return properties;
}
