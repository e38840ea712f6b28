import { CmisFault } from "./fault.ts";
import { type Content, type PropertyValues, refuseUnknown } from "./filing.ts";
import type { FakeDocument, FakeObjects } from "./objects.ts";
import { fakeTypes } from "./types.ts";

/** Id of the working copy. Only the latest version can be checked out, and only once. */
export function checkOut(objects: FakeObjects, objectId: string, by: string): string {
  const document = documentById(objects, objectId);
  if (!fakeTypes.get(document.type)?.versionable) throw new CmisFault("constraint", "The type has no versions.");
  if (!document.isLatest) throw new CmisFault("updateConflict", "This is not the latest version.");
  if (workingCopyOf(objects, document.series)) throw new CmisFault("updateConflict", "The document is checked out.");
  const id = objects.nextId();
  objects.checkedOut.set(id, { series: document.series, by });
  return id;
}

export function cancelCheckOut(objects: FakeObjects, workingCopyId: string): void {
  if (!objects.checkedOut.delete(workingCopyId)) throw new CmisFault("objectNotFound", "There is no such working copy.");
}

interface CheckIn {
  readonly workingCopyId: string;
  readonly properties: PropertyValues;
  /** Undefined: that of the version before stays. */
  readonly content: Content | undefined;
  readonly major: boolean;
  readonly by: string;
}

/** The new version. What is not given stays as it was. */
export function checkIn(objects: FakeObjects, { workingCopyId, properties, content, major, by }: CheckIn): FakeDocument {
  const workingCopy = objects.checkedOut.get(workingCopyId);
  const before = [...objects.documents.values()].find(({ series, isLatest }) => isLatest && series === workingCopy?.series);
  if (!workingCopy || !before) throw new CmisFault("objectNotFound", "There is no such working copy.");
  const changed = withProperties(before, properties);
  const [whole = 1, part = 0] = before.version.split(".").map(Number);
  const version = major ? `${whole + 1}.0` : `${whole}.${part + 1}`;
  const id = objects.nextId();
  const after = { ...changed, ...content, id, version, by, changeToken: id, created: new Date().toISOString() };
  objects.documents.set(before.id, { ...before, isLatest: false });
  objects.documents.set(id, after);
  objects.checkedOut.delete(workingCopyId);
  return after;
}

/** The document with other properties. A change token that is not the current one says that somebody was faster. */
export function update(objects: FakeObjects, objectId: string, token: string | undefined, properties: PropertyValues): FakeDocument {
  const document = documentById(objects, objectId);
  const isStale = token !== undefined && token !== "" && token !== document.changeToken;
  if (!document.isLatest || isStale) throw new CmisFault("updateConflict", "The document was changed in between.");
  const after = { ...withProperties(document, properties), changeToken: objects.nextId() };
  objects.documents.set(document.id, after);
  return after;
}

export function workingCopyOf(objects: FakeObjects, series: string): { id: string; by: string } | undefined {
  const found = [...objects.checkedOut].find(([, workingCopy]) => workingCopy.series === series);
  return found && { id: found[0], by: found[1].by };
}

/** The latest version of the series of that id, or of the series that this version belongs to. */
export function latestVersion(objects: FakeObjects, id: string): FakeDocument {
  const series = objects.documents.get(id)?.series ?? id;
  const found = [...objects.documents.values()].find((document) => document.isLatest && document.series === series);
  if (!found) throw new CmisFault("objectNotFound", `Object ${id} does not exist.`);
  return found;
}

function documentById(objects: FakeObjects, id: string): FakeDocument {
  const document = objects.documents.get(id);
  if (!document) throw new CmisFault("objectNotFound", `Object ${id} does not exist.`);
  return document;
}

function withProperties(document: FakeDocument, properties: PropertyValues): FakeDocument {
  const secondaryTypes = properties.get("cmis:secondaryObjectTypeIds") ?? document.secondaryTypes;
  refuseUnknown(properties, document.type, secondaryTypes);
  return { ...document, secondaryTypes, properties: { ...document.properties, ...Object.fromEntries(properties) } };
}
