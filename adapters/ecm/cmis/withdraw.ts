import type { Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { filedFrom, readWritten } from "./filed.ts";
import { latest } from "./latest.ts";
import { first, type Properties, type Property, type Repository } from "./repository.ts";
import type { Withdrawal } from "./settings.ts";

/**
 * Marks a document as withdrawn, as the settings say: by a property, or by a secondary type that is added. Done only if it is not marked
 * already, and only to what was just read (change token): if somebody changed the document in between, it is looked at once more.
 */
export async function withdraw(repository: Repository, mark: Withdrawal, filed: Filed): Promise<Filed> {
  return once(repository, mark, filed).catch((error: unknown) => {
    if (error instanceof UpstreamError && error.code === "ecm-conflict") return once(repository, mark, filed);
    throw error;
  });
}

async function once(repository: Repository, mark: Withdrawal, filed: Filed): Promise<Filed> {
  const current = await latest(repository, filed, "property" in mark ? [mark.property] : []);
  const change = missingMark(mark, current);
  if (!change) return filedFrom(current);
  const token = first(current, "cmis:changeToken");
  const objectId = await repository.updateProperties(first(current, "cmis:objectId") ?? filed.objectId, token, [change]);
  return readWritten(repository, objectId, filed.name);
}

/** The property to be set, or undefined if it is set. */
function missingMark(mark: Withdrawal, current: Properties): Property | undefined {
  if ("property" in mark) {
    const { property: id, type, value } = mark;
    return first(current, id) === value ? undefined : { id, type, values: [value] };
  }
  const held = current.get("cmis:secondaryObjectTypeIds") ?? [];
  if (held.includes(mark.secondaryType)) return undefined;
  return { id: "cmis:secondaryObjectTypeIds", type: "id", values: [...held, mark.secondaryType], multiple: true };
}
