import type { Filed } from "../../../plugin/ports/ecm.ts";
import { first, type Properties, type Repository } from "./repository.ts";

const filter = [
  ...["cmis:objectId", "cmis:name", "cmis:versionLabel", "cmis:versionSeriesId", "cmis:isLatestVersion", "cmis:changeToken"],
  ...["cmis:isVersionSeriesCheckedOut", "cmis:versionSeriesCheckedOutBy", "cmis:versionSeriesCheckedOutId", "cmis:secondaryObjectTypeIds"],
];

/**
 * The document as it now stands in the place of a filed one. Staff may have put a version over ours since, and only the latest takes
 * changes: updateConflict says so of any other (facts: ecm.md §4). `also` names further properties.
 */
export async function latest(repository: Repository, filed: Filed, also: readonly string[] = []): Promise<Properties> {
  const wanted = [...filter, ...also].join(",");
  const object = await repository.getObject(filed.objectId, wanted);
  return first(object, "cmis:isLatestVersion") === "false" ? repository.getObjectOfLatestVersion(object, wanted) : object;
}
