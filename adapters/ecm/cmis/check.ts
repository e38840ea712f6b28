import type { Health } from "../../../plugin/ports/adapter.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { folderPath } from "./folders.ts";
import { mayWrite } from "./may-write.ts";
import type { Repository } from "./repository.ts";

/** Signs in, looks whether the types exist, may be created and have every property and the versions that the settings name, and asks whether we may write. */
export async function check(repository: Repository): Promise<Health> {
  try {
    const { product, version, query } = await repository.getRepositoryInfo();
    const facts = [product, `CMIS ${version}`, `query: ${query}`].filter((fact) => fact !== "");
    const missing = await missingDefinition(repository);
    if (missing) return { ok: false, code: missing.code, facts: [...facts, missing.name] };
    const allowed = await mayWrite(repository);
    if (allowed !== false) return { ok: true, ...(allowed && { mayWrite: true }), facts };
    return { ok: false, code: "ecm-root-read-only", mayWrite: false, facts: [...facts, folderPath(repository.settings, [])] };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, code: error.code, facts: error.detail ? [error.detail] : [] };
    throw error;
  }
}

async function missingDefinition(repository: Repository): Promise<{ code: string; name: string } | undefined> {
  const { documentType, folderType, secondaryTypes, versioning, withdrawal } = repository.settings;
  const known = new Set<string>();
  const marking = withdrawal && "secondaryType" in withdrawal ? [withdrawal.secondaryType] : [];
  for (const typeId of new Set([folderType, documentType, ...secondaryTypes, ...marking])) {
    const { creatable, versionable, properties } = await repository.getTypeDefinition(typeId);
    if (!creatable && (typeId === folderType || typeId === documentType)) return { code: "ecm-type-not-creatable", name: typeId };
    const isToHaveVersions = versioning === "minor" || versioning === "major";
    if (typeId === documentType && isToHaveVersions && !versionable) return { code: "ecm-type-not-versionable", name: typeId };
    for (const id of properties) known.add(id);
  }
  const name = namedProperties(repository).find((property) => !known.has(property));
  return name === undefined ? undefined : { code: "ecm-property-missing", name };
}

function namedProperties({ settings }: Repository): string[] {
  const { titleProperty, referenceProperty, metadataProperties, withdrawal } = settings;
  const metadata = Object.values(metadataProperties).map((target) => (typeof target === "string" ? target : target.property));
  const mark = withdrawal && "property" in withdrawal ? withdrawal.property : undefined;
  return [titleProperty, referenceProperty, ...metadata, mark].filter((property) => property !== undefined);
}
