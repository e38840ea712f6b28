import { z } from "zod";
import { list, scalar } from "../../../shared/soap/shapes.ts";
import { isoDate, type Property } from "../repository.ts";

/** cmis:properties as npm soap writes them: the element name carries the type. */
export function writeProperties(properties: readonly Property[]): Record<string, unknown[]> {
  const written: Record<string, unknown[]> = {};
  for (const { id, type, values } of properties) {
    const element = `property${type.charAt(0).toUpperCase()}${type.slice(1)}`;
    const value = type === "dateTime" ? values.map(isoDate) : values;
    written[element] = [...(written[element] ?? []), { attributes: { propertyDefinitionId: id }, value }];
  }
  return written;
}

const property = z.looseObject({
  attributes: z.looseObject({ propertyDefinitionId: z.string().optional(), queryName: z.string().optional() }).optional(),
  value: list(scalar),
});

/** Properties of a reply by id, whatever their type; a query names them by `queryName` alone. */
const propertiesSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((elements, { issues }) => {
    const found = new Map<string, string[]>();
    for (const [element, members] of Object.entries(elements ?? {})) {
      if (!element.startsWith("property")) continue;
      const read = list(property).safeParse(members);
      if (!read.success) issues.push({ code: "custom", input: members, message: element });
      for (const { attributes, value } of read.data ?? []) {
        const name = attributes?.propertyDefinitionId ?? attributes?.queryName;
        if (name && value.length > 0) found.set(name, value);
      }
    }
    return found;
  });

/** The same of an object that must have its id: without it nothing may be concluded, least of all that there is no such object. */
export const identifiedSchema = propertiesSchema.refine((found) => found.has("cmis:objectId"), "cmis:objectId");
