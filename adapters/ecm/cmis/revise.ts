import type { EcmDocument, Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { readWritten } from "./filed.ts";
import { latest } from "./latest.ts";
import { factsOf } from "./properties.ts";
import { first, type Properties, type Repository, system } from "./repository.ts";

/**
 * Puts a document over a filed one: checkOut, then checkIn with content, title and reference of the new one. The name stays, because staff
 * know the document by it. When checkIn is refused, the check-out is undone; when its answer is lost, nothing is touched, because the new
 * version may stand already. A working copy that an earlier try of ours left behind is thrown away; one of a person is left alone.
 */
export async function revise(repository: Repository, filed: Filed, document: EcmDocument): Promise<Filed> {
  const current = await latest(repository, filed);
  if (first(current, "cmis:isVersionSeriesCheckedOut") === "true") await discardOurs(repository, current);
  const workingCopy = await repository.checkOut(first(current, "cmis:objectId") ?? filed.objectId);
  const name = first(current, "cmis:name") ?? filed.name;
  const properties = factsOf(repository.settings, document);
  const objectId = await repository.checkIn(workingCopy, properties, { ...document, name }).catch(async (error: unknown) => {
    const isLost = error instanceof UpstreamError && error.kind === "ambiguous";
    // That it could not be undone is not worth more than why it had to be: the next try finds the working copy and throws it away.
    if (!isLost) await repository.cancelCheckOut(workingCopy).catch(() => {});
    throw error;
  });
  return readWritten(repository, objectId, name);
}

async function discardOurs(repository: Repository, current: Properties): Promise<void> {
  const by = first(current, "cmis:versionSeriesCheckedOutBy");
  const workingCopy = first(current, "cmis:versionSeriesCheckedOutId");
  if (!workingCopy || by !== repository.settings.login.user) {
    throw new UpstreamError({ system, operation: "checkOut", kind: "transient", code: "ecm-checked-out" });
  }
  await repository.cancelCheckOut(workingCopy);
}
