import { z } from "zod";
import { list, scalar } from "../../shared/soap/shapes.ts";

const id = z.string().regex(/^[^\s'"<>&]+$/);

/** A property of the ECM for a metadatum: its id, or its id and type; `YYYY-MM-DD` becomes midnight UTC in a dateTime. */
export const metadataProperty = z.union([id, z.strictObject({ property: id, type: z.enum(["string", "dateTime", "id", "uri", "html"]) })]);
export type MetadataProperty = z.infer<typeof metadataProperty>;

/** cmis:properties as npm soap writes them: the element name carries the type. */
export type CmisProperties = Record<string, unknown[]>;

/** Adds one property; several values only for multi-valued ones. */
export function put(properties: CmisProperties, type: string, property: string, ...values: string[]): void {
  const element = `property${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  const value = type === "dateTime" ? values.map(dateTime) : values;
  properties[element] = [...(properties[element] ?? []), { attributes: { propertyDefinitionId: property }, value }];
}

function dateTime(value: string): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

const property = z.looseObject({
  attributes: z.looseObject({ propertyDefinitionId: z.string().optional(), queryName: z.string().optional() }).optional(),
  value: list(scalar),
});

/** Properties of a reply by id, whatever their type; a query names them by `queryName` alone. Multi-valued ones keep their first value. */
const propertiesSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((elements, { issues }) => {
    const found = new Map<string, string>();
    for (const [element, members] of Object.entries(elements ?? {})) {
      if (!element.startsWith("property")) continue;
      const read = list(property).safeParse(members);
      if (!read.success) issues.push({ code: "custom", input: members, message: element });
      for (const { attributes, value } of read.data ?? []) {
        const name = attributes?.propertyDefinitionId ?? attributes?.queryName;
        if (name && value[0] !== undefined) found.set(name, value[0]);
      }
    }
    return found;
  });

/** The same of an object that must have its id: without it nothing may be concluded, least of all that there is no such object. */
export const identifiedSchema = propertiesSchema.refine((found) => found.has("cmis:objectId"), "cmis:objectId");
