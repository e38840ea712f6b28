import { CmisFault } from "../fault.ts";
import type { FakeDocument } from "../objects.ts";
import { definition, textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import { fakeTypes } from "../types.ts";
import type { Handler } from "./handler.ts";

/** Understands `SELECT … FROM type WHERE property = 'value'`, and no more. */
export const query: Handler = (operation, { objects, index }) => {
  if (index === "none") throw new CmisFault("notSupported", "Queries are turned off.");
  const form = /^SELECT ([\w:, *]+) FROM ([\w:]+) WHERE ([\w:]+) = '((?:[^'\\]|\\.)*)'$/;
  const [, columns = "", table = "", property = "", value = ""] = form.exec(textOf(operation, "statement") ?? "") ?? [];
  const type = fakeTypes.get(table);
  if (!type?.properties.some(({ id }) => id === property) || !definition(property)?.queryable) {
    throw new CmisFault("invalidArgument", "The query is not understood, or the property is not queryable.");
  }
  const isInTable = ({ type: own, secondaryTypes }: FakeDocument) =>
    own === table || type.id === fakeTypes.get(own)?.base || secondaryTypes.includes(table);
  const wanted = value.replace(/\\(.)/g, "$1");
  const hits = [...objects.documents.values()]
    .filter((document) => index === "current" && isInTable(document) && valuesOf(document, objects).get(property)?.includes(wanted))
    .slice(0, Number(textOf(operation, "maxItems") ?? Number.POSITIVE_INFINITY));
  const rows = hits.map((document) => `<objects>${writeProperties(valuesOf(document, objects), columns)}</objects>`);
  return answer("query", `<objects>${rows.join("")}<hasMoreItems>false</hasMoreItems><numItems>${hits.length}</numItems></objects>`);
};
