import { CmisFault } from "./fault.ts";
import type { FakeDocument, FakeFolder, FakeObjects } from "./objects.ts";
import { definition, valuesOf } from "./properties.ts";
import { fakeTypes } from "./types.ts";

export type Index = "current" | "lagging" | "none";

/** Understands `SELECT … FROM type WHERE property = 'value'`, and no more. Only latest versions are found. */
export function search(objects: FakeObjects, index: Index, statement: string, maxItems: number): { hits: FakeDocument[]; columns: string } {
  if (index === "none") throw new CmisFault("notSupported", "Queries are turned off.");
  const form = /^SELECT ([\w:, *]+) FROM ([\w:]+) WHERE ([\w:]+) = '((?:[^'\\]|\\.)*)'$/;
  const [, columns = "", table = "", property = "", value = ""] = form.exec(statement) ?? [];
  const type = fakeTypes.get(table);
  if (!type?.properties.some(({ id }) => id === property) || !definition(property)?.queryable) {
    throw new CmisFault("invalidArgument", "The query is not understood, or the property is not queryable.");
  }
  const isInTable = ({ type: own, secondaryTypes }: FakeDocument) =>
    own === table || type.id === fakeTypes.get(own)?.base || secondaryTypes.includes(table);
  const wanted = value.replace(/\\(.)/g, "$1");
  const isHit = (document: FakeDocument) =>
    document.isLatest && index === "current" && isInTable(document) && valuesOf(document, objects).get(property)?.includes(wanted);
  return { hits: [...objects.documents.values()].filter(isHit).slice(0, maxItems), columns };
}

/** Gives at most this many children at a time, whatever is asked for, as some servers do. */
const mostItems = 60;

export function childrenPage(objects: FakeObjects, folderId: string, page: { skip: number; most: number | undefined }) {
  if (!objects.folders.has(folderId)) throw new CmisFault("objectNotFound", `Folder ${folderId} does not exist.`);
  const all = objects.childrenOf(folderId);
  const end = page.skip + Math.min(mostItems, page.most ?? mostItems);
  return { children: all.slice(page.skip, end), more: end < all.length, total: all.length };
}

/** The object at a path from the root folder; each segment as it is named. */
export function objectAt(objects: FakeObjects, path: string): FakeFolder | FakeDocument {
  let found: FakeFolder | FakeDocument | undefined = objects.root;
  for (const segment of path.split("/").filter(Boolean)) found = found && objects.childrenOf(found.id).find(({ name }) => name === segment);
  if (!found) throw new CmisFault("objectNotFound", "There is nothing at this path.");
  return found;
}

export function objectById(objects: FakeObjects, id: string): FakeFolder | FakeDocument {
  const object = objects.documents.get(id) ?? objects.folders.get(id);
  if (!object) throw new CmisFault("objectNotFound", `Object ${id} does not exist.`);
  return object;
}
