import { z } from "zod";
import type { Health } from "../../../plugin/ports/adapter.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { list, scalar, text } from "../../shared/soap/shapes.ts";
import type { Session } from "./session.ts";

const infoSchema = z.object({
  repositoryInfo: z.object({
    productName: scalar.nullish(),
    productVersion: scalar.nullish(),
    cmisVersionSupported: scalar.nullish(),
    rootFolderId: text,
    capabilities: z.looseObject({ capabilityQuery: scalar.nullish() }).nullish(),
  }),
});

/** Every element `property…Definition` of a type holds the definition of one property. */
const typeSchema = z.object({ type: z.looseObject({ id: text, creatable: scalar.nullish() }) });
const definitionSchema = z.looseObject({ id: text });

/** Signs in, and looks whether the types exist, may be created and have every property that the settings name. */
export async function check(session: Session): Promise<Health> {
  try {
    const { value } = await session.ask({ service: "RepositoryService", operation: "getRepositoryInfo", schema: infoSchema });
    const { productName, productVersion, cmisVersionSupported, capabilities } = value.repositoryInfo;
    const facts = [
      [productName, productVersion].filter(Boolean).join(" "),
      `CMIS ${cmisVersionSupported ?? "?"}`,
      `query: ${capabilities?.capabilityQuery ?? "?"}`,
    ].filter((fact) => fact !== "");
    const missing = await missingDefinition(session);
    return missing ? { ok: false, code: missing.code, facts: [...facts, missing.name] } : { ok: true, facts };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, code: error.code, facts: error.detail ? [error.detail] : [] };
    throw error;
  }
}

async function missingDefinition(session: Session): Promise<{ code: string; name: string } | undefined> {
  const { documentType, folderType, secondaryTypes, titleProperty, referenceProperty, metadataProperties } = session.settings;
  const known = new Set<string>();
  for (const typeId of new Set([folderType, documentType, ...secondaryTypes])) {
    const { value } = await session.ask({
      service: "RepositoryService",
      operation: "getTypeDefinition",
      parameters: { typeId },
      schema: typeSchema,
    });
    if (value.type.creatable === "false" && !secondaryTypes.includes(typeId)) return { code: "ecm-type-not-creatable", name: typeId };
    for (const id of definedProperties(value.type)) known.add(id);
  }
  const metadata = Object.values(metadataProperties).map((target) => (typeof target === "string" ? target : target.property));
  const name = [titleProperty, referenceProperty, ...metadata].find((property) => property !== undefined && !known.has(property));
  return name === undefined ? undefined : { code: "ecm-property-missing", name };
}

function definedProperties(type: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(type)
    .filter(([element]) => /^property\w+Definition$/.test(element))
    .flatMap(([, definitions]) => list(definitionSchema).safeParse(definitions).data ?? [])
    .map(({ id }) => id);
}
